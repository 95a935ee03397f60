import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Planned } from "./act-on-threads.ts";
import { demandThread, nameOfThread } from "./name-thread.ts";
import { comments, type ThreadPlan } from "./plan.ts";

type Needs = Pick<World, "threads" | "sites" | "comments">;

/**
 * What merging one thread into another would do. Throws as `demandThread` does, `invalid` for a thread into itself or
 * into one of another blog, `conflict` for what cannot be merged right now.
 */
export function createPlanMerge(world: Needs) {
  return async function planMerge(fromNamed: string, intoNamed: string): Promise<ThreadPlan> {
    const { thread: from } = await demandThread(world, fromNamed);
    const { thread: into } = await demandThread(world, intoNamed);
    const counts = await world.comments.counts(from._id);
    return {
      planned: [plannedMerge(from, into)],
      lines: [],
      says: [
        `${nameOfThread(into)} gets ${comments(counts.published)} of ${nameOfThread(from)}${counts.held > 0 ? `, and ${counts.held} that wait` : ""}. Numbers stay.`,
        `${from.page.url} leads to the thread of ${into.page.url} from then on.`,
        ...(from.announcement === "announced"
          ? ["Its post stays on the fediverse; what is answered to it there is shown in the other thread."]
          : []),
        ...(into.announcement === "withdrawn" ? ["The other post is withdrawn: nobody can answer there."] : []),
      ],
    };
  };
}

/** Merging one thread into another. Throws `invalid` and `conflict` where that cannot be. */
export function plannedMerge(from: Thread, into: Thread): Planned {
  if (from._id === into._id)
    throw new Problem("invalid", "Both addresses lead to the same thread already: there is nothing to merge.");
  if (from.site !== into.site) throw new Problem("invalid", "Threads of different blogs cannot be merged.");
  if (from.owed.includes("fediverse"))
    throw new Problem("conflict", "The post is being sent out at this very moment. Try again in a minute.", {
      retryAfter: 60,
    });
  if (from.announcement === "withdrawn" || from.announcement === "merged")
    throw new Problem("conflict", "A post that was withdrawn cannot be merged; merge the other one into it.");
  return {
    site: from.site,
    threads: [from._id, into._id],
    label: `${nameOfThread(from)} into ${nameOfThread(into)}`,
    work: { kind: "merge", from: from._id, into: into._id, announcement: from.announcement },
  };
}
