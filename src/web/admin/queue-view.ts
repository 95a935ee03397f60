import { displayName } from "../../domain/author.ts";
import type { QueueItem } from "../../usecases/moderate/read-queue.ts";
import { viewComment } from "../comment-view.ts";
import type { Links } from "../links.ts";
import { moment } from "../time.ts";

/** The locals of one comment in the queue. */
export function viewQueueItem(links: Links, { comment, thread, parent }: QueueItem) {
  const url = thread?.page.url ?? "";
  const { author } = comment;
  const view = viewComment({ links, url, now: comment.createdAt, open: false }, comment);
  return {
    id: comment._id,
    number: comment.number,
    name: view.name,
    handle: view.handle,
    authorUrl: view.authorUrl,
    email: author.kind === "visitor" ? author.email : null,
    initial: view.initial,
    hue: view.hue,
    time: moment(comment.createdAt),
    edited: view.edited,
    origin: { web: "the form", fediverse: "the fediverse", import: "an import" }[comment.origin],
    html: comment.html,
    lang: comment.lang,
    warning: comment.warning,
    attachments: view.attachments,
    original: view.original,
    reasons: comment.heldFor,
    hidden: hiddenSentence(comment.hiddenBy),
    mayShow: comment.hiddenBy === "owner",
    state: comment.state,
    federate: comment.federate,
    server: author.kind === "remote" ? new URL(author.id).hostname : null,
    post: thread ? { title: thread.page.title || url, url } : null,
    context: thread ? links.comment(url, parent?.number ?? comment.number) : null,
    answers: parent ? { name: displayName(parent.author) || "Anonymous", excerpt: excerpt(parent.source.text) } : null,
  };
}

function hiddenSentence(hiddenBy: string | null): string | null {
  if (hiddenBy === null) return null;
  return hiddenBy === "owner" ? "Hidden by you" : "Hidden by a block";
}

function excerpt(text: string): string {
  const line = text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}
