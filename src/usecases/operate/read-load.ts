import type { World } from "../../domain/ports.ts";
import type { Polling } from "../../domain/site.ts";

/** How a blog's feed is: read, not read at its last poll, gone for good, or not found yet. */
export type FeedState = "read" | "faulty" | "gone" | "new";

/** What waits on a node, as counts alone. */
export interface Load {
  /** Jobs by their kind. */
  jobs: { waiting: ReadonlyMap<string, number>; failed: ReadonlyMap<string, number> };
  /** For how many seconds the first job is due that nothing keeps from being done; 0 where none is. */
  overdueSeconds: number;
  comments: { held: number; spam: number };
  feeds: Record<FeedState, number>;
}

/** Reads what waits, off indexes alone. What waits for servers that rest is no delay of ours. */
export function createReadLoad(world: Pick<World, "jobs" | "hosts" | "comments" | "sites" | "clock">) {
  return async function readLoad(): Promise<Load> {
    const now = world.clock.now();
    const resting = (await world.hosts.resting(now)).map(({ _id }) => _id);
    const [jobs, due, held, spam, sites] = await Promise.all([
      world.jobs.countKinds(),
      world.jobs.nextDue(resting),
      world.comments.countState("held"),
      world.comments.countState("spam"),
      world.sites.all(),
    ]);
    const feeds = { read: 0, faulty: 0, gone: 0, new: 0 };
    for (const { polling } of sites) feeds[stateOf(polling)] += 1;
    const overdueSeconds = due === null ? 0 : Math.max(0, (now.getTime() - due.getTime()) / 1000);
    return { jobs, overdueSeconds, comments: { held, spam }, feeds };
  };
}

function stateOf({ gone, fault, firstPolledAt }: Polling): FeedState {
  if (gone) return "gone";
  if (fault !== null) return "faulty";
  return firstPolledAt === null ? "new" : "read";
}
