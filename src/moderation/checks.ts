import type { Checks, Draft, World } from "../domain/ports.ts";
import { strictest, type Verdict } from "../domain/verdict.ts";
import { createBlocklist } from "./checks/blocklist.ts";
import { createFirstTimer } from "./checks/first-timer.ts";
import { length } from "./checks/length.ts";
import { links } from "./checks/links.ts";

/** Looks at a draft and says what it thinks; never saves anything. */
export type Check = (draft: Draft) => Verdict | Promise<Verdict>;

/** Runs every check over a draft, so that the owner sees all the reasons; the strictest verdict wins. */
export function createChecks(world: Pick<World, "blocks" | "comments">): Checks {
  const checks: Check[] = [createBlocklist(world), length, links, createFirstTimer(world)];
  return {
    judge: async (draft) => strictest(await Promise.all(checks.map(async (check) => check(draft)))),
  };
}
