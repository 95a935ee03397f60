import type { Author } from "./author.ts";
import { isRuleMark } from "./block.ts";
import type { SafeHtml } from "./brand.ts";
import { type Indebted, type Telling, type Told, telling } from "./debt.ts";
import type { CustomEmoji, EmojiCount } from "./emoji.ts";
import type { Reason } from "./verdict.ts";

/** Where a comment was written. */
export type Origin = "web" | "fediverse" | "import";

/** `held` waits for the owner; `removed` keeps a stub while it has answers; only `published` is ever shown. */
export type CommentState = "held" | "published" | "removed" | "spam";

export interface Attachment {
  url: string;
  mediaType: string;
  alt: string;
  /** Its author asks that it is only shown to whoever wants to see it. */
  sensitive?: true;
}

/** One comment, whatever its origin: the same document in every store. */
export interface Comment extends Indebted {
  /**
   * Random for the web; `f` and the hash of the remote id for the fediverse, `i` and the hash of what it was in the source
   * for an import, so that an object is stored once.
   */
  _id: string;
  /** The public number (`#comment-12`), never reused. */
  number: number;
  site: string;
  thread: string;
  /** The comment answered, or null for an answer to the post itself. */
  parent: string | null;
  /** The ids of the ancestors from the top-level comment down to the parent; ends at 32. */
  path: string[];
  origin: Origin;
  author: Author;
  /** The server of its author (`serverOf`), by which all from one are found; filled in later where it is left out. */
  host?: string;
  source: { text: string; type: "text/markdown" | "text/html" | "text/plain" };
  /** Rendered once, at write, by the renderer numbered beside it. Holds no address of ours. */
  html: SafeHtml;
  renderer: number;
  /** `saidIn` what came from elsewhere; null where that was erased. */
  said?: number | null;
  lang: string | null;
  /** A content warning: plain text shown before the comment is opened. */
  warning: string | null;
  attachments: Attachment[];
  /** Its server's own emoji in the text and the warning. */
  emoji?: CustomEmoji[];
  state: CommentState;
  /** Why it is or was held; sentences alone where that was kept before checks had names. */
  heldFor: (Reason | string)[];
  /**
   * What hides it, reversibly; null when nothing does. The id of a block, `owner` for the owner of the blog, `wishId` for
   * its author's wish not to be shown, or `twinMark` where they had just said the same.
   */
  hiddenBy: string | null;
  /** Since when a rule hides it; null where none does. */
  hiddenSince?: Date | null;
  /** A rule of the owner's leaves out its pictures, and its author's. */
  plain?: boolean;
  /** Since when the owner takes it for spam; spam is deleted after a while. */
  spamSince?: Date | null;
  /** Since when it waits, which may be long after it was written; kept by the store. Of old ones, since it was first looked for. */
  heldSince?: Date | null;
  createdAt: Date;
  editedAt: Date | null;
  /** Where the original lives; null for what was written here. */
  remote: { id: string; url: string } | null;
  /** It was taken back where it was written, and may be shown again once it is there again; not what was removed here. */
  takenBack?: boolean;
  /** Its author lets everybody read it, but does not want it to be found (`Public` in `cc` alone). */
  unlisted?: boolean;
  /** The visitor agreed that it also goes to the fediverse. */
  federate: boolean;
  /** Null when the fediverse was never told, or was told of the removal. */
  told: Told | null;
  /** Inboxes that were told, kept until a Delete was queued for them. */
  toldInboxes: string[];
  counts: ReactionCounts;
  /** Its author asked to hear of answers by mail. */
  notify?: boolean;
  /** What readers of the blog voted; reactions from the fediverse are counted apart. */
  votes?: Votes;
  /** The part of the votes that an import brought: who cast those is not known. */
  votesBefore?: Votes;
  /** Isso's filter (base64) of the networks that voted there, so that they do not vote again. */
  issoVoters?: string;
  /** The number that it had where it came from, where that was taken here. */
  oldNumber?: number;
  /** The version that an import wrote last: at a higher one it was changed here since, and imports leave it alone. */
  importVersion?: number;
  /** The ids that it would have had from other imports, which brought it as well. */
  importedAlso?: string[];
  /** The acts that brought it from thread to thread, and can be taken back. */
  moves?: string[];
}

/** Votes of a comment, each reader counted once. */
export interface Votes {
  up: number;
  down: number;
}

/** Stands for a warning without words: something is folded away, and its author does not say why. */
export const untitledWarning = "…";

/** Reactions by distinct, verified actors. What there is none of may be left out, but for likes and boosts. */
export interface ReactionCounts {
  /** Those that carry an emoji included. */
  likes: number;
  boosts: number;
  dislikes?: number;
  /** People who quote it, each counted once. */
  quotes?: number;
  /** How many of the likes carry an emoji. */
  emojiLikes?: number;
  /** Reactions by emoji, the most frequent first, at most `maxEmojiShown` of them. */
  emoji?: EmojiCount[];
  /** Reactions with other emoji. */
  moreEmoji?: number;
}

/** How many different emoji are told apart on one comment or post; all others are one number. */
export const maxEmojiShown = 20;

/** Whether readers see its text. */
export function isVisible(comment: Pick<Comment, "state" | "hiddenBy">): boolean {
  return comment.state === "published" && comment.hiddenBy === null;
}

/** The members that hide a comment under a mark, or show it where that is null. */
export function hiding(mark: string | null, now: Date): Pick<Comment, "hiddenBy" | "hiddenSince"> {
  return { hiddenBy: mark, hiddenSince: isRuleMark(mark) ? now : null };
}

/** The mark of a comment that is hidden because its author had just said the same, in the comment named. */
export function twinMark(of: string): string {
  return `twin:${of}`;
}

/** The comment that said the same before; null where there is none. */
export function twinOf({ hiddenBy }: Pick<Comment, "hiddenBy">): string | null {
  const mark = twinMark("");
  return hiddenBy?.startsWith(mark) ? hiddenBy.slice(mark.length) : null;
}

/** What the fediverse must be told of a comment that owes it, read off the comment's own state; null when nothing. */
export function federationDue(
  comment: Pick<Comment, "state" | "hiddenBy" | "origin" | "federate" | "told" | "version">,
): Telling | null {
  if (comment.origin === "fediverse") return null;
  if (comment.told !== null && !isVisible(comment)) return "delete";
  if (!comment.federate || !isVisible(comment)) return null;
  return telling(comment.told, comment.version);
}

const moves: Record<CommentState, CommentState[]> = {
  held: ["published", "removed", "spam"],
  published: ["held", "removed", "spam"],
  spam: ["published", "removed"],
  removed: [],
};

/** Whether a comment may go from one state to another; staying is always allowed. */
export function mayMove(from: CommentState, to: CommentState): boolean {
  return from === to || moves[from].includes(to);
}

/** The depth beyond which answers are shown as siblings: stored paths end here. */
export const maxDepth = 32;

/** The path of an answer to a comment. */
export function pathBelow(parent: { _id: string; path: readonly string[] } | null): string[] {
  if (!parent) return [];
  return [...parent.path, parent._id].slice(0, maxDepth);
}
