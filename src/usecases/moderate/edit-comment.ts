import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { changeWords, type NewWords } from "../visit/change-words.ts";
import { reword } from "./keep-words.ts";
import { createWriteDown, labelOf } from "./write-down.ts";

type Needs = Pick<World, "comments" | "html" | "clock" | "debts" | "audit" | "ids" | "histories">;

/**
 * Gives a visitor's comment other words for the owner of the blog; it stays where it is, and no check looks at it again.
 * Throws `not-found`, `forbidden` for what was written elsewhere, `invalid` for the fields, `conflict` when it changed.
 */
export function createEditComment(world: Needs) {
  const writeDown = createWriteDown(world);
  return async function editComment(id: string, words: NewWords, by: Moderator): Promise<Comment> {
    const comment = await world.comments.get(id);
    if (!comment || comment.state === "removed") throw new Problem("not-found", "There is no such comment any more.");
    if (comment.author.kind !== "visitor")
      throw new Problem("forbidden", "This was written on another server, and can be changed there alone.");
    const change = changeWords(world, comment, words);
    const debts = owing(comment, comment.told === null ? ["thread"] : ["thread", "fediverse"], world.clock.now());
    if ((await reword(world, comment, { ...change, ...debts }, "owner")) === "stale")
      throw new Problem("conflict", sentence("own.changed"));
    await writeDown({ by, act: "comment.edit", site: comment.site, subject: id, label: labelOf(comment) });
    world.debts.notice("comment", id);
    await world.debts.settled("comment");
    return (await world.comments.get(id)) ?? { ...comment, ...change };
  };
}
