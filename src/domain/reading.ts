import type { Comment } from "./comment.ts";
import { byAge } from "./tree.ts";

/** In which order a thread is read; `top` puts what people liked most first. Answers stay in the order of their time. */
export type SortOrder = "oldest" | "newest" | "top";

/** Every order, the usual one first. */
export const sortOrders = ["oldest", "newest", "top"] as const satisfies readonly SortOrder[];

/** Threads with more comments are not offered by what was liked most: that takes looking at all of them. */
export const mostRanked = 5000;

/** How much a comment is liked, above all dislikes: by people, however they said it. */
export function liking({ counts, votes }: Pick<Comment, "counts" | "votes">): number {
  const { likes, boosts, dislikes = 0, emojiLikes = 0, emoji = [], moreEmoji = 0 } = counts;
  const withEmoji = emoji.reduce((sum, { count }) => sum + count, moreEmoji);
  const voted = (votes?.up ?? 0) - (votes?.down ?? 0);
  return likes + boosts + Math.max(0, withEmoji - emojiLikes) - dislikes + voted;
}

type Ordered = Pick<Comment, "createdAt" | "number" | "counts" | "votes">;

/** Compares two comments by an order. */
export function comparing(sort: SortOrder): (a: Ordered, b: Ordered) => number {
  if (sort === "oldest") return byAge;
  if (sort === "newest") return (a, b) => byAge(b, a);
  return (a, b) => liking(b) - liking(a) || byAge(a, b);
}
