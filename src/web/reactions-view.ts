import type { ReactionCounts } from "../domain/comment.ts";
import type { Links } from "./links.ts";

/** The locals of `thread/reactions`. */
export interface ReactionsView {
  /** What has a name of its own, as words, which need no icon to be understood; empty when there is none of it. */
  words: string;
  emoji: { text: string; src: string | null; count: string }[];
  /** Reactions with further emoji, as words; null when there are none. */
  more: string | null;
  /** Where they come from, said of the post's own alone; null for a comment's. */
  where: string | null;
}

/** Reactions as they are shown; null when there are none. A like that carries an emoji is shown by that alone. */
export function viewReactions(
  links: Pick<Links, "emoji">,
  counts: ReactionCounts,
  where: string | null = null,
): ReactionsView | null {
  const { likes, boosts, dislikes = 0, quotes = 0, emojiLikes = 0, emoji = [], moreEmoji = 0 } = counts;
  const parts = [
    count(Math.max(0, likes - emojiLikes), "like"),
    count(dislikes, "dislike"),
    count(boosts, "boost"),
    quotes > 0 ? `quoted by ${number(quotes)}` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0 && emoji.length === 0) return null;
  return {
    words: parts.join(", "),
    emoji: emoji.map((one) => ({
      text: one.text,
      src: one.image === null ? null : links.emoji(one.image),
      count: number(one.count),
    })),
    more: moreEmoji > 0 ? `and ${number(moreEmoji)} more` : null,
    where,
  };
}

function count(amount: number, word: string): string | null {
  return amount === 0 ? null : `${number(amount)} ${word}${amount === 1 ? "" : "s"}`;
}

function number(amount: number): string {
  return amount.toLocaleString("en");
}
