import { type Comment, pathBelow } from "../../domain/comment.ts";
import type { Moving } from "../../domain/repos.ts";
import type { Collections } from "../collections.ts";
import type { Doc, Docs, Filter, Update } from "../port.ts";
import { createMovingReactions } from "./moving-reactions.ts";
import { changeInPages, pageSize } from "./paging.ts";

/** A document that lies in a thread, and may have been brought there. */
interface Placed extends Doc {
  thread: string | null;
  moves?: string[];
  version?: number;
}

type Needs = Pick<Collections, "comments" | "reactions" | "journal" | "aliases">;

/** Moving on the document port. */
export function createMoving({ comments, reactions, journal, aliases }: Needs): Moving {
  const placed = {
    comments: comments as unknown as Docs<Placed>,
    journal: journal as unknown as Docs<Placed>,
    aliases: aliases as unknown as Docs<Placed>,
  };

  /** Moves all that match from one thread, a page at a time; `raises` where the documents have versions. */
  async function turn(docs: Docs<Placed>, from: string, filter: Filter<Placed>, update: Update<Placed>) {
    return changeInPages(docs, { ...filter, thread: from }, (page) =>
      docs.updateMany({ _id: { $in: page.map(({ _id }) => _id) }, thread: from }, update),
    );
  }

  const there = (to: string, act: string): Update<Placed> => ({ $set: { thread: to }, $addToSet: { moves: act } });
  const back = (to: string, act: string): Update<Placed> => ({ $set: { thread: to }, $pullAll: { moves: [act] } });
  const raising = { $inc: { version: 1 } } as const;

  /** What was answered to some comments after they were moved, level by level. */
  async function answersBack(parents: string[], from: string, to: string, act: string): Promise<number> {
    let count = 0;
    for (let level = parents; level.length > 0; ) {
      const below: string[] = [];
      for (let i = 0; i < level.length; i += pageSize) {
        // In both, as an answer may be back that has answers which are not.
        const filter = { thread: { $in: [from, to] }, parent: { $in: level.slice(i, i + pageSize) } };
        const found = await comments.find(filter).toArray();
        below.push(...found.map(({ _id }) => _id));
      }
      for (let i = 0; i < below.length; i += pageSize) {
        const ids = below.slice(i, i + pageSize);
        count += await comments.updateMany(
          { _id: { $in: ids }, thread: from, moves: { $nin: [act] } },
          { $set: { thread: to }, ...raising },
        );
      }
      level = below;
    }
    return count;
  }

  return {
    comments: (from, to, act) => turn(placed.comments, from, {}, { ...there(to, act), ...raising }),
    async commentsBack(from, to, act) {
      // Answers go first: by those that they answer they are found, however often this is cut short.
      const moved = await comments.find({ thread: from, moves: act }).toArray();
      const count = await answersBack(
        moved.map(({ _id }) => _id),
        from,
        to,
        act,
      );
      return count + (await turn(placed.comments, from, { moves: act }, { ...back(to, act), ...raising }));
    },
    async branch(root, place, threads, act, isBack) {
      const first = await comments.findOne({ _id: root, thread: { $in: threads } });
      const above = place.parent === null ? null : await comments.findOne({ _id: place.parent });
      let level: { comment: Comment; above: Pick<Comment, "_id" | "path"> | null }[] = first
        ? [{ comment: first, above }]
        : [];
      let count = 0;
      while (level.length > 0) {
        const next: typeof level = [];
        for (const { comment, above } of level) {
          const path = pathBelow(above);
          count += await move(comment, { thread: place.thread, parent: above?._id ?? null, path }, act, isBack);
          const below = await comments.find({ thread: { $in: threads }, parent: comment._id }).toArray();
          next.push(...below.map((answer) => ({ comment: answer, above: { _id: comment._id, path } })));
        }
        level = next;
      }
      return count;
    },
    ...createMovingReactions(reactions),
    async journal(from, to, act) {
      await turn(placed.journal, from, {}, there(to, act));
    },
    async journalBack(from, to, act) {
      await turn(placed.journal, from, { moves: act }, back(to, act));
    },
    async keys(from, to, act) {
      await turn(placed.aliases, from, {}, there(to, act));
    },
    async keysBack(from, to, act) {
      await turn(placed.aliases, from, { moves: act }, back(to, act));
    },
  };

  async function move(
    comment: Comment,
    set: Pick<Comment, "thread" | "parent" | "path">,
    act: string,
    isBack: "back" | undefined,
  ): Promise<number> {
    const isThere = comment.thread === set.thread && comment.parent === set.parent && same(comment.path, set.path);
    const isMarked = comment.moves?.includes(act) ?? false;
    if (isThere && isMarked === (isBack === undefined)) return 0;
    const mark: Update<Comment> = isBack ? { $pullAll: { moves: [act] } } : { $addToSet: { moves: act } };
    return comments.updateOne({ _id: comment._id }, { $set: set, ...mark, ...raising });
  }
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, i) => id === other[i]);
}
