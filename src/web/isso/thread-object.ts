import type { Comment } from "../../domain/comment.ts";
import { byAge } from "../../domain/tree.ts";
import { votesOf } from "./comment-object.ts";
import type { FlatTop } from "./flat-thread.ts";

/** What of a thread is asked for; null is without end. */
export interface Wishes {
  /** The number of the comment whose answers are asked for; null for the thread itself. */
  parent: number | null;
  limit: number | null;
  nestedLimit: number | null;
  offset: number;
  /** Seconds; what is older is left out. */
  after: number | null;
  sort: "oldest" | "newest" | "upvotes";
}

/** A list of comments as Isso's clients read it. */
export interface IssoList<T> {
  id: number | null;
  total_replies: number;
  hidden_replies: number;
  replies: T[];
}

/** A top-level comment brings its answers along. */
export type IssoTop<T> = T & Omit<IssoList<T>, "id">;

/** Makes the view of one comment. */
export type View<T> = (comment: Comment, look: { parent: number | null; stub?: boolean }) => T;

const orders: Record<Wishes["sort"], (a: FlatTop, b: FlatTop) => number> = {
  oldest: (a, b) => byAge(a.comment, b.comment),
  newest: (a, b) => byAge(b.comment, a.comment),
  upvotes: (a, b) => scoreOf(b.comment) - scoreOf(a.comment) || byAge(a.comment, b.comment),
};

/** The thread, or the answers to one of its comments, in the order and within the limits that were asked for. */
export function viewList<T>(tops: readonly FlatTop[], wishes: Wishes, view: View<T>): IssoList<IssoTop<T> | T> {
  const { parent, offset, limit } = wishes;
  if (parent !== null) {
    const replies = tops.find(({ comment }) => comment.number === parent)?.replies.filter(since(wishes)) ?? [];
    const listed = take(replies, offset, limit).map((reply) => view(reply, { parent }));
    return {
      id: parent,
      total_replies: replies.length,
      hidden_replies: hidden(replies, listed, offset),
      replies: listed,
    };
  }
  const isNew = since(wishes);
  const fresh = tops.filter(({ comment }) => isNew(comment)).sort(orders[wishes.sort]);
  const listed = take(fresh, offset, limit).map((top) => viewTop(top, wishes, view));
  const total = tops.reduce((sum, top) => sum + [top.comment, ...top.replies].filter(isNew).length, 0);
  return { id: null, total_replies: total, hidden_replies: hidden(fresh, listed, offset), replies: listed };
}

function viewTop<T>({ comment, stub, replies }: FlatTop, wishes: Wishes, view: View<T>): IssoTop<T> {
  const fresh = replies.filter(since(wishes));
  const listed = take(fresh, 0, wishes.nestedLimit).map((reply) => view(reply, { parent: comment.number }));
  return {
    ...view(comment, { parent: null, stub }),
    total_replies: fresh.length,
    hidden_replies: hidden(fresh, listed, 0),
    replies: listed,
  };
}

function take<T>(all: readonly T[], offset: number, limit: number | null): T[] {
  return all.slice(offset, limit === null ? undefined : offset + limit);
}

function hidden(all: readonly unknown[], listed: readonly unknown[], offset: number): number {
  return Math.max(0, all.length - listed.length - offset);
}

function since({ after }: Wishes): (comment: Comment) => boolean {
  return ({ createdAt }) => after === null || createdAt.getTime() / 1000 > after;
}

function scoreOf(comment: Comment): number {
  const { likes, dislikes } = votesOf(comment);
  return likes - dislikes;
}
