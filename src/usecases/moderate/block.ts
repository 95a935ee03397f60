import { type Block, type BlockKind, blockId, normaliseHost } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";

/** Whom to block: a person by their address, or a server with its subdomains. */
export interface Target {
  kind: BlockKind;
  value: string;
  /** How the owner knows them; the value itself when empty. */
  label?: string;
  note?: string;
}

/** Finds the actor of a handle (`name@host`) by asking its server; null when there is none. */
export type FindActor = (handle: string) => Promise<{ id: string; handle: string } | null>;

/** What a block did. */
export interface Blocked {
  block: Block;
  hidden: number;
  rejected: number;
}

type Needs = Pick<World, "blocks" | "comments" | "threads" | "sites" | "followers" | "reactions" | "outbox" | "clock">;

const page = 500;

/**
 * Blocks somebody: new words are refused from now on, what is there is hidden, follows are rejected, reactions no longer
 * count. May be repeated, and a block that was cut short is finished by blocking again. Throws `invalid`.
 */
export function createBlock(world: Needs) {
  return async function block(target: Target): Promise<Blocked> {
    const value = target.kind === "host" ? normaliseHost(target.value) : actorAddress(target.value);
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
    const rejected = await rejectFollowers(world, made);
    await dropReactions(world, made);
    await world.sites.raiseEpoch();
    return { block: made, hidden, rejected };
  };
}

/** Reads what an owner typed: a handle, the address of a profile, or the name of a server. Throws `invalid`, `not-found`. */
export function createReadTarget(findActor: FindActor | null) {
  return async function readTarget(typed: string): Promise<Target> {
    const text = typed.trim();
    const handle = /^@?([^@\s/:]+@[^@\s/]+)$/.exec(text)?.[1];
    if (handle) {
      const actor = findActor ? await findActor(handle) : null;
      if (actor) return { kind: "actor", value: actor.id, label: actor.handle };
      throw new Problem(
        "not-found",
        `Nobody was found as @${handle.slice(0, 100)}. Block the person from one of their comments, or give the address of their profile.`,
      );
    }
    if (/^https?:\/\/[^/]+\/./i.test(text)) return { kind: "actor", value: text };
    return { kind: "host", value: text };
  };
}

function actorAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === "https:" || url?.protocol === "http:") return text.trim();
  throw new Problem("invalid", `“${text.slice(0, 100)}” is not the address of a person on the fediverse.`);
}

async function rejectFollowers(world: Needs, block: Block): Promise<number> {
  let rejected = 0;
  for (;;) {
    const followers = await world.followers.coveredBy(block, page);
    for (const follower of followers) {
      await world.outbox.reject(follower);
      await world.followers.remove(follower._id);
    }
    rejected += followers.length;
    if (followers.length < page) return rejected;
  }
}

async function dropReactions(world: Needs, block: Block): Promise<void> {
  const targets = await world.reactions.drop(block.kind === "actor" ? { actor: block.value } : { host: block.value });
  for (const target of targets) {
    const counts = await world.reactions.counts(target);
    if (await world.comments.get(target)) await world.comments.setReactions(target, counts);
    else await world.threads.setReactions(target, counts);
  }
}
