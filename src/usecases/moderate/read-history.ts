import type { AuditEntry } from "../../domain/audit.ts";
import { changedWords, type Piece } from "../../domain/changed-words.ts";
import type { EarlierWords } from "../../domain/history.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { wordsOf } from "./keep-words.ts";
import { createSurround, type QueueItem } from "./read-queue.ts";

/** One change of a comment's words: who made it and when, and what it changed. */
export interface Change extends Pick<EarlierWords, "by"> {
  at: Date;
  pieces: Piece[];
}

/** All that the owner can know of one comment. */
export interface CommentStory {
  item: QueueItem;
  /** The newest first. */
  changes: Change[];
  /** What was done to it on the owner's side, the newest first. */
  acts: AuditEntry[];
}

const mostActs = 50;

/** Reads all that the owner can know of one comment, and of its author on some blogs or, for null, on all. Throws `not-found`. */
export function createReadHistory(
  world: Pick<World, "comments" | "threads" | "cases" | "histories" | "audit" | "html">,
) {
  const surround = createSurround(world);
  return async function readHistory(id: string, sites: readonly string[] | null): Promise<CommentStory> {
    const comment = await world.comments.get(id);
    const [item] = comment ? await surround([comment], sites) : [];
    if (!comment || !item) throw new Problem("not-found", "There is no such comment; it may have been deleted.");
    const earlier = comment.state === "removed" ? [] : await world.histories.of(id);
    const changes = earlier.map(({ text, until, by }, i) => {
      const after = earlier[i - 1]?.text ?? wordsOf(world, comment);
      return { by, at: new Date(until), pieces: changedWords(text, after) };
    });
    const { items: acts } = await world.audit.list({ subject: id }, { limit: mostActs });
    return { item, changes, acts };
  };
}
