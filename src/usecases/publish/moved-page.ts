import { pageKey } from "../../domain/address.ts";
import type { PageKey } from "../../domain/brand.ts";
import type { PageReading, World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { changeThread, feedKey, findByKeys, type Needs, pageHash } from "./keep-page.ts";

type MovedNeeds = Needs & Pick<World, "pages">;

/**
 * Takes up the thread of a post that moved: one of the same id, by which its page calls itself, whose former address is gone
 * or leads here. Two pages that are both there are two posts, whatever a theme calls them; null for them. Throws what the
 * page reader throws where it cannot be told whether the former page is there.
 */
export function createTakeUpMoved(world: MovedNeeds) {
  /** Whether a page is what it was, and not the way to another address. */
  async function isStillThere(url: string, address: string, keys: readonly PageKey[]): Promise<boolean> {
    try {
      const { url: named, finalUrl } = await world.pages.read(url);
      return ![named, finalUrl].some((there) => keys.includes(pageKey(there)));
    } catch (error) {
      if (!isProblem(error)) throw error;
      // A host that a blog has left may never answer again; the one that has just shown the new page will.
      if (error.kind === "not-found" || new URL(url).host !== new URL(address).host) return false;
      throw error;
    }
  }

  return async function takeUpMoved(
    site: Site,
    { ids = [], address }: Pick<PageReading, "ids"> & { address: string },
    keys: readonly PageKey[],
  ): Promise<Thread | null> {
    const thread = await findByKeys(world, site, ids.map(feedKey));
    if (!thread || (await isStillThere(thread.page.url, address, keys))) return null;
    return changeThread(world, thread, ({ page: before, announcement }) => {
      const page = { ...before, url: address };
      page.hash = pageHash(page);
      const owes = announcement === "announced" ? (["thread", "fediverse"] as const) : (["thread"] as const);
      return page.hash === before.hash ? null : { set: { page, goneSince: null, lookedAt: null }, owes: [...owes] };
    });
  };
}
