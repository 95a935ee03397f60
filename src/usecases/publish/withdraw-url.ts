import { pageKey } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import { type Change, changeThread, type Needs } from "./keep-page.ts";
import { demandSite } from "./own-site.ts";

/**
 * The owner takes a post back from the fediverse; whoever was told of it is asked to delete it. Its thread and comments
 * stay, closed. Withdrawing twice changes nothing. Throws `forbidden` for an address of no blog of ours, `not-found` for
 * a page without a thread.
 */
export function createWithdrawUrl(world: Needs & Pick<World, "sites">) {
  return async function withdrawUrl(address: string): Promise<Thread> {
    const { site, url } = await demandSite(world, address);
    const thread = await world.threads.byKey(site._id, pageKey(url));
    if (!thread)
      throw new Problem("not-found", `There is no post of ours at ${address}, so there is nothing to withdraw.`);
    // What was merged into it has a Note of its own, to which answers come here.
    for (const merged of await world.threads.mergedInto(thread._id)) await changeThread(world, merged, takeBack);
    const withdrawn = await changeThread(world, thread, takeBack);
    await world.debts.settled();
    return (await world.threads.get(withdrawn._id)) ?? withdrawn;
  };
}

function takeBack({ announcement }: Thread): Change | null {
  return announcement === "withdrawn" ? null : { set: { announcement: "withdrawn" }, owes: ["thread", "fediverse"] };
}
