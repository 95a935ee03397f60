import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { maxReportWords } from "../../domain/report.ts";
import { createWriteDown, labelOf } from "./write-down.ts";

type Needs = Pick<World, "comments" | "outbox" | "audit" | "clock" | "ids">;

/**
 * Reports a comment from the fediverse to the server of its author, in the name of this node and with the owner's words.
 * Throws `not-found`, `invalid` for a comment that was written here and for too many words.
 */
export function createReportElsewhere(world: Needs) {
  const writeDown = createWriteDown(world);
  return async function reportElsewhere(id: string, words: string, by: Moderator): Promise<void> {
    const comment = await world.comments.get(id);
    if (!comment || comment.state === "removed") throw new Problem("not-found", "There is no such comment any more.");
    const { author, remote, site } = comment;
    if (author.kind !== "remote" || remote === null)
      throw new Problem("invalid", "This was written here: no other server looks after its author.");
    if (words.length > maxReportWords)
      throw new Problem("invalid", `A report can have at most ${maxReportWords} characters.`);
    await world.outbox.report({ comment: id, actor: author.id, note: remote.id, words });
    await writeDown({ by, act: "report.send", site, subject: id, label: labelOf(comment), detail: words || null });
  };
}
