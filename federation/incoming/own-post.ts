import { pageKey, siteOf } from "../../src/domain/address.ts";
import type { World } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import type { Site } from "../../src/domain/site.ts";
import { checkJob } from "../../src/usecases/publish/check-page.ts";
import { fediverseKey } from "../../src/usecases/publish/keep-page.ts";
import type { Addresses } from "../addresses.ts";
import type { Note } from "./note.ts";
import type { Resolve, Resolved } from "./resolve.ts";

type Place = Extract<Resolved, { kind: "found" }>;
type Post = Pick<Note, "id" | "url" | "answers">;

/** Finds the thread of a post that was fetched where it lives and found to be its author's own; null for any other post. */
export type PlaceOfOwnPost = (post: Post) => Promise<Place | null>;

/**
 * Some blogs publish their posts on the fediverse themselves (Ghost 6, WordPress with its plugin): what answers such a post
 * belongs below its page, and leads there from then on. Throws `busy` while the node does not know the page yet; it is read
 * meanwhile.
 */
export function createPlaceOfOwnPost(
  world: Pick<World, "sites" | "threads" | "jobs" | "clock"> & {
    resolve: Resolve;
    addresses: Pick<Addresses, "isOurs">;
  },
): PlaceOfOwnPost {
  return async function placeOfOwnPost(post) {
    const site = world.addresses.isOurs(post.id) ? null : siteOfOwnPost(await world.sites.all(), post);
    if (!site) return null;
    const place = await world.resolve(post.url);
    if (place.kind !== "found") {
      const now = world.clock.now();
      await world.jobs.put([checkJob(site, new URL(post.url), now)], now);
      throw new Problem("busy", `The page ${post.url} is looked at for the first time.`, { retryAfter: 60 });
    }
    await world.threads.alias(site._id, fediverseKey(site, post.id), place.thread._id);
    return place;
  };
}

/**
 * The blog whose own post this is: it lies on the blog's own host, answers nothing, and names one of the blog's pages. Short
 * posts that have no page name themselves.
 */
export function siteOfOwnPost(sites: readonly Site[], { id, url, answers }: Post): Site | null {
  if (answers !== null || url.includes("#")) return null;
  const site = siteOf(sites, id);
  return site && siteOf(sites, url)?._id === site._id && pageKey(url) !== pageKey(id) ? site : null;
}
