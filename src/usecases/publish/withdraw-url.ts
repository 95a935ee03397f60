import { pageKey } from "../../domain/address.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Needs } from "./keep-page.ts";
import { demandSite } from "./own-site.ts";
import { createWithdrawThread } from "./withdraw-thread.ts";

/**
 * The owner takes a post back, as `createWithdrawThread` says. Throws `forbidden` for an address of no blog of ours,
 * `not-found` for a page without a thread.
 */
export function createWithdrawUrl(world: Needs & Pick<World, "sites" | "audit">) {
  const withdrawThread = createWithdrawThread(world);
  return async function withdrawUrl(address: string, by: Moderator): Promise<Thread> {
    const { site, url } = await demandSite(world, address);
    const thread = await world.threads.byKey(site._id, pageKey(url));
    if (!thread)
      throw new Problem("not-found", `There is no post of ours at ${address}, so there is nothing to withdraw.`);
    return withdrawThread(thread, by);
  };
}
