import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { createEditKeys } from "./edit-key.ts";

/** A visitor's own comment in a thread; the key opens edit and removal until the given time. */
export interface Own {
  comment: Comment;
  key: string;
  editableUntil: Date;
}

/** Reads a visitor's own comments in a thread by the keys their browser kept: the published ones and those that wait. */
export function createReadOwn(world: Pick<World, "comments" | "secrets" | "clock">) {
  const keys = createEditKeys(world);
  return async function readOwn(thread: string, shown: readonly string[]): Promise<Own[]> {
    const own: Own[] = [];
    for (const key of new Set(shown.slice(0, 20))) {
      const found = keys.read(key);
      const comment = found ? await world.comments.get(found.comment) : null;
      if (!found || comment?.thread !== thread) continue;
      if (comment.hiddenBy !== null || (comment.state !== "published" && comment.state !== "held")) continue;
      own.push({ comment, key, editableUntil: found.expiresAt });
    }
    return own.sort((a, b) => a.comment.number - b.comment.number);
  };
}
