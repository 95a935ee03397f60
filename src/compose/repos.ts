import type { Config } from "../config.ts";
import type { World } from "../domain/ports.ts";
import type { Comments, Repos } from "../domain/repos.ts";
import { wakeOnPut } from "../jobs/waking.ts";
import { tellingOfDoor } from "../usecases/notify/tell-door.ts";

/** What the store is to a node that works: jobs wake whoever does them, and changed ways in are told by mail. */
export function createRepos(
  stored: Repos,
  { mail }: Pick<Config, "mail">,
  { comments, poke, ...tools }: { comments: Comments; poke(): void } & Pick<World, "clock" | "log">,
): Repos {
  const repos = { ...stored, comments, jobs: wakeOnPut(stored.jobs, poke) };
  return mail === null ? repos : { ...repos, audit: tellingOfDoor(stored.audit, { ...repos, ...tools }) };
}
