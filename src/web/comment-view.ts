import { type Author, displayName } from "../domain/author.ts";
import { type Comment, isVisible, untitledWarning } from "../domain/comment.ts";
import { withoutPictures } from "../domain/pictures.ts";
import { isMarked, type Site, type VotesMode } from "../domain/site.ts";
import type { Branch } from "../domain/tree.ts";
import type { Moment, Part, Words } from "../i18n/words.ts";
import type { Own } from "../usecases/visit/read-own.ts";
import type { Quoter } from "../usecases/visit/read-quotes.ts";
import {
  type AttachmentView,
  type PicturesView,
  viewAttachments,
  viewFiles,
  viewPictures,
} from "./attachments-view.ts";
import { viewWords, type WordsView, withPictures } from "./custom-emoji.ts";
import { drawFace, type FaceView, seedOf } from "./face.ts";
import type { FormView } from "./form-view.ts";
import type { Links } from "./links.ts";
import type { PageLink, PageLinks } from "./page-links.ts";
import { type ReactionsView, viewReactions } from "./reactions-view.ts";
import { besideVotes, type VotesView, viewVotes, withVotes } from "./votes-view.ts";
import { webUrl } from "./web-url.ts";

/** Buttons below a visitor's own comment; without links once the window has closed. */
export interface ToolsView {
  number: number;
  /** The key, where a script keeps it; null where a cookie does. */
  key: string | null;
  editHref: string | null;
  deleteHref: string | null;
  until: string;
  /** Seconds that are left, for a script that counts them. */
  left: number;
}

/** The locals of `thread/comment`. */
export interface CommentView {
  number: number;
  /** The number that old links of Isso know it by. */
  issoNumber: number;
  parent: number | null;
  /** It is what the page was opened for. */
  target: boolean;
  /** In a row, whom it answers, and the way there; without a way where that is not to be seen. */
  answered: { parts: Part[]; way: PageLink | null } | null;
  /** In a row, by which it can be named; null in a tree. */
  label: string | null;
  stub: string | null;
  name: string;
  nameWords: WordsView;
  handle: string | null;
  /** The owner lets it stand first in its thread. */
  pinned: boolean;
  /** It is by somebody who writes the blog. */
  byWriter: boolean;
  authorUrl: string | null;
  face: FaceView;
  permalink: string;
  time: Moment;
  edited: Moment | null;
  held: boolean;
  /** Search engines are asked to show nothing of it; the attribute counts on a `div`, but not on an `article`. */
  quiet: boolean;
  warning: WordsView | null;
  lang: string | null;
  html: string;
  /** All that is attached, as links; pages show `pictures` and `files` instead. */
  attachments: AttachmentView[];
  pictures: PicturesView | null;
  files: AttachmentView[];
  replyHref: string | null;
  /** Where a reader is helped to answer it from their own server. */
  homeHref: string | null;
  original: { url: string; host: string } | null;
  /** Where readers say that it should not stay; null for who wrote it. */
  reportHref: string | null;
  reactions: ReactionsView | null;
  votes: VotesView | null;
  own: ToolsView | null;
  form: FormView | null;
  /** How many comments stand below it, all levels. */
  below: number;
  replies: CommentView[];
  /** Where the answers are that this page has no room for. */
  rest: PageLink | null;
}

/** What a comment's view depends on besides the comment. */
export interface CommentContext {
  words: Words;
  links: Links;
  /** The address of the blog's page. */
  url: string;
  now: Date;
  /** What texts are taken to be in that do not say: the language of the page, where it is not that of the words around. */
  textLang?: string | null;
  /** The blog, by which its writers are known; left out where they are not marked. */
  site?: Pick<Site, "writers">;
  /** What stands first in its thread, by id. */
  pinned?: readonly string[];
  /** Whether answers are taken from the form. */
  open: boolean;
  /** Whether votes are taken; as answers are when left out. */
  votable?: boolean;
  /** Whether answers can come in from the fediverse. */
  federated?: boolean;
  own?: ReadonlyMap<string, Own>;
  /** Whether own tools carry their key, for a script. */
  withKeys?: boolean;
  /** The form below the comment that is being answered. */
  form?: FormView | null;
  /** How pages of the thread are linked to; left out where one comment stands alone. */
  pages?: PageLinks;
  /** The number of the comment that the page was opened for. */
  target?: number | null;
  /** How readers vote; not at all when left out. */
  votes?: VotesMode;
  /** What this reader thinks of comments, by id. */
  mine?: ReadonlyMap<string, "up" | "down">;
  /** Who quotes them, by id. */
  quoters?: ReadonlyMap<string, readonly Quoter[]>;
  /** What comments in a row answer, by id. */
  answered?: ReadonlyMap<string, Comment>;
}

/** The view of a comment with everything below it. */
export function viewBranch(context: CommentContext, branch: Branch, parent: number | null = null): CommentView {
  const replies = branch.replies.map((reply) => viewBranch(context, reply, branch.comment.number));
  const below = replies.reduce((sum, reply) => sum + reply.below + (reply.stub === null ? 1 : 0), 0);
  const rest = viewRest(context, branch);
  return { ...viewComment(context, branch.comment, branch.stub, parent), below, replies, rest };
}

/** The view of one comment alone. */
export function viewComment(
  context: CommentContext,
  stored: Comment,
  stub = false,
  parent: number | null = null,
): CommentView {
  const comment = withoutPictures(stored);
  const { words, links, url } = context;
  const { author } = comment;
  const own = context.own?.get(comment._id);
  const held = own?.comment.state === "held";
  const name = displayName(author) || words.t("comment.anonymous");
  const votable = (context.votable ?? context.open) && !stub && !own;
  const votes = votable ? viewVotes(context, comment) : null;
  const nameEmoji = author.kind === "remote" ? (author.emoji ?? []) : [];
  return {
    number: comment.number,
    issoNumber: comment.oldNumber ?? comment.number,
    parent,
    target: context.target === comment.number,
    answered: viewAnswered(context, comment),
    label: context.answered ? `#${comment.number}` : null,
    stub: stub ? words.t(comment.state === "removed" ? "comment.deleted" : "comment.hidden") : null,
    name,
    nameWords: viewWords(links, name, nameEmoji),
    handle: author.kind === "remote" ? author.handle : null,
    pinned: !stub && comment.parent === null && context.pinned?.includes(comment._id) === true,
    byWriter: !stub && isMarked(context.site ?? null, author),
    authorUrl: webUrl(author.kind === "remote" ? author.url : author.website),
    face: viewFace(links, author),
    permalink: links.comment(url, comment.number),
    time: words.moment(comment.createdAt),
    edited: comment.editedAt ? words.moment(comment.editedAt) : null,
    held,
    quiet: comment.unlisted === true || (author.kind === "remote" && author.unsearchable === true),
    warning: viewWarning(context, comment),
    lang: comment.lang ?? context.textLang ?? null,
    html: withPictures(links, comment.html, comment.emoji),
    attachments: viewAttachments(words, comment),
    pictures: viewPictures(words, links, comment),
    files: viewFiles(words, links, comment),
    replyHref: context.open && !held ? links.thread(url, comment.number) : null,
    homeHref: context.federated && links.voice(comment) ? links.fromHome(url, comment.number) : null,
    original: viewOriginal(comment.remote),
    reportHref: own || stub ? null : links.report(comment.number),
    reactions: viewReactions(
      context,
      votes ? besideVotes(comment.counts, votes) : withVotes(context.votes, comment),
      context.quoters?.get(comment._id),
    ),
    votes,
    own: own ? viewTools(context, own) : null,
    form: context.form?.parent?.number === comment.number ? context.form : null,
    below: 0,
    replies: [],
    rest: null,
  };
}

function viewRest({ pages }: CommentContext, { comment, rest }: Branch): PageLink | null {
  return pages && rest ? pages.rest(comment.number, rest) : null;
}

function viewAnswered({ words, pages, answered }: CommentContext, { parent }: Comment): CommentView["answered"] {
  if (!pages || !answered || parent === null) return null;
  const comment = answered.get(parent);
  if (!comment || !isVisible(comment)) return { parts: words.parts("comment.answeringHidden"), way: null };
  const name = displayName(comment.author) || words.t("comment.anonymous");
  return { parts: words.parts("comment.answering", { name }), way: pages.comment(comment.number) };
}

/** The buttons of an own comment; none when its window has closed. */
export function viewTools(context: Pick<CommentContext, "words" | "links" | "now" | "withKeys">, own: Own): ToolsView {
  const open = own.editableUntil > context.now;
  const { number } = own.comment;
  return {
    number,
    key: context.withKeys ? own.key : null,
    editHref: open ? context.links.edit(number) : null,
    deleteHref: open ? context.links.remove(number) : null,
    until: context.words.timeOfDay(own.editableUntil),
    left: Math.max(0, Math.floor((own.editableUntil.getTime() - context.now.getTime()) / 1000)),
  };
}

/** The warning before a comment is opened; null when there is none. */
export function viewWarning(
  { words, links }: Pick<CommentContext, "words" | "links">,
  { warning, emoji }: Comment,
): WordsView | null {
  if (warning === null) return null;
  return viewWords(links, warning === untitledWarning ? words.t("comment.warning") : warning, emoji);
}

/** The picture or the drawing of somebody. */
export function viewFace(links: Links, author: Author): FaceView {
  const face = drawFace(seedOf(author));
  return { src: links.portrait(author, face.seed), ...face };
}

/** Where the original lives, if it can be looked at. */
export function viewOriginal(remote: Comment["remote"]): CommentView["original"] {
  const url = remote && webUrl(remote.url);
  return url ? { url, host: new URL(url).host } : null;
}
