import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";

/** What of a reply is held against others by its author. */
export interface Twin {
  id: string;
  url: string;
  author: string;
  thread: string;
  parent: string | null;
  /** As it would be shown; null when it has no words that could be compared. */
  html: string | null;
  createdAt: Date;
}

const spanMs = 60_000;
const most = 20;

/**
 * Finds the comment that a reply repeats under another id, as bridges and some retries make them: by the same author, within
 * a minute and below the same comment, with the same page or the same words (interop §3.9). Null when there is none.
 */
export function createFindTwin(world: Pick<World, "comments">) {
  return async function findTwin({ id, url, author, thread, parent, html, createdAt }: Twin): Promise<Comment | null> {
    const at = createdAt.getTime();
    const span = { from: new Date(at - spanMs), to: new Date(at + spanMs) };
    const near = await world.comments.byActorBetween(author, span, most);
    const repeats = (other: Comment) =>
      other._id !== id &&
      other.thread === thread &&
      other.parent === parent &&
      other.state !== "removed" &&
      (other.remote?.url === url || other.html === html);
    return near.find(repeats) ?? null;
  };
}
