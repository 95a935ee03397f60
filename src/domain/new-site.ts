import { defaultFeatured, type Site } from "./site.ts";

/** What has to be said of a blog for it to begin. */
export type NewSite = Pick<Site, "_id" | "home" | "handle" | "feed"> & { handleDomain: string | null };

/** A blog as it begins: all as usual, its feed looked for at once. */
export function newSite({ _id, home, handle, handleDomain, feed }: NewSite, now: Date): Site {
  return {
    _id,
    home,
    name: new URL(home).host,
    handle,
    handleDomain,
    lang: null,
    feed,
    moderation: "first",
    guests: false,
    unlisted: "show",
    posts: "note",
    sort: "oldest",
    featured: defaultFeatured,
    installedAt: now,
    epoch: 1,
    polling: { feed: null, etag: null, lastModified: null, firstPolledAt: null, nextPollAt: now, fault: null },
  };
}
