import { displayName } from "../../domain/author.ts";
import type { QueueItem } from "../../usecases/moderate/read-queue.ts";
import type { Links } from "../links.ts";

/** A comment as programs of the owner's side get it; neither mailbox nor anything of the network it came from. */
export function commentObject(links: Links, { comment, thread }: QueueItem) {
  const { author } = comment;
  return {
    id: comment._id,
    number: comment.number,
    site: comment.site,
    post: thread?.page.url ?? null,
    url: thread ? links.comment(thread.page.url, comment.number) : null,
    state: comment.state,
    hidden: comment.hiddenBy !== null,
    origin: comment.origin,
    author: {
      name: displayName(author),
      url: author.kind === "remote" ? author.url : author.website,
      handle: author.kind === "remote" ? author.handle : null,
    },
    html: comment.html,
    text: comment.source.text,
    reasons: comment.heldFor,
    createdAt: comment.createdAt,
  };
}
