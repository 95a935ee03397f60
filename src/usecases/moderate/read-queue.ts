import type { Comment, CommentState } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Slice } from "../../domain/repos.ts";
import type { Thread } from "../../domain/thread.ts";

/** One comment as the owner sees it, with what it stands below. */
export interface QueueItem {
  comment: Comment;
  thread: Thread | null;
  parent: Comment | null;
}

/** The owner's lists. What is hidden waits in none but its own, whether it was published or not. */
export type QueueList = CommentState | "hidden";

/** Reads a page of one list, the newest first, each comment with its thread and the one it answers. */
export function createReadQueue(world: Pick<World, "comments" | "threads">) {
  return async function readQueue(list: QueueList, after: string | null, limit = 25): Promise<Slice<QueueItem>> {
    const slice = await read(list, { after, limit });
    const threads = new Map<string, Promise<Thread | null>>();
    const threadOf = (id: string) => {
      const found = threads.get(id) ?? world.threads.get(id);
      threads.set(id, found);
      return found;
    };
    const items = await Promise.all(
      slice.items.map(async (comment) => ({
        comment,
        thread: await threadOf(comment.thread),
        parent: comment.parent === null ? null : await world.comments.get(comment.parent),
      })),
    );
    return { items, next: slice.next };
  };

  function read(list: QueueList, page: { after: string | null; limit: number }): Promise<Slice<Comment>> {
    if (list === "hidden") return world.comments.hidden(page);
    return world.comments.inState(list, list === "held" || list === "published" ? { ...page, hidden: false } : page);
  }
}

/** How many comments wait for the owner, counted up to 99; `more` says that there are others beyond. */
export function createCountHeld(world: Pick<World, "comments">) {
  return async function countHeld(): Promise<{ count: number; more: boolean }> {
    const { items, next } = await world.comments.inState("held", { hidden: false, limit: 99 });
    return { count: items.length, more: next !== null };
  };
}
