import { pageKey } from "../../src/domain/address.ts";
import type { Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";

/** A blog at https://blog.example/ that publishes at once. */
export function aSite(given: Partial<Site> = {}): Site {
  return {
    _id: "site",
    home: "https://blog.example/",
    name: "A blog",
    handle: "blog",
    lang: "en",
    feed: null,
    moderation: "none",
    guests: false,
    installedAt: new Date("2026-10-01T00:00:00Z"),
    epoch: 1,
    polling: {
      feed: null,
      etag: null,
      lastModified: null,
      firstPolledAt: null,
      nextPollAt: new Date("2026-10-01T00:00:00Z"),
      fault: null,
    },
    ...given,
  };
}

/** The thread of https://blog.example/post, announced before. */
export function aThread(given: Partial<Thread> & { url?: string } = {}): Thread {
  const { url = "https://blog.example/post", ...rest } = given;
  return {
    _id: "thread",
    site: "site",
    key: pageKey(url),
    page: {
      url,
      title: "A post",
      teaser: "What it is about.",
      lang: "en",
      publishedAt: null,
      updatedAt: null,
      hash: "h1",
    },
    noteId: "note1",
    retiredNoteIds: [],
    announcement: "announced",
    announcedAt: new Date("2026-10-02T00:00:00Z"),
    told: null,
    toldInboxes: [],
    revision: 1,
    counts: { published: 0, held: 0 },
    reactions: { likes: 0, boosts: 0 },
    createdAt: new Date("2026-10-02T00:00:00Z"),
    owed: [],
    owedSince: null,
    version: 1,
    ...rest,
  };
}
