import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";

/** What to make of a comment as it is: members to set, or an answer that leaves it alone. */
export type Decision<Answer> = { set: Partial<Comment>; answer: Answer } | Answer;

const maxTries = 5;

/**
 * Changes a comment as it is now: `decide` sees it and returns the members to set, or an answer of its own to leave it
 * alone. A write that lost a race is decided anew. Throws `busy` when others keep winning.
 */
export async function changeComment<Answer extends { kind: string }>(
  world: Pick<World, "comments" | "debts">,
  id: string,
  decide: (comment: Comment) => Promise<Decision<Answer>> | Decision<Answer>,
  missing: Answer,
): Promise<Answer> {
  for (let tries = 0; tries < maxTries; tries++) {
    const comment = await world.comments.get(id);
    if (!comment) return missing;
    const decided = await decide(comment);
    if (!("set" in decided)) return decided;
    if ((await world.comments.change(comment, decided.set)) === "ok") {
      world.debts.notice("comment", id);
      return decided.answer;
    }
  }
  throw new Problem("busy", "The comment is being changed by others; please try again.", { retryAfter: 5 });
}
