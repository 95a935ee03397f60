import { displayName } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { Words } from "../../i18n/words.ts";
import type { Latest } from "../../usecases/visit/latest-comments.ts";
import { viewComment } from "../comment-view.ts";
import type { Web } from "../web.ts";

/** What a feed is about. */
export interface FeedHead {
  title: string;
  /** What it stays known by, wherever it is fetched from. */
  id: string;
  /** The page for people. */
  home: string;
  self: string;
  /** The language of the page; null where it is not known. */
  lang: string | null;
  /** When it was last changed as long as it has no entries. */
  since: Date;
}

/** One comment in a feed. */
export interface EntryView {
  id: string;
  title: string;
  href: string;
  author: { name: string; url: string | null };
  published: Date;
  updated: Date;
  lang: string | null;
  /** Rendered HTML; it is escaped once more where it stands in XML. */
  html: string;
  answered: { id: string; href: string } | null;
}

/** The locals of `feeds/atom` and `feeds/rss`. */
export interface FeedView extends Omit<FeedHead, "since"> {
  updated: Date;
  entries: EntryView[];
}

/** Views comments as a feed. A comment's id never changes, and its address leads to wherever the comment now stands. */
export function viewFeed(
  { links, render, world }: Pick<Web, "links" | "render" | "world">,
  words: Words,
  head: FeedHead,
  latest: readonly Latest[],
): FeedView {
  const { since, ...rest } = head;
  const nameOf = ({ author }: Comment) => displayName(author) || words.t("comment.anonymous");
  const entries = latest.map(({ comment, thread, answered }): EntryView => {
    const view = viewComment({ words, links, url: thread.page.url, now: world.clock.now(), open: false }, comment);
    return {
      id: entryId(comment, thread.page.url),
      title: words.t("feed.entry", { name: view.name, title: thread.page.title || thread.page.url }),
      href: links.short(comment.number),
      author: { name: view.name, url: view.authorUrl },
      published: comment.createdAt,
      updated: comment.editedAt ?? comment.createdAt,
      lang: comment.lang,
      html: render("feeds/entry", { comment: view, answered: answered && nameOf(answered) }, words),
      answered: answered && { id: entryId(answered, thread.page.url), href: links.short(answered.number) },
    };
  });
  const newest = entries.reduce((last, { updated }) => (updated > last ? updated : last), since);
  return { ...rest, updated: newest, entries };
}

/** RFC 4151: the blog's domain, on a day when it was the blog's, names the comment by its number. */
export function entryId({ number, createdAt }: Comment, page: string): string {
  return `tag:${new URL(page).hostname},${createdAt.toISOString().slice(0, 10)}:comment-${number}`;
}
