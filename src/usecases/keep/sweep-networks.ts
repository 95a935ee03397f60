import { dueBefore, type Keeping } from "../../domain/keeping.ts";
import type { World } from "../../domain/ports.ts";
import { endOf, namesOfPeriod, periodOf } from "../../domain/salt.ts";

type Needs = Pick<World, "comments" | "salts" | "blocks" | "clock">;

/**
 * Takes the names of networks off comments and destroys their salt, once a period and the days that they are kept are
 * over. A salt stays while a rule carries a name under it, as else the rule would find nobody. Returns how many salts went.
 */
export function createSweepNetworks(world: Needs, { networks: days }: Pick<Keeping, "networks">) {
  return async function sweepNetworks(): Promise<number> {
    const due = dueBefore(days, world.clock.now());
    // The first period that is not over by then.
    await world.comments.forgetNetworks(namesOfPeriod(periodOf(due)));
    let destroyed = 0;
    for (const { _id } of await world.salts.all()) {
      if (endOf(_id) > due || (await world.blocks.namesNetwork(namesOfPeriod(_id)))) continue;
      await world.salts.remove(_id);
      destroyed += 1;
    }
    return destroyed;
  };
}
