import { type Comment, isVisible, mayMove, twinOf } from "../../domain/comment.ts";
import { type Debt, owing } from "../../domain/debt.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Lesson } from "../../domain/spam.ts";
import { createCloseCase } from "./close-case.ts";
import { erasing } from "./erase.ts";
import { stillHiddenBy } from "./still-hidden.ts";
import { createWriteDown, labelOf } from "./write-down.ts";

/**
 * What an owner may decide of a comment: `approve` publishes it, `hide` keeps its words but shows them to nobody, `show`
 * takes that back, `spam` sorts it out, `delete` empties it for good.
 */
export const decisions = ["approve", "hide", "show", "spam", "delete"] as const;
export type Decision = (typeof decisions)[number];

/** The mark of a comment that the owner hid by hand, where a block leaves its own id. It outranks every other mark. */
export const hiddenByOwner = "owner";

type Needs = Pick<World, "comments" | "blocks" | "profiles" | "clock" | "debts" | "checks" | "audit" | "ids" | "cases">;

const attempts = 3;

/**
 * Carries a decision out; deciding the same twice changes nothing. The page follows at once, and the fediverse is told
 * where it was told before or may now hear of it, and it is written down who did so. The checks learn from it what is spam and what is not, and what was
 * reported of the comment is settled. Throws
 * `not-found`, `conflict` for a comment that was removed.
 */
export function createDecide(world: Needs) {
  const writeDown = createWriteDown(world);
  const closeCase = createCloseCase(world);
  return async function decide(id: string, decision: Decision, by: Moderator): Promise<Comment> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const comment = await world.comments.get(id);
      if (!comment) throw new Problem("not-found", "There is no such comment; it may have been deleted.");
      const change = outcomeOf(comment, decision, await unhidden(world, comment), world.clock.now());
      if (change === null) {
        if (await closeCase(id)) await writeDown({ by, act: "report.dismiss", ...subjectOf(comment) });
        return comment;
      }
      if ((await world.comments.change(comment, change)) === "stale") continue;
      await closeCase(id);
      await writeDown({ by, act: `comment.${decision}`, ...subjectOf(comment) });
      world.debts.notice("comment", id);
      await world.debts.settled("comment");
      const lesson = lessonOf(comment, decision);
      if (lesson !== null) await world.checks.learn(comment, lesson);
      return (await world.comments.get(id)) ?? comment;
    }
    throw new Problem("conflict", "The comment keeps changing at this very moment. Try again.");
  };
}

function subjectOf(comment: Comment) {
  return { site: comment.site, subject: comment._id, label: labelOf(comment) };
}

/** The members to change; null when the comment is as decided already. `shown` is its mark without the owner's own. */
function outcomeOf(comment: Comment, decision: Decision, shown: string | null, now: Date): Partial<Comment> | null {
  if (comment.state === "removed") {
    // What its author took back may come back by itself; not any more.
    if (decision === "delete") return comment.takenBack ? { takenBack: false } : null;
    throw new Problem("conflict", "This comment was deleted, and its words with it. It cannot be brought back.");
  }
  switch (decision) {
    case "approve":
      return changed(comment, { state: "published", hiddenBy: shown, spamSince: null }, now);
    case "show":
      return changed(comment, { hiddenBy: shown }, now);
    case "hide":
      return changed(comment, { hiddenBy: hiddenByOwner }, now);
    case "spam":
      return changed(comment, { state: "spam", spamSince: now }, now);
    case "delete":
      return erasing(comment, now);
  }
}

/** What a decision says of a comment's words: to delete what waits is to sort it out, else there may be any reason. */
function lessonOf({ state }: Comment, decision: Decision): Lesson | null {
  if (decision === "spam" || (decision === "delete" && state === "held")) return "spam";
  return decision === "approve" && state !== "published" ? "ham" : null;
}

/** Only the marks of one comment alone go: what a block hides comes back when the block does, also when both hid it. */
async function unhidden(world: Needs, comment: Comment): Promise<string | null> {
  return mayBeShown(comment) ? stillHiddenBy(world, comment) : comment.hiddenBy;
}

/** Whether the owner can show again what is hidden: what they hid themselves, and what looked like said twice. */
export function mayBeShown(comment: Pick<Comment, "hiddenBy">): boolean {
  return comment.hiddenBy === hiddenByOwner || twinOf(comment) !== null;
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
  const debts: Debt[] = ["thread"];
  if (comment.told !== null || (comment.federate && isVisible(after))) debts.push("fediverse");
  if (comment.state !== "published" && isVisible(after)) debts.push("mail");
  return { ...set, ...owing(comment, debts, now) };
}
