import type { World } from "../../domain/ports.ts";

type Needs = Pick<World, "graves" | "clock">;

const day = 86_400_000;

/** Remembers activities that are over, for longer than their signatures hold: none of them counts when it comes (again). */
export async function buryActivities(world: Needs, activities: Iterable<string>): Promise<void> {
  const until = new Date(world.clock.now().getTime() + day);
  for (const activity of new Set(activities)) await world.graves.bury(activity, until);
}

/** Whether an activity was taken back, or a newer one took its place. */
export function isBuried(world: Needs, activity: string): Promise<boolean> {
  return world.graves.has(activity, world.clock.now());
}
