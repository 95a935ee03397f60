import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { ThreadAct } from "../../domain/thread-act.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { type PerformNeeds, revert } from "./perform.ts";

type Needs = PerformNeeds & Pick<World, "audit">;

/**
 * Takes back what was done to threads, the last thing first. Throws `not-found` for what was never done, `gone` for what
 * was done too long ago or is taken back, `conflict` for what later acts build on, with a sentence that names them.
 */
export function createUndoAct(world: Needs) {
  const writeDown = createWriteDown(world);

  return async function undoAct(batch: string, by: Moderator): Promise<ThreadAct[]> {
    const acts = await demandUndoable(world, batch);
    const undone: ThreadAct[] = [];
    for (const act of acts.reverse()) {
      if (act.state === "undone") continue;
      await world.threadActs.turn(act._id, ["begun", "done"], "undoing");
      await revert(world, act);
      undone.push(act);
    }
    await writeDown(
      ...undone.map(({ site, threads, label }) => ({
        by,
        act: "thread.undo" as const,
        site,
        subject: threads[0] ?? site,
        label,
      })),
    );
    await world.debts.settled("thread");
    return undone;
  };
}

/** The acts of a batch, in their order, if they can be taken back exactly; throws as `createUndoAct` says. */
export async function demandUndoable(
  world: Pick<World, "threadActs" | "threads" | "clock">,
  batch: string,
): Promise<ThreadAct[]> {
  const acts = await world.threadActs.ofBatch(batch);
  const first = acts[0];
  if (!first) throw new Problem("not-found", "Nothing of the kind was done, or it was more than 30 days ago.");
  if (first.until <= world.clock.now())
    throw new Problem("gone", "That was done more than 30 days ago, and can be taken back no more.");
  if (acts.every(({ state }) => state === "undone")) throw new Problem("gone", "That is taken back already.");
  const threads = [...new Set(acts.flatMap((act) => act.threads))];
  const last = (await world.threadActs.standingSince({ ...first, threads })).at(-1);
  if (last)
    throw new Problem("conflict", `Something was done to the same thread since: ${last.label}. Take that back first.`);
  for (const act of acts) await refuseWithdrawn(world, act);
  return acts;
}

async function refuseWithdrawn(world: Pick<World, "threads">, act: ThreadAct): Promise<void> {
  if (act.state === "undone" || act.work.kind !== "merge") return;
  const from = await world.threads.get(act.work.from);
  if (from && from.mergedInto === act.work.into && from.announcement !== "merged")
    throw new Problem("conflict", "The post was taken back from the fediverse since, so it cannot be as it was.");
}
