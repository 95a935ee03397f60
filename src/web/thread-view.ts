import { isOpen } from "../domain/level.ts";
import { type Site, votesModeOf } from "../domain/site.ts";
import { isApart, type Thread } from "../domain/thread.ts";
import { languageFor } from "../i18n/languages.ts";
import type { Words } from "../i18n/words.ts";
import type { Own } from "../usecases/visit/read-own.ts";
import type { Quoter } from "../usecases/visit/read-quotes.ts";
import type { Reading } from "../usecases/visit/read-thread.ts";
import { type CommentContext, type CommentView, viewBranch } from "./comment-view.ts";
import type { FormView } from "./form-view.ts";
import { type HomeFormView, viewHomeForm } from "./home-form-view.ts";
import type { Links } from "./links.ts";
import { createPageLinks, type PageLinks } from "./page-links.ts";
import type { Asked } from "./page-query.ts";
import { type ReactionsView, viewReactions } from "./reactions-view.ts";

/** The locals of `thread/fragment`. */
export interface ThreadView {
  url: string;
  node: string;
  /** Keeps the ids of several threads on one page apart. */
  key: string;
  title: string;
  waiting: string | null;
  /** How many comments everybody sees, by which a script knows whether there are more. */
  shown: number;
  reactions: ReactionsView | null;
  said: string | null;
  empty: string;
  comments: CommentView[];
  flat: boolean;
  /** The ways to other pages of the thread; null where everything is shown and there is nothing to choose. */
  pages: PageLinks | null;
  /** The feed of the thread; null while there is no thread. */
  feed: string | null;
  /** The feed of what was answered to this reader; null for who wrote nothing. */
  answers: string | null;
  fediverse: { address: string; handle: string; form: HomeFormView } | null;
  form: FormView | null;
  /** No comments are taken from the form. */
  closed: boolean;
  /** The style sheet of the blog's theme; null where none was chosen, and on our own pages, which have it in their head. */
  theme: string | null;
  /** It goes into a page that is made once, so that a script looks whether it has changed. */
  built: boolean;
}

/** What a thread's view is made of. */
export interface ThreadParts {
  words: Words;
  links: Links;
  site: Site;
  /** Null while the page was not checked yet: then there is nothing but the form. */
  thread: Thread | null;
  url: string;
  reading: Reading;
  asked: Asked;
  federated: boolean;
  now: Date;
  form: FormView;
  own?: readonly Own[];
  said?: string | null;
  answers?: string | null;
  /** Who quotes the post and its comments, by id. */
  quoters?: ReadonlyMap<string, readonly Quoter[]>;
  /** What this reader thinks of comments, by id. */
  mine?: ReadonlyMap<string, "up" | "down">;
}

/** The view of a thread. The form stands below the comment that it answers, else at the end. */
export function viewThread(parts: ThreadParts): ThreadView {
  const { words, links, site, thread, url, form, reading, asked } = parts;
  const place = { site, thread };
  const open = isOpen(place, "web", parts.now);
  const isHere = thread !== null && isApart(thread);
  const federated = parts.federated && !isHere && isOpen(place, "fediverse", parts.now);
  const own = new Map((parts.own ?? []).map((mine) => [mine.comment._id, mine]));
  const pages = createPageLinks(parts);
  const written = thread?.page.lang ?? site.lang;
  const textLang = written !== null && languageFor(written) !== words.lang ? written : null;
  const context: CommentContext = {
    textLang,
    words,
    links,
    url,
    now: parts.now,
    site,
    open,
    own,
    federated,
    form: open ? form : null,
    pages,
    votable: thread?.announcement !== "withdrawn",
    votes: votesModeOf(site),
    pinned: thread?.pinned ?? [],
    ...(parts.quoters ? { quoters: parts.quoters } : {}),
    ...(parts.mine ? { mine: parts.mine } : {}),
    target: reading.missing ? null : asked.comment,
    ...(asked.flat ? { answered: reading.answered } : {}),
  };
  const comments = reading.branches.map((branch) => viewBranch(context, branch));
  const placed = form.parent !== null && comments.some((comment) => holdsForm(comment));
  return {
    url,
    node: links.node,
    key: thread?.noteId.slice(0, 8) ?? "new",
    title: reading.shown === 0 ? words.t("thread.titleNone") : words.t("thread.title", { count: reading.shown }),
    waiting: thread?.counts.held ? words.t("thread.waiting", { count: thread.counts.held }) : null,
    shown: thread?.counts.published ?? 0,
    reactions: thread
      ? viewReactions(parts, thread.reactions, parts.quoters?.get(thread._id), words.t("reactions.where"))
      : null,
    said: parts.said ?? (reading.missing ? words.t("pages.missing") : null),
    empty: words.t(open ? "thread.empty" : "thread.nothing"),
    comments,
    flat: asked.flat,
    pages: reading.shown > 1 || pages.previous || pages.next || pages.whole ? pages : null,
    feed: thread && links.feed("thread", url, "atom"),
    answers: parts.answers ?? null,
    fediverse:
      thread && federated
        ? { address: links.post(thread), handle: links.handle(site), form: viewHomeForm(links, url) }
        : null,
    form: open && !placed ? form : null,
    closed: !open,
    theme: null,
    built: false,
  };
}

function holdsForm(comment: CommentView): boolean {
  return comment.form !== null || comment.replies.some(holdsForm);
}
