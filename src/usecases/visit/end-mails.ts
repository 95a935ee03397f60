import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { mailHash } from "./visitor.ts";

/**
 * Ends mails about answers to a comment for one mailbox: for the comment, and for what the same person wrote below it.
 * Doing it twice changes nothing.
 */
export function createEndMails(world: Pick<World, "comments" | "secrets">) {
  return async function endMails(comment: Pick<Comment, "_id" | "thread">, email: string): Promise<void> {
    const theirs = await world.comments.byVisitor(comment.thread, [mailHash(world, email)]);
    const meant = theirs.filter(({ _id, path }) => _id === comment._id || path.includes(comment._id));
    for (const { _id } of meant) await world.comments.setNotify(_id, false);
  };
}
