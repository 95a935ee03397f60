import type { Comment } from "../domain/comment.ts";
import { commandLine } from "../domain/moderator.ts";
import type { World } from "../domain/ports.ts";
import { isProblem, Problem } from "../domain/problem.ts";
import { createDecide } from "../usecases/moderate/decide.ts";
import type { Decision } from "../usecases/moderate/outcome.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Tools } from "./node.ts";
import { withBlog } from "./with-node.ts";

/**
 * Carries one decision out for each comment named, by number or id, and goes on past the ones that fail. Returns the
 * exit code: failed when one of them did.
 */
export async function decideAll(
  tools: Tools,
  ids: readonly string[],
  decision: Decision,
  done: string,
): Promise<number> {
  return withBlog(tools, async ({ world }) => {
    const decide = createDecide(world);
    let failures = 0;
    for (const id of ids) {
      try {
        const comment = await decide((await findComment(world, id))._id, decision, commandLine);
        tools.terminal.out(`#${comment.number} ${done}.`);
      } catch (error) {
        if (!isProblem(error, "not-found", "conflict")) throw error;
        failures++;
        tools.terminal.err(`${id}: ${error.message}`);
      }
    }
    return failures > 0 ? exitCodes.failed : exitCodes.ok;
  });
}

/** Finds a comment by its public number, with or without `#`, or by its id. Throws `not-found`. */
export async function findComment(world: Pick<World, "comments">, text: string): Promise<Comment> {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const comment = number ? await world.comments.byNumber(Number(number)) : await world.comments.get(text);
  if (comment) return comment;
  throw new Problem(
    "not-found",
    "There is no such comment. `antiphon held` lists those that wait, with their numbers.",
  );
}
