import type { World } from "../../domain/ports.ts";
import { createPollNow } from "../publish/poll-now.ts";

/**
 * Has the feed of a blog read now, once a minute at most: what is asked for meanwhile is due when the minute is over. A blog
 * that asked to be left alone is.
 */
export function createPollSoon(world: Pick<World, "sites" | "jobs" | "limits" | "clock">) {
  const pollNow = createPollNow(world);

  return async function pollSoon(id: string): Promise<void> {
    const now = world.clock.now();
    const turn = await world.limits.take(`push-poll:${id}`, 1, 60, now);
    const site = await world.sites.get(id);
    if (site) await pollNow(site, turn.ok ? {} : { notBefore: new Date(now.getTime() + turn.retryAfter * 1000) });
  };
}
