import { spread } from "../../src/domain/spread.ts";

const minute = 60_000;

/** So many hosts may come at once to fetch the preview of a page. */
const crowd = 100;

/** Puts the first shaky host behind the last of the others. */
const gapMs = 1_000;

/**
 * How many milliseconds each host of an audience waits for an activity: none in a small one; else one minute for each
 * hundred hosts, five at most, in which a host's place follows from its name and the activity's alone. Shaky ones hear of
 * it in the same way after the others: signing for a server that stays silent holds up one that would have answered.
 */
export function delayFor(
  activity: string,
  hosts: ReadonlySet<string>,
  shaky: ReadonlySet<string>,
): (host: string) => number {
  if (hosts.size <= crowd) return () => 0;
  const last = [...hosts].filter((host) => shaky.has(host)).length;
  const sound = windowOf(hosts.size - last);
  const late = windowOf(last);
  return (host) => {
    const place = spread(`${host} ${activity}`);
    return Math.round(shaky.has(host) ? sound + gapMs + late * place : sound * place);
  };
}

/** Over how many milliseconds so many hosts are spread. */
function windowOf(hosts: number): number {
  return Math.min(5, hosts / crowd) * minute;
}
