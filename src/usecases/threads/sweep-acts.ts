import type { World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { ThreadWork } from "../../domain/thread-act.ts";
import { mergeLate, split } from "./moving-work.ts";
import { type PerformNeeds, perform, revert } from "./perform.ts";

/** How long an act is left to whoever does it. */
const graceMs = 2 * 60_000;

/** For how long it is looked after: comments that were on their way to the old thread are moved as well. */
const lateMs = 15 * 60_000;

const atOnce = 50;

/** Goes on with what a crash cut short, and moves what came too late. Returns how many it went on with. */
export function createSweepActs(world: PerformNeeds & Pick<World, "log">): () => Promise<number> {
  return async function sweepActs() {
    const now = world.clock.now().getTime();
    const ended = { from: new Date(0), to: new Date(now - graceMs) };
    const begun = await world.threadActs.inState("begun", ended, atOnce);
    const undoing = await world.threadActs.inState("undoing", ended, atOnce);
    const done = await world.threadActs.inState("done", { from: new Date(now - lateMs), to: new Date(now) }, atOnce);
    for (const act of begun) await attempt(act._id, () => perform(world, act));
    for (const { _id, work } of done) await attempt(_id, () => moveLate(world, _id, work));
    for (const act of undoing.reverse()) await attempt(act._id, () => revert(world, act));
    return begun.length + undoing.length;
  };

  async function moveLate(needs: PerformNeeds, id: string, work: ThreadWork): Promise<void> {
    if (work.kind === "merge") await mergeLate(needs, id, work);
    if (work.kind === "split") await split(needs, id, work);
  }

  async function attempt(act: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isProblem(error)) throw error;
      world.log.warn({ act, reason: error.message }, "Something that is done to threads does not come to its end.");
    }
  }
}
