import type { Act } from "../../domain/audit.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { type ThreadAct, type ThreadWork, threadActKeepMs } from "../../domain/thread-act.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { type PerformNeeds, perform } from "./perform.ts";

export type ActNeeds = PerformNeeds & Pick<World, "audit">;

/** One thing to be done to threads, before it is. */
export interface Planned {
  site: string;
  threads: string[];
  label: string;
  work: ThreadWork;
}

const wordOf: Record<ThreadWork["kind"], Act> = {
  merge: "thread.merge",
  split: "thread.split",
  rename: "thread.rename",
  alias: "thread.alias",
  unalias: "thread.unalias",
  home: "site.move",
};

/**
 * Does one thing or several that belong together. All of it is written down before any of it is done, so that a crash in
 * the middle leaves nothing half done for long: the sweep goes on with it. Returns the id by which it can be taken back.
 */
export function createActOnThreads(world: ActNeeds) {
  const writeDown = createWriteDown(world);

  return async function actOnThreads(planned: readonly Planned[], by: Moderator): Promise<string> {
    const createdAt = world.clock.now();
    const until = new Date(createdAt.getTime() + threadActKeepMs);
    const batch = world.ids.opaque();
    const acts = planned.map(
      (one, order): ThreadAct => ({
        _id: world.ids.opaque(),
        by,
        batch,
        order,
        state: "begun",
        createdAt,
        until,
        ...one,
      }),
    );
    for (const act of acts) await world.threadActs.add(act);
    await writeDown(
      ...acts.map(({ site, threads, label, work }) => ({
        by,
        act: wordOf[work.kind],
        site,
        subject: threads[0] ?? site,
        label,
      })),
    );
    for (const act of acts) await perform(world, act);
    await world.debts.settled("thread");
    return batch;
  };
}
