import type { World } from "../../domain/ports.ts";
import type { ThreadAct } from "../../domain/thread-act.ts";
import { type MovingNeeds, merge, split, unmerge, unsplit } from "./moving-work.ts";
import { alias, moveHome, moveHomeBack, realias, rename, unalias, unrename } from "./naming-work.ts";

export type PerformNeeds = MovingNeeds & Pick<World, "threadActs">;

/** Does what an act says, from wherever it was cut short; doing it once more changes nothing. */
export async function perform(world: PerformNeeds, act: ThreadAct): Promise<void> {
  await work(world, act);
  await world.threadActs.turn(act._id, ["begun"], "done");
}

/** Takes back what an act did, from wherever it was cut short. */
export async function revert(world: PerformNeeds, act: ThreadAct): Promise<void> {
  await workBack(world, act);
  await world.threadActs.turn(act._id, ["undoing"], "undone");
}

function work(world: PerformNeeds, { _id, site, work }: ThreadAct): Promise<void> {
  switch (work.kind) {
    case "merge":
      return merge(world, _id, work);
    case "split":
      return split(world, _id, work);
    case "rename":
      return rename(world, work);
    case "alias":
      return alias(world, work);
    case "unalias":
      return unalias(world, work);
    case "home":
      return moveHome(world, site, work);
  }
}

function workBack(world: PerformNeeds, { _id, site, work }: ThreadAct): Promise<void> {
  switch (work.kind) {
    case "merge":
      return unmerge(world, _id, work);
    case "split":
      return unsplit(world, _id, work);
    case "rename":
      return unrename(world, work);
    case "alias":
      return unalias(world, work);
    case "unalias":
      return realias(world, work);
    case "home":
      return moveHomeBack(world, site, work);
  }
}
