import type { Config } from "../config.ts";
import type { World } from "../domain/ports.ts";
import { findSilentBlogs, findStoppedHooks, findUnheardBlogs } from "../usecases/notify/find-troubles.ts";
import { createSweepTroubles } from "../usecases/notify/sweep-troubles.ts";
import { createTellTrouble } from "../usecases/notify/tell-trouble.ts";

/** What tells owners of lasting troubles of all kinds, for once a minute. */
export function createTroubles(world: World, { mail }: Pick<Config, "mail">) {
  const finders = [findSilentBlogs(world), findStoppedHooks(world), findUnheardBlogs(world)];
  return createSweepTroubles(world, createTellTrouble(world, mail !== null), finders);
}
