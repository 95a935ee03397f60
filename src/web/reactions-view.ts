import type { ReactionCounts } from "../domain/comment.ts";
import type { Words } from "../i18n/words.ts";
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
  { words, links }: { words: Words; links: Pick<Links, "emoji"> },
  counts: ReactionCounts,
  where: string | null = null,
): ReactionsView | null {
  const { likes, boosts, dislikes = 0, quotes = 0, emojiLikes = 0, emoji = [], moreEmoji = 0 } = counts;
  const counted = [
    ["reactions.likes", Math.max(0, likes - emojiLikes)],
    ["reactions.dislikes", dislikes],
    ["reactions.boosts", boosts],
    ["reactions.quotes", quotes],
  ] as const;
  const parts = counted.filter(([, count]) => count > 0).map(([key, count]) => words.t(key, { count }));
  if (parts.length === 0 && emoji.length === 0) return null;
  return {
    words: words.list(parts),
    emoji: emoji.map((one) => ({
      text: one.text,
      src: one.image === null ? null : links.emoji(one.image),
      count: words.number(one.count),
    })),
    more: moreEmoji > 0 ? words.t("reactions.more", { count: moreEmoji }) : null,
    where,
  };
}
