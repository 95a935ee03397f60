import type { CommentState } from "../domain/comment.ts";
import type { Draft } from "../domain/import.ts";
import { utcDate } from "./dates.ts";
import { commentDraft } from "./drafts.ts";
import { unescapeHtml } from "./escaped.ts";
import { sourceId } from "./source-id.ts";
import { autop } from "./wordpress-text.ts";
import { textOf, type XmlElement } from "./xml-records.ts";

/** How an export is to be taken. */
export interface WordpressChoices {
  /** The id of the site that it is read for. */
  site: string;
  /** Mentions by other pages are taken for comments. */
  pings: boolean;
  /** Comments of posts that not everybody may read come along, hidden. */
  hidden: boolean;
  /** How far the blog's clock was from UTC, such as `+02:00`. */
  zone: string;
}

/** The post that is being read. */
export interface WordpressPost {
  /** As much of it as came before the comment; nothing before the first. */
  element: XmlElement | undefined;
  /** It is the so manieth with comments, by which those name it. */
  number: number;
  /** The address of the blog, without scheme. */
  blog: string;
  /** Its thread was given already. */
  isNamed: boolean;
}

const states: Record<string, CommentState> = {
  "1": "published",
  approve: "published",
  approved: "published",
  "0": "held",
  hold: "held",
  spam: "spam",
  trash: "removed",
  "post-trashed": "removed",
};

const pings = new Set(["pingback", "trackback", "webmention"]);
const comments = new Set(["", "comment", "review"]);

/** What a comment gives: the thread of its post before the first one that is taken, and itself or why it is not. */
export function* draftsOfComment(comment: XmlElement, post: WordpressPost, choices: WordpressChoices): Iterable<Draft> {
  const id = textOf(comment, "wp:comment_id");
  if (id === "") {
    yield { kind: "fault", reason: "a comment without an id", place: textOf(post.element, "link") };
    return;
  }
  const label = `comment ${id}`;
  const isPublic = isForEverybody(post.element);
  const reason = reasonAgainst(textOf(comment, "wp:comment_type"), isPublic, choices);
  if (reason !== null) {
    yield { kind: "note", outcome: "left", reason, place: label };
    return;
  }
  if (!post.isNamed) {
    post.isNamed = true;
    yield threadOf(post);
  }
  const { createdAt, assumed } = dateOf(comment, choices.zone);
  if (assumed)
    yield {
      kind: "note",
      outcome: "changed",
      reason: `dates in the blog's own time, taken as ${choices.zone}`,
      place: label,
    };
  const keyOf = (old: string) => sourceId("wordpress", choices.site, `${post.blog} ${old}`);
  const parent = textOf(comment, "wp:comment_parent");
  yield commentDraft({
    id: keyOf(id),
    label,
    thread: String(post.number),
    parent: parent === "" || parent === "0" ? null : keyOf(parent),
    state: states[textOf(comment, "wp:comment_approved").toLowerCase()] ?? "held",
    ...(isPublic ? {} : { hidden: true }),
    author: authorOf(comment, post.blog),
    source: { text: autop(textOf(comment, "wp:comment_content")), type: "text/html" },
    createdAt,
  });
}

/** Notes about orders and plugins' own records are not for readers. */
function reasonAgainst(type: string, isPublic: boolean, choices: WordpressChoices): string | null {
  if (pings.has(type)) {
    if (!choices.pings) return "pingbacks and trackbacks; --pings comments brings them along";
  } else if (!comments.has(type)) {
    return `what is no comment (“${type.slice(0, 40)}”)`;
  }
  if (isPublic || choices.hidden) return null;
  return "comments of posts that not everybody may read; --private hidden brings them along";
}

function isForEverybody(post: XmlElement | undefined): boolean {
  const status = textOf(post, "wp:status");
  // Attachments inherit what the post around them is.
  return ["", "publish", "inherit", "closed"].includes(status) && textOf(post, "wp:post_password") === "";
}

function threadOf({ element, number: id, blog }: WordpressPost): Draft {
  const number = textOf(element, "wp:post_id");
  const guid = textOf(element, "guid");
  // Without an address of the blog it is a path, which belongs to the blog that it is read for.
  const byNumber = `${blog === "" ? "" : `https://${blog}`}/?p=${number}`;
  const address = textOf(element, "link") || (number === "" ? guid : byNumber);
  return {
    kind: "thread",
    id: String(id),
    address,
    title: unescapeHtml(textOf(element, "title")),
    identifiers: guid === "" || guid === address ? [] : [guid],
  };
}

/** WordPress keeps names escaped, and some that came from elsewhere twice. */
function authorOf(comment: XmlElement, blog: string) {
  const name = unescapeHtml(unescapeHtml(textOf(comment, "wp:comment_author")));
  const user = textOf(comment, "wp:comment_user_id");
  const address = textOf(comment, "wp:comment_author_IP");
  const isUser = user !== "" && user !== "0";
  return {
    name,
    website: unescapeHtml(textOf(comment, "wp:comment_author_url")),
    email: textOf(comment, "wp:comment_author_email"),
    ...(address === "" ? {} : { address }),
    identity: isUser ? `wordpress user ${blog} ${user}` : name === "" ? "" : `wordpress name ${name}`,
  };
}

function dateOf(comment: XmlElement, zone: string): { createdAt: Date | null; assumed: boolean } {
  const utc = utcDate(textOf(comment, "wp:comment_date_gmt"));
  // Zeros stand for a date that was never worked out.
  if (utc && utc.getUTCFullYear() > 1900) return { createdAt: utc, assumed: false };
  const local = utcDate(`${textOf(comment, "wp:comment_date")}${zone}`);
  const isDate = local !== null && local.getUTCFullYear() > 1900;
  return { createdAt: isDate ? local : null, assumed: isDate };
}
