import { displayName, nobody } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import { escapeHtml } from "../../domain/escape.ts";
import { withoutPictures } from "../../domain/pictures.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { viewAttachments } from "../attachments-view.ts";
import { viewOriginal, viewWarning } from "../comment-view.ts";
import { withPictures } from "../custom-emoji.ts";
import { seedOf } from "../face.ts";
import type { Tongue } from "../tongue.ts";
import type { Web } from "../web.ts";
import { webUrl } from "../web-url.ts";

/** A comment as Isso's clients read it. `mode` is 1 for what is shown, 2 for what waits, 4 for the place of one that is gone. */
export interface IssoComment {
  id: number;
  parent: number | null;
  created: number;
  modified: number | null;
  mode: 1 | 2 | 4;
  text: string;
  /** Escaped: Isso's client puts both into HTML as they are. */
  author: string | null;
  website: string | null;
  likes: number;
  dislikes: number;
  notification: 0 | 1;
  hash: string;
}

/** In what way comments are told: in the language of their page. */
export interface Telling extends Pick<Web, "world" | "render">, Tongue {}

/** How comments of a blog are told, or of one of its threads. */
export function telling(web: Web, site: Site | null, thread: Thread | null): Telling {
  return { world: web.world, render: web.render, ...web.tongue("", site, thread) };
}

/** What differs from one look at a comment to the next. */
export interface Look {
  /** The number of the comment that it stands below. */
  parent: number | null;
  /** It is gone, and its place stands for the answers below. */
  stub?: boolean;
  /** Its source is asked for instead of HTML. */
  plain?: boolean;
}

/** The view of a comment for Isso's clients. */
export function viewIsso(told: Telling, comment: Comment, look: Look): IssoComment {
  const { author } = comment;
  const place = { id: comment.number, parent: look.parent, created: comment.createdAt.getTime() / 1000 };
  if (look.stub) return { ...place, ...gone, text: look.plain ? "" : gone.text };
  const url = author.kind === "remote" ? author.url : author.website;
  return {
    ...place,
    modified: comment.editedAt ? comment.editedAt.getTime() / 1000 : null,
    mode: comment.state === "held" ? 2 : 1,
    text: look.plain ? sourceOf(told, comment) : htmlOf(told, comment),
    author: orNull(displayName(author)),
    website: orNull(webUrl(url) ?? ""),
    ...votesOf(comment),
    notification: comment.notify ? 1 : 0,
    hash: seedOf(author),
  };
}

/** What is told of a comment that is not to be seen: nothing that is its own, as it may be hidden and not deleted. */
const gone: Omit<IssoComment, "id" | "parent" | "created"> = {
  modified: null,
  mode: 4,
  text: "<p></p>",
  author: null,
  website: null,
  likes: 0,
  dislikes: 0,
  notification: 0,
  hash: seedOf(nobody),
};

/** The votes of the blog's readers and the likes and dislikes from the fediverse, as one sum. */
export function votesOf({ votes, counts }: Pick<Comment, "votes" | "counts">): { likes: number; dislikes: number } {
  return { likes: (votes?.up ?? 0) + counts.likes, dislikes: (votes?.down ?? 0) + (counts.dislikes ?? 0) };
}

/**
 * The HTML of a comment. Isso's client has a place for the text alone, so that a warning, pictures and the way to the
 * original of what came from elsewhere stand within it.
 */
export function htmlOf({ links, words, render }: Telling, stored: Comment): string {
  const comment = withoutPictures(stored);
  const html = withPictures(links, comment.html, comment.emoji);
  const warning = viewWarning({ links, words }, comment);
  const attachments = viewAttachments(words, comment);
  const original = viewOriginal(comment.remote);
  if (warning === null && attachments.length === 0 && original === null) return html;
  return render("isso/text", { warning, html, lang: comment.lang, attachments, original }, words).trim();
}

function sourceOf({ world }: Telling, { source }: Comment): string {
  return source.type === "text/html" ? world.html.toText(source.text, source.text.length) : source.text;
}

function orNull(text: string): string | null {
  return text === "" ? null : escapeHtml(text);
}
