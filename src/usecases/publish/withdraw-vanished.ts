import { byItself } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { createLookAtPage } from "../threads/look-at-pages.ts";
import { feedKey, type Needs as KeepNeeds } from "./keep-page.ts";
import { createKnownPosts } from "./known-posts.ts";
import { createWithdrawThread } from "./withdraw-thread.ts";

type Needs = KeepNeeds & Pick<World, "settings" | "pages" | "sites" | "jobs" | "audit">;

/** So many pages are asked for after one listing. */
const mostAsked = 8;

/** Fewer posts than these are no sign that a list is broken. */
const few = 5;

/**
 * Holds the ids of all posts that a source lists against those of the last time, and those that it told of since (`told`). What vanished is asked for, and withdrawn
 * where its page is gone (404 or 410); what cannot be told is looked at after the next listing. Where most of a list
 * vanished, nothing is withdrawn: returns that as a sentence.
 */
export function createWithdrawVanished(world: Needs) {
  const knownPosts = createKnownPosts(world, "listed");
  const lookAtPage = createLookAtPage(world);
  const withdrawThread = createWithdrawThread(world);

  return async function withdrawVanished(
    site: Site,
    told: readonly string[],
    all: readonly string[] | null,
  ): Promise<string | null> {
    // What another source listed, before its owner chose this one, says nothing of it.
    const known = (site.polling.listedAt && (await knownPosts.read(site))) || new Set<string>();
    const before = new Set([...known, ...told]);
    if (all === null) {
      if (before.size > known.size) await knownPosts.put(site, before);
      return null;
    }
    const now = new Set(all);
    const vanished = [...before].filter((id) => !now.has(id));
    if (vanished.length > few && vanished.length * 2 > before.size) {
      return `The blog lists ${all.length} posts, and listed ${before.size} before. Nothing was withdrawn: check what it is set to show.`;
    }
    const open: string[] = [];
    for (const [i, id] of vanished.entries()) {
      if (i >= mostAsked || !(await settle(site, id))) open.push(id);
    }
    await knownPosts.put(site, new Set([...now, ...open]));
    return null;
  };

  /** Whether it is known what became of a post. */
  async function settle(site: Site, id: string): Promise<boolean> {
    const thread = await world.threads.byKey(site._id, feedKey(id));
    if (!thread || thread.announcement === "withdrawn" || thread.announcement === "merged") return true;
    const isGone = await lookAtPage(thread);
    if (isGone)
      await withdrawThread(thread, byItself, ({ noteId, announcement, pushed, page }) => ({
        pushed: {
          ...pushed,
          at: pushed?.at ?? page.updatedAt ?? new Date(0),
          took: { note: noteId, from: announcement },
        },
      }));
    return isGone !== null;
  }
}
