import { type Comment, isVisible } from "./comment.ts";

/** What may have become of a comment that its blog's owner wants to hear of. */
export const newsKinds = [
  "comment.held",
  "comment.published",
  "comment.spam",
  "comment.deleted",
  "report.made",
] as const;
export type NewsKind = (typeof newsKinds)[number];

/** What was last told of a comment, so that each turn is told once. */
export interface Notice {
  /** The id of the comment, or `reportNotice` of it. */
  _id: string;
  site: string;
  kind: NewsKind;
  /** When it turned so. */
  at: Date;
  /** It waits to be told in a letter. */
  letter: boolean;
  /** Until when it is remembered. */
  until: Date;
}

/** For how long it is remembered what was told, in milliseconds. */
export const noticeKeepMs = 365 * 86_400_000;

const reported = "report on ";

/** The id of the notice that a comment was reported. */
export function reportNotice(comment: string): string {
  return `${reported}${comment}`;
}

/** What a notice is about: the id of a comment, and whether it was reported. */
export function readNotice(id: string): { comment: string; isReport: boolean } {
  const isReport = id.startsWith(reported);
  return { comment: isReport ? id.slice(reported.length) : id, isReport };
}

/** What there is to tell of a comment as it stands; null for what something hides. */
export function newsOf(comment: Pick<Comment, "state" | "hiddenBy">): NewsKind | null {
  if (comment.state === "removed") return "comment.deleted";
  if (comment.hiddenBy !== null) return null;
  if (comment.state === "published") return isVisible(comment) ? "comment.published" : null;
  return `comment.${comment.state}`;
}
