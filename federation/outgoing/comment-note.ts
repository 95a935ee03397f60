import { displayName } from "../../src/domain/author.ts";
import type { Comment } from "../../src/domain/comment.ts";
import { escapeHtml } from "../../src/domain/escape.ts";
import { guestActorName, type Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import type { Addresses } from "../addresses.ts";
import type { Answered } from "./answered.ts";
import { type Document, everyone, inLanguage, timestamp } from "./document.ts";
import { mentionOf } from "./markup.ts";
import { anybodyMayQuote, reactionsOf } from "./post-note.ts";

interface Facts {
  site: Site;
  thread: Thread;
  comment: Comment;
  answered: Answered;
  /** The comment that is answered on the page, where it is not in the fediverse. */
  unheard: Comment | null;
}

/**
 * The Note of a visitor's comment, in the name of the site's guest actor: who wrote it stands in the content. Nobody is
 * mentioned but the author of the comment that it answers, whatever the visitor wrote. Below a comment that is not in the
 * fediverse it answers the nearest one that is, and links to the one meant; that one's text is not quoted, as its writer
 * did not agree to send it anywhere.
 */
export function commentNote(addresses: Addresses, { site, thread, comment, answered, unheard }: Facts): Document {
  const id = addresses.comment(comment._id);
  const guests = guestActorName(site);
  const mentioned = answered.kind === "comment" && answered.direct ? answered.author : null;
  const name = escapeHtml(displayName(comment.author) || "A visitor");
  const opening = `${mentioned ? `${mentionOf(mentioned)} ` : ""}<strong>${name}</strong>:`;
  const content = `<p>${opening}</p>${unheard ? referenceTo(thread, unheard) : ""}${comment.html}`;
  return {
    id,
    type: "Note",
    attributedTo: addresses.actor(guests),
    inReplyTo: answered.kind === "comment" ? answered.id : addresses.post(thread.noteId),
    content,
    ...inLanguage("content", content, comment.lang, thread.page.lang, site.lang),
    ...(comment.warning === null ? { sensitive: false } : { summary: comment.warning, sensitive: true }),
    url: permalinkOf(thread, comment),
    to: [everyone],
    cc: [...(mentioned ? [mentioned.id] : []), addresses.followers(guests)],
    tag: mentioned ? [{ type: "Mention", href: mentioned.id, name: `@${mentioned.handle}` }] : [],
    published: timestamp(comment.createdAt),
    ...(comment.editedAt === null ? {} : { updated: timestamp(comment.editedAt) }),
    context: addresses.collection(addresses.post(thread.noteId), "context"),
    ...(thread.announcement === "withdrawn"
      ? closedBy(addresses.actor(guests))
      : { interactionPolicy: anybodyMayQuote }),
    ...reactionsOf(addresses, id, comment.counts),
  };
}

/** Comments are closed: nobody but the actor itself may answer, in the words of GoToSocial and of Pixelfed and Lemmy. */
function closedBy(actor: string) {
  return {
    interactionPolicy: { ...anybodyMayQuote, canReply: { automaticApproval: [actor] } },
    commentsEnabled: false,
  };
}

function referenceTo(thread: Pick<Thread, "page">, comment: Comment): string {
  return `<p>Re: <a href="${escapeHtml(permalinkOf(thread, comment))}">#${comment.number}</a></p>`;
}

/** Where people find a comment: on its page, at its number. */
export function permalinkOf(thread: Pick<Thread, "page">, comment: Pick<Comment, "number">): string {
  return `${thread.page.url}#comment-${comment.number}`;
}
