import type { World } from "../../domain/ports.ts";
import type { Polling, Site } from "../../domain/site.ts";
import { pollJob } from "./take-feed.ts";

/** When a blog is looked at: soon, or not before the moment until which it asked to be left alone. */
export type PollNowOutcome = { kind: "soon"; at: Date } | { kind: "resting"; until: Date };

/** However often it is asked for, a blog is looked at once a minute at most. */
const everyMs = 60_000;

/**
 * Lets a blog be looked at for new posts at once, as whoever is told that there is one wants. With `anew` it is read as if
 * nothing were remembered of the last time, also a feed that was said to be gone: the owner asks for it.
 */
export function createPollNow(world: Pick<World, "sites" | "jobs" | "clock">) {
  return async function pollNow(
    { _id, polling: before }: Pick<Site, "_id" | "polling">,
    { anew = false, notBefore = null }: { anew?: boolean; notBefore?: Date | null } = {},
  ): Promise<PollNowOutcome> {
    const now = world.clock.now();
    if (before.restUntil && before.restUntil > now) return { kind: "resting", until: before.restUntil };
    const soonest = (before.polledAt?.getTime() ?? 0) + everyMs;
    const at = new Date(Math.max(now.getTime(), soonest, notBefore?.getTime() ?? 0));
    if (!anew && before.nextPollAt <= at) return { kind: "soon", at: before.nextPollAt };
    const polling = { ...(anew ? forgetful(before) : before), nextPollAt: at };
    await world.sites.set(_id, { polling });
    await world.jobs.put([pollJob({ _id, polling })], now);
    return { kind: "soon", at };
  };
}

/** Without what spares reading a feed in vain. */
export function forgetful({ gone: _, ...polling }: Polling): Polling {
  return { ...polling, etag: null, lastModified: null, prints: null };
}

/** What is remembered after a change of settings: another source has to be read as for the first time. */
export function pollingAfter(polling: Polling, change: Partial<Site>): Polling {
  const read = forgetful(polling);
  const isOther = change.postsFrom !== undefined || change.sourceAt !== undefined;
  const mapped = isOther || change.postsBelow !== undefined ? { sitemapAt: null } : {};
  return isOther
    ? {
        ...read,
        ...mapped,
        feed: null,
        movedFrom: null,
        firstPolledAt: null,
        cursor: null,
        listedAt: null,
        fault: null,
      }
    : { ...read, ...mapped };
}
