import { type Comment, hiding, isVisible, mayMove, twinOf } from "../../domain/comment.ts";
import { type Debt, owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Lesson } from "../../domain/spam.ts";
import { erasing } from "./erase.ts";
import { stillHiddenBy } from "./still-hidden.ts";

/**
 * What an owner may decide of a comment: `approve` publishes it, `hide` keeps its words but shows them to nobody, `show`
 * takes that back, `spam` sorts it out, `delete` empties it for good.
 */
export const decisions = ["approve", "hide", "show", "spam", "delete"] as const;
export type Decision = (typeof decisions)[number];

/** The mark of a comment that the owner hid by hand, where a block leaves its own id. It outranks every other mark. */
export const hiddenByOwner = "owner";

/**
 * The members to change; null when the comment is as decided already. Throws `conflict` for a comment that was removed,
 * or cannot go there.
 */
export async function outcomeOf(
  world: Pick<World, "blocks" | "profiles" | "clock">,
  comment: Comment,
  decision: Decision,
): Promise<Partial<Comment> | null> {
  const now = world.clock.now();
  if (comment.state === "removed") {
    // What its author took back may come back by itself; not any more.
    if (decision === "delete") return comment.takenBack ? { takenBack: false } : null;
    throw new Problem("conflict", "This comment was deleted, and its words with it. It cannot be brought back.");
  }
  switch (decision) {
    case "approve":
      return changed(comment, { state: "published", hiddenBy: await unhidden(world, comment), spamSince: null }, now);
    case "show":
      return changed(comment, { hiddenBy: await unhidden(world, comment) }, now);
    case "hide":
      return changed(comment, { hiddenBy: hiddenByOwner }, now);
    case "spam":
      return changed(comment, { state: "spam", spamSince: now }, now);
    case "delete":
      return erasing(comment, now);
  }
}

/** What a decision says of a comment's words: to delete what waits is to sort it out, else there may be any reason. */
export function lessonOf({ state }: Pick<Comment, "state">, decision: Decision): Lesson | null {
  if (decision === "spam" || (decision === "delete" && state === "held")) return "spam";
  return decision === "approve" && state !== "published" ? "ham" : null;
}

/** Whether the owner can show again what is hidden: what they hid themselves, and what looked like said twice. */
export function mayBeShown(comment: Pick<Comment, "hiddenBy">): boolean {
  return comment.hiddenBy === hiddenByOwner || twinOf(comment) !== null;
}

/** What a comment owes once it is another one to readers. */
export function debtsOf(before: Comment, after: Comment): Debt[] {
  const debts: Debt[] = ["thread"];
  if (before.told !== null || (before.federate && isVisible(after))) debts.push("fediverse");
  if (before.state !== "published" && isVisible(after)) debts.push("mail");
  return debts;
}

/** Only the marks of one comment alone go: what a block hides comes back when the block does, also when both hid it. */
async function unhidden(world: Pick<World, "blocks" | "profiles">, comment: Comment): Promise<string | null> {
  return mayBeShown(comment) ? stillHiddenBy(world, comment) : comment.hiddenBy;
}

function changed(
  comment: Comment,
  set: Partial<Pick<Comment, "state" | "hiddenBy" | "spamSince">>,
  now: Date,
): Partial<Comment> | null {
  const after = { ...comment, ...set };
  if (after.state === comment.state && after.hiddenBy === comment.hiddenBy) return null;
  if (!mayMove(comment.state, after.state))
    throw new Problem("conflict", "The comment cannot be moved there from where it is.");
  const hidden = after.hiddenBy === comment.hiddenBy ? {} : hiding(after.hiddenBy, now);
  return { ...set, ...hidden, ...owing(comment, debtsOf(comment, after), now) };
}
