import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";
import { createChangePost } from "./change-post.ts";
import { type CheckNeeds, createCheckPage } from "./check-page.ts";
import { comeBack } from "./come-back.ts";
import type { Change } from "./keep-page.ts";
import { demandSite } from "./own-site.ts";

/**
 * The owner announces one page, however old: it is checked, and the followers are told of it, or of what changed since.
 * A post that was withdrawn comes back as a new Note, as servers never show a deleted one again; the old id still leads
 * to it. Throws `forbidden` for an address of no blog of ours, `conflict` while its withdrawal is still on its way, and
 * what the page reader throws.
 */
export function createPublishUrl(world: CheckNeeds & Pick<World, "audit">) {
  const checkPage = createCheckPage(world);
  const changePost = createChangePost(world);

  return async function publishUrl(address: string, by: Moderator): Promise<Thread> {
    const { site, url } = await demandSite(world, address);
    const checked = await checkPage(site, url.href);
    // A Delete that is still owed must be queued under the old Note before a new one takes its place.
    if (checked.announcement === "withdrawn") {
      if (checked.owed.includes("fediverse")) world.debts.notice("thread", checked._id);
      await world.debts.settled();
    }
    const current = (await world.threads.get(checked._id)) ?? checked;
    const published = await changePost(current, (thread, now) => announce(world, thread, now), {
      act: "post.publish",
      by,
    });
    await world.debts.settled();
    return (await world.threads.get(published._id)) ?? published;
  };
}

function announce(world: CheckNeeds, thread: Thread, now: Date): Change | null {
  if (thread.announcement === "announced") return null;
  if (thread.announcement === "withdrawn") return comeBack(world, thread, "announced", now);
  return { set: { announcement: "announced", announcedAt: now }, owes: ["fediverse"] };
}
