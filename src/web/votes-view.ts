import { type Comment, isVisible, type ReactionCounts, type Votes } from "../domain/comment.ts";
import type { VotesMode } from "../domain/site.ts";
import type { Words } from "../i18n/words.ts";
import type { Links } from "./links.ts";

/** The locals of `thread/votes`: buttons that say what a reader thinks of a comment. */
export interface VotesView {
  action: string;
  number: number;
  ways: VoteWay[];
  /** The word that the voter is known by, for a script to keep; null on pages for everybody. */
  voter: string | null;
}

/** One button. */
export interface VoteWay {
  kind: "like" | "up" | "down";
  /** This reader said so. */
  pressed: boolean;
  /** What a press sends: pressed once more, it takes the vote back. */
  value: "up" | "down" | "none";
  count: string;
  label: string;
}

interface VotesContext {
  words: Words;
  links: Pick<Links, "votes">;
  votes?: VotesMode;
  mine?: ReadonlyMap<string, "up" | "down">;
}

const labels = {
  like: { none: "votes.like", some: "votes.likeSome" },
  up: { none: "votes.up", some: "votes.upSome" },
  down: { none: "votes.down", some: "votes.downSome" },
} as const;
const noVotes: Votes = { up: 0, down: 0 };

/** The buttons of a comment, with likes and dislikes of the fediverse in their sums; null where there is no voting. */
export function viewVotes(
  { words, links, votes = "off", mine }: VotesContext,
  comment: Comment,
  voter: string | null = null,
): VotesView | null {
  if (votes === "off" || !isVisible(comment)) return null;
  const { up, down } = comment.votes ?? noVotes;
  const { likes, dislikes = 0, emojiLikes = 0 } = comment.counts;
  const said = mine?.get(comment._id);

  function way(kind: VoteWay["kind"], value: "up" | "down", count: number): VoteWay {
    const pressed = said === value;
    return {
      kind,
      pressed,
      value: pressed ? "none" : value,
      count: count > 0 ? words.number(count) : "",
      label: count > 0 ? words.t(labels[kind].some, { count }) : words.t(labels[kind].none),
    };
  }

  const liked = up + Math.max(0, likes - emojiLikes);
  const ways =
    votes === "like" ? [way("like", "up", liked)] : [way("up", "up", liked), way("down", "down", down + dislikes)];
  return { action: links.votes(), number: comment.number, ways, voter };
}

/** A comment's reactions where nobody is asked to vote, such as for one's own: votes of readers are in the sums. */
export function withVotes(mode: VotesMode | undefined, { counts, votes = noVotes }: Comment): ReactionCounts {
  if (mode === undefined || mode === "off") return counts;
  const { likes, dislikes = 0 } = counts;
  const disliked = mode === "like" ? dislikes : dislikes + votes.down;
  return { ...counts, likes: likes + votes.up, dislikes: disliked };
}

/** What is left to be told of a comment's reactions beside its buttons. */
export function besideVotes(counts: ReactionCounts, { ways }: Pick<VotesView, "ways">): ReactionCounts {
  const { emojiLikes = 0 } = counts;
  return { ...counts, likes: emojiLikes, ...(ways.some(({ kind }) => kind === "down") ? { dislikes: 0 } : {}) };
}
