import type { ReactionCounts } from "../domain/comment.ts";
import type { Words } from "../i18n/words.ts";
import type { Quoter } from "../usecases/visit/read-quotes.ts";
import type { Links } from "./links.ts";
import { webUrl } from "./web-url.ts";

/** The locals of `thread/reactions`. */
export interface ReactionsView {
  /** What has a name of its own, as words, which need no icon to be understood; empty when there is none of it. */
  words: string;
  /** Who quotes it; null where nobody is to be named. */
  quotes: QuotesView | null;
  emoji: { text: string; src: string | null; count: string }[];
  /** Reactions with further emoji, as words; null when there are none. */
  more: string | null;
  /** Where they come from, said of the post's own alone; null for a comment's. */
  where: string | null;
  /** The number of the comment, where they do not stand in it. */
  number?: number;
}

/** People who quote something, without their faces and any other picture. */
export interface QuotesView {
  /** How many they are, as words. */
  summary: string;
  people: readonly Quoter[];
  /** How many are not named, as words; null when all are. */
  more: string | null;
}

/** Reactions as they are shown; null when there are none. A like that carries an emoji is shown by that alone. */
export function viewReactions(
  { words, links }: { words: Words; links: Pick<Links, "emoji"> },
  counts: ReactionCounts,
  quoters: readonly Quoter[] = [],
  where: string | null = null,
): ReactionsView | null {
  const { likes, boosts, dislikes = 0, quotes = 0, emojiLikes = 0, emoji = [], moreEmoji = 0 } = counts;
  const named = viewQuotes(words, quotes, quoters);
  const counted = [
    ["reactions.likes", Math.max(0, likes - emojiLikes)],
    ["reactions.dislikes", dislikes],
    ["reactions.boosts", boosts],
    ["reactions.quotes", named ? 0 : quotes],
  ] as const;
  const parts = counted.filter(([, count]) => count > 0).map(([key, count]) => words.t(key, { count }));
  if (parts.length === 0 && emoji.length === 0 && !named) return null;
  return {
    words: words.list(parts),
    quotes: named,
    emoji: emoji.map((one) => ({
      text: one.text,
      src: one.image === null ? null : links.emoji(one.image),
      count: words.number(one.count),
    })),
    more: moreEmoji > 0 ? words.t("reactions.more", { count: moreEmoji }) : null,
    where,
  };
}

function viewQuotes(words: Words, count: number, quoters: readonly Quoter[]): QuotesView | null {
  const people = quoters.filter(({ post }) => webUrl(post));
  if (count === 0 || people.length === 0) return null;
  const others = count - people.length;
  return {
    summary: words.t("reactions.quotes", { count }),
    people,
    more: others > 0 ? words.t("reactions.more", { count: others }) : null,
  };
}
