import { type Block, blockId, normaliseHost } from "../../domain/block.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { supersededId } from "../receive/accept-follower.ts";
import { dropReactions } from "../receive/drop-reactions.ts";
import type { TallyNeeds } from "../receive/tally.ts";
import { raiseThreads } from "./raise-threads.ts";
import type { Target } from "./read-target.ts";
import { createWriteDown } from "./write-down.ts";

/** What a block did. */
export interface Blocked {
  block: Block;
  hidden: number;
  rejected: number;
}

type Needs = TallyNeeds & Pick<World, "blocks" | "sites" | "followers" | "graves" | "outbox" | "audit" | "ids">;

const page = 500;

/** Some servers heed no Reject: their people go on to believe that they follow, and undo that before they follow anew. */
const lateUndoMs = 90 * 86_400_000;

/**
 * Blocks somebody: new words are refused from now on, what is there is hidden, follows are rejected, reactions no longer
 * count, and leave to quote is taken back. May be repeated, and a block that was cut short is finished by blocking again. Throws `invalid`.
 */
export function createBlock(world: Needs) {
  const writeDown = createWriteDown(world);
  return async function block(target: Target, by: Moderator): Promise<Blocked> {
    const value = target.kind === "host" ? normaliseHost(target.value) : actorId(target.value);
    const made: Block = {
      _id: blockId(target.kind, value),
      kind: target.kind,
      value,
      label: target.label?.trim() || value,
      note: target.note?.trim().slice(0, 500) ?? "",
      createdAt: world.clock.now(),
    };
    // The rule first, so that nothing slips in while the rest is cleared.
    await world.blocks.put(made);
    const hidden = await world.comments.hide(made, world.clock.now());
    await raiseThreads(world, hidden.threads);
    const rejected = await rejectFollowers(world, made);
    const who = made.kind === "actor" ? { actor: value } : { host: value };
    await dropReactions(world, who, (reaction) => world.outbox.revokeQuote(reaction));
    await world.sites.raiseEpoch();
    await writeDown({ by, act: "block.add", site: null, subject: made._id, label: made.label });
    return { block: made, hidden: hidden.count, rejected };
  };
}

/** The id of a person; the bare origin that stands for those whose account is gone names nobody. */
function actorId(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if ((url?.protocol === "https:" || url?.protocol === "http:") && text !== url.origin) return text;
  throw new Problem(
    "invalid",
    `“${text.slice(0, 100)}” is not the id of a person on the fediverse. Block the whole server instead.`,
  );
}

async function rejectFollowers(world: Needs, block: Block): Promise<number> {
  let rejected = 0;
  const until = new Date(world.clock.now().getTime() + lateUndoMs);
  for (;;) {
    const followers = await world.followers.coveredBy(block, page);
    for (const follower of followers) {
      await world.outbox.reject(follower);
      // That Undo may come after the new Follow, which it is not about.
      await world.graves.bury(supersededId(follower.followId), until);
      await world.followers.remove(follower._id);
    }
    rejected += followers.length;
    if (followers.length < page) return rejected;
  }
}
