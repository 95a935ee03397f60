import { type Comment, hiding } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Before } from "../../domain/undo.ts";
import { createReopenCase } from "./close-case.ts";
import { debtsOf, mayBeShown } from "./outcome.ts";
import { createPutPinsBack } from "./pin.ts";
import { stillHiddenBy } from "./still-hidden.ts";
import { createWriteDown, labelOf } from "./write-down.ts";

type Needs = Pick<
  World,
  | "comments"
  | "blocks"
  | "profiles"
  | "clock"
  | "debts"
  | "checks"
  | "audit"
  | "undos"
  | "ids"
  | "cases"
  | "threads"
  | "secrets"
>;

/** What became of it: how many are as they were, and how many had changed since and stay as they are. */
export interface Undone {
  done: number;
  left: number;
}

/**
 * Takes a decision back: each comment is where it was, unless it was changed since, the checks know of it what they
 * knew, and what was reported of it waits again. What a block hides by now stays hidden. Throws `gone` when it is too late, or somebody else decided.
 */
export function createUndo(world: Needs) {
  const writeDown = createWriteDown(world);
  const reopenCase = createReopenCase(world);
  const putPinsBack = createPutPinsBack(world);

  return async function undo(id: string, by: Moderator): Promise<Undone> {
    const undoable = await world.undos.get(id);
    const inTime = undoable !== null && undoable.by === by.id && undoable.until > world.clock.now();
    if (!inTime || !(await world.undos.take(id)))
      throw new Problem("gone", "That can be undone no more: it was done too long ago, or undone before.");
    const restored: Comment[] = [];
    if (undoable.pinned) {
      const comment = await world.comments.get(undoable.pinned.comment);
      if (comment && (await putPinsBack(undoable.pinned))) restored.push(comment);
    }
    for (const item of undoable.items) {
      const comment = await restore(item);
      if (!comment) continue;
      restored.push(comment);
      if (item.reported) await reopenCase(comment._id, item.reported);
    }
    await writeDown(
      ...restored.map((comment) => ({
        by,
        act: "comment.undo" as const,
        site: comment.site,
        subject: comment._id,
        label: labelOf(comment),
      })),
    );
    await world.debts.settled("comment");
    return { done: restored.length, left: undoable.items.length + (undoable.pinned ? 1 : 0) - restored.length };
  };

  async function restore(before: Before): Promise<Comment | null> {
    const comment = await world.comments.get(before.comment);
    if (comment?.version !== before.version) return null;
    const mark = mayBeShown(before) ? before.hiddenBy : await stillHiddenBy(world, comment);
    const set = {
      state: before.state,
      ...(mark === comment.hiddenBy ? {} : hiding(mark, world.clock.now())),
      spamSince: before.spamSince === null ? null : new Date(before.spamSince),
    };
    if (set.state === comment.state && set.hiddenBy === comment.hiddenBy) return comment;
    const debts = debtsOf(comment, { ...comment, ...set });
    if ((await world.comments.change(comment, { ...set, ...owing(comment, debts, world.clock.now()) })) === "stale")
      return null;
    world.debts.notice("comment", comment._id);
    await world.checks.learn(comment, before.lesson);
    return comment;
  }
}
