import { type Comment, isVisible } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { type Branch, growTree } from "../../domain/tree.ts";
import { createEditKeys } from "./edit-key.ts";

/** What readers see of a thread. */
export interface Reading {
  branches: Branch[];
  /** How many comments are shown. */
  shown: number;
}

/** A visitor's own comment in a thread; the key opens edit and removal until the given time. */
export interface Own {
  comment: Comment;
  key: string;
  editableUntil: Date;
}

/** Reads what everybody sees of a thread, as a tree, oldest first. */
export function createReadThread(world: Pick<World, "comments">) {
  return async function readThread(thread: string): Promise<Reading> {
    const comments = await world.comments.onThread(thread);
    return { branches: growTree(comments), shown: comments.filter(isVisible).length };
  };
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
