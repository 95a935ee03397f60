import type { Config } from "../config.ts";
import type { World } from "../domain/ports.ts";
import { createPurgeHidden } from "../usecases/moderate/purge-hidden.ts";
import { createNameHosts } from "../usecases/publish/name-hosts.ts";
import { createRenderAgain } from "../usecases/publish/render-again.ts";

/** What is caught up with for comments as they are stored. */
export function createCommentSweeps(world: World, { keepBlockedDays }: Pick<Config, "keepBlockedDays">) {
  return {
    renderer: createRenderAgain(world),
    servers: createNameHosts(world),
    hidden: createPurgeHidden(world, keepBlockedDays),
  };
}
