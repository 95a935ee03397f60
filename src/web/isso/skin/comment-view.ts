import { displayName, nobody } from "../../../domain/author.ts";
import type { Comment } from "../../../domain/comment.ts";
import { withoutPictures } from "../../../domain/pictures.ts";
import { isMarked, type Site } from "../../../domain/site.ts";
import type { Moment } from "../../../i18n/words.ts";
import { viewAttachments } from "../../attachments-view.ts";
import { type CommentView, viewFace, viewOriginal, viewWarning } from "../../comment-view.ts";
import { viewWords, type WordsView, withPictures } from "../../custom-emoji.ts";
import { type FaceView, seedOf } from "../../face.ts";
import type { Tongue } from "../../tongue.ts";
import { webUrl } from "../../web-url.ts";
import { votesOf } from "../comment-object.ts";
import type { Look } from "./look.ts";

/** The way to comments that are not on the page. */
export interface MoreView {
  /** What they answer; null for the post. */
  parent: number | null;
  /** How many are on the page. */
  offset: number;
  count: number;
  href: string;
}

/** The locals of `isso/skin/text`. */
export interface TextView extends Pick<CommentView, "warning" | "html" | "lang" | "attachments" | "original"> {}

const nothing: TextView = { warning: null, html: "", lang: null, attachments: [], original: null };

/** The locals of `isso/skin/comment`. */
export interface SkinComment {
  /** The number in its anchor, which for what was imported is the one that links of Isso name. */
  anchor: number;
  number: number;
  /** What stands in its place when it is gone. */
  stub: string | null;
  hash: string;
  face: FaceView | null;
  /** It was written by somebody who writes the page. */
  byAuthor: boolean;
  name: WordsView;
  authorUrl: string | null;
  time: Moment;
  note: string | null;
  text: TextView;
  /** Likes less dislikes; null where nobody votes. */
  votes: number | null;
  replyHref: string | null;
  editHref: string;
  deleteHref: string;
  replies: SkinComment[];
  more: MoreView | null;
}

/** What comments of the skin depend on besides themselves. */
export interface SkinContext extends Tongue {
  look: Look;
  /** The address of the blog's page. */
  url: string;
  /** Whether answers are taken. */
  open: boolean;
  /** The blog, by which its writers are known. */
  site: Site | null;
  /** What the owner pinned, by id. It stands in its place, as the order is that of Isso's client. */
  pinned: readonly string[];
}

/** The view of one comment, without what is below it. */
export function viewSkinComment(context: SkinContext, stored: Comment, stub = false): SkinComment {
  const comment = withoutPictures(stored);
  const { words, links, look, url } = context;
  const { author, number } = comment;
  const name = displayName(author) || words.t("comment.anonymous");
  // It may be hidden, not deleted: what was its own must not show through.
  const hash = seedOf(stub ? nobody : author);
  const { likes, dislikes } = votesOf(comment);
  const isHeld = comment.state === "held";
  return {
    anchor: comment.oldNumber ?? number,
    number,
    stub: stub ? words.t(comment.state === "removed" ? "comment.deleted" : "comment.hidden") : null,
    hash,
    face: look.faces && !stub ? viewFace(links, author) : null,
    byAuthor: !stub && (look.authors.includes(hash) || isMarked(context.site, author)),
    name: viewWords(links, name, author.kind === "remote" ? (author.emoji ?? []) : []),
    authorUrl: webUrl(author.kind === "remote" ? author.url : author.website),
    time: words.moment(comment.createdAt),
    note: noteOf(context, comment, stub),
    text: stub ? nothing : viewText(context, comment),
    votes: look.votes && !stub ? likes - dislikes : null,
    replyHref: context.open && !isHeld ? links.thread(url, number) : null,
    editHref: links.edit(number),
    deleteHref: links.remove(number),
    replies: [],
    more: null,
  };
}

function noteOf({ words, pinned }: SkinContext, comment: Comment, stub: boolean): string | null {
  if (comment.state === "held") return words.t("comment.held");
  return !stub && comment.parent === null && pinned.includes(comment._id) ? words.t("comment.pinned") : null;
}

function viewText({ words, links }: SkinContext, comment: Comment): TextView {
  return {
    warning: viewWarning({ words, links }, comment),
    html: withPictures(links, comment.html, comment.emoji),
    lang: comment.lang,
    attachments: viewAttachments(words, comment),
    original: viewOriginal(comment.remote),
  };
}
