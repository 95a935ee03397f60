import { spread } from "../../src/domain/spread.ts";

const minute = 60_000;

/** So many hosts may come at once to fetch the preview of a page. */
const crowd = 100;

/**
 * How many milliseconds each host of an audience waits for an activity: none in a small one; else one minute for each
 * hundred hosts, five at most, in which a host's place follows from its name and the activity's alone.
 */
export function delayFor(activity: string, hosts: number): (host: string) => number {
  if (hosts <= crowd) return () => 0;
  const within = Math.min(5, hosts / crowd) * minute;
  return (host) => Math.round(within * spread(`${host} ${activity}`));
}
