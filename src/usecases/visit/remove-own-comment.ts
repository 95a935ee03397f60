import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { erasing } from "../moderate/erase.ts";
import { createOwnComment } from "./own-comment.ts";

type Needs = Pick<World, "comments" | "secrets" | "clock" | "debts">;

/**
 * Removes a visitor's own comment within the window: words and person are emptied at once, a stub stays for the answers
 * below it. Throws `forbidden` and `gone` like `createOwnComment`, `conflict` when it changed in between.
 */
export function createRemoveOwnComment(world: Needs) {
  const ownComment = createOwnComment(world);

  return async function removeOwnComment(input: { number: number; key: string }): Promise<Comment> {
    const comment = await ownComment(input.number, input.key);
    if ((await world.comments.change(comment, erasing(comment, world.clock.now()))) === "stale") {
      throw new Problem("conflict", sentence("own.changed"));
    }
    world.debts.notice("comment", comment._id);
    await world.debts.settled("comment");
    return comment;
  };
}
