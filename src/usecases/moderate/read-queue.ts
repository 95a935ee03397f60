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

/** Reads a page of the comments in one state, the newest first, each with its thread and the comment it answers. */
export function createReadQueue(world: Pick<World, "comments" | "threads">) {
  return async function readQueue(state: CommentState, after: string | null, limit = 25): Promise<Slice<QueueItem>> {
    const slice = await world.comments.inState(state, { after, limit });
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
}

/** How many comments wait for the owner, counted up to 99; `more` says that there are others beyond. */
export function createCountHeld(world: Pick<World, "comments">) {
  return async function countHeld(): Promise<{ count: number; more: boolean }> {
    const { items, next } = await world.comments.inState("held", { limit: 99 });
    return { count: items.length, more: next !== null };
  };
}
