import type { Comment, CommentState } from "../../domain/comment.ts";
import type { Comments, Place, Stretch } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";

/** What readers see, as the indexes have it. */
const seen: Filter<Comment> = { state: "published", hiddenBy: null };

const everyState: readonly CommentState[] = ["held", "published", "removed", "spam"];
const unseenStates = everyState.filter((state) => state !== "published");

type Reading = Pick<Comments, "someOnThread" | "visible" | "answers" | "answersToAny" | "countAnswers" | "unseen">;

/**
 * The questions that pages of a thread ask. Each names every part of an index up to the order that it wants, so that it
 * costs what it returns, however long the thread is and however much in it is not shown.
 */
export function createReading(docs: Docs<Comment>): Reading {
  const stretchOf = (filter: Filter<Comment>, { after, back = false, limit }: Stretch) =>
    docs
      .find(after ? { ...filter, ...beyond(after, back) } : filter)
      .sort(back ? { createdAt: -1, number: -1 } : { createdAt: 1, number: 1 })
      .limit(limit)
      .toArray();

  return {
    someOnThread: (thread, limit) => docs.find({ thread }).limit(limit).toArray(),
    visible: (thread, stretch) => stretchOf({ thread, ...seen }, stretch),
    answers: (thread, parent, stretch) => stretchOf({ thread, parent, ...seen }, stretch),
    answersToAny: (thread, parents) => docs.find({ thread, parent: { $in: parents }, ...seen }).toArray(),
    async countAnswers(thread, parents) {
      const [parent, ...others] = parents;
      if (parent === undefined) return new Map();
      if (others.length > 0) return docs.countBy("parent", { thread, parent: { $in: parents }, ...seen });
      // A group of its own would be gathered from the documents; a mere number is read off the index.
      const count = await docs.countDocuments({ thread, parent, ...seen });
      return new Map(count > 0 ? [[parent, count]] : []);
    },
    async unseen(thread, parents, { from, to }, limit) {
      const below: Filter<Comment> = { thread, parent: { $in: parents }, ...between(from, to) };
      const questions: Filter<Comment>[] = [
        { state: { $in: unseenStates }, hiddenBy: null, ...below },
        // Every mark is above the empty one; “not null” is a question that SQLite would not take to the index.
        { state: { $in: everyState }, hiddenBy: { $gt: "" }, ...below },
      ];
      const found = await Promise.all(questions.map((question) => docs.find(question).limit(limit).toArray()));
      return found.flat().slice(0, limit);
    },
  };
}

function beyond({ createdAt, number }: Place, back: boolean): Filter<Comment> {
  // The first bound lets the index find the place; the second one keeps those of the same moment apart.
  return back
    ? { createdAt: { $lte: createdAt }, $or: [{ createdAt: { $lt: createdAt } }, { number: { $lt: number } }] }
    : { createdAt: { $gte: createdAt }, $or: [{ createdAt: { $gt: createdAt } }, { number: { $gt: number } }] };
}

function between(from: Date | null, to: Date | null): Filter<Comment> {
  if (from === null && to === null) return {};
  return { createdAt: { ...(from && { $gte: from }), ...(to && { $lte: to }) } };
}
