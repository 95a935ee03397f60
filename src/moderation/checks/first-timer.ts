import type { World } from "../../domain/ports.ts";
import { publish } from "../../domain/verdict.ts";
import type { Check } from "../checks.ts";

/** Where the owner chose so, holds a stranger until one comment of theirs was approved. */
export function createFirstTimer(world: Pick<World, "comments">): Check {
  return async ({ site, author, known }) => {
    if (site.moderation !== "first" || known) return publish;
    // A visitor's name and mailbox can be typed by anybody, so only a remote actor is known by who they are.
    if (author.kind === "remote" && (await world.comments.hasApproved(site._id, { actor: author.id }))) return publish;
    return { kind: "hold", reasons: ["The first comment of somebody new."] };
  };
}
