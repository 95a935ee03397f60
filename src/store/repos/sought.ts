import { serverOf } from "../../domain/author.ts";
import type { Comment, CommentState } from "../../domain/comment.ts";
import type { Known, Sought, StoredList, Whose } from "../../domain/queue.ts";
import type { Filter } from "../port.ts";

/** The filter of what is sought. */
export function soughtFilter({ list, site, thread, origin, author, host, from, before }: Sought): Filter<Comment> {
  return {
    ...inList(list),
    ...(site === undefined ? {} : { site: typeof site === "string" ? site : { $in: site } }),
    ...(thread === undefined ? {} : { thread }),
    ...(origin === undefined ? {} : { origin }),
    ...(host === undefined ? {} : { host }),
    $and: [
      author === undefined ? {} : authoredBy(author),
      from === undefined ? {} : { createdAt: { $gte: from } },
      before === undefined ? {} : { createdAt: { $lt: before } },
    ],
  };
}

/** The same question of a comment that is at hand. */
export function isSought(comment: Comment, sought: Sought): boolean {
  const { site, thread, origin, author, host, from, before } = sought;
  return (
    isIn(comment, sought.list) &&
    (site === undefined || [site].flat().includes(comment.site)) &&
    (thread === undefined || comment.thread === thread) &&
    (origin === undefined || comment.origin === origin) &&
    (author === undefined || isBy(comment, author)) &&
    (host === undefined || serverOf(comment.author) === host) &&
    (from === undefined || comment.createdAt >= from) &&
    (before === undefined || comment.createdAt < before)
  );
}

/** The filter of all by one author, or from one server. */
export function authoredBy(author: Whose): Filter<Comment> {
  if ("host" in author) return { host: author.host };
  return "actor" in author ? { "author.id": author.actor } : { "author.hash": author.visitor };
}

const hideable: readonly CommentState[] = ["published", "held"];
const neverHidden: readonly CommentState[] = ["spam", "removed"];

function inList(list: StoredList): Filter<Comment> {
  // States that are named would lead SQLite through all that is published.
  if (list === "hidden") return { hiddenBy: { $gt: "" }, state: { $nin: neverHidden } };
  return list === "held" || list === "published" ? { state: list, hiddenBy: null } : { state: list };
}

function isIn({ state, hiddenBy }: Comment, list: StoredList): boolean {
  if (list === "hidden") return hiddenBy !== null && hideable.includes(state);
  return state === list && (hiddenBy === null || !hideable.includes(state));
}

function isBy({ author }: Comment, known: Known): boolean {
  if ("actor" in known) return author.kind === "remote" && author.id === known.actor;
  return author.kind === "visitor" && author.hash === known.visitor;
}
