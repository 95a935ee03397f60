import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Erasure } from "../../domain/repos.ts";
import { createCloseCase } from "../moderate/close-case.ts";
import { erasing } from "../moderate/erase.ts";
import { changeComment } from "../receive/change-comment.ts";
import { createForgetActor, erasedActor } from "../receive/forget-actor.ts";
import { nameless } from "../receive/receive-removal.ts";
import { erasedMailbox } from "./erased-mailbox.ts";

type Needs = Parameters<typeof createForgetActor>[0] & Pick<World, "mailboxes">;

const page = 200;
const done = { kind: "done" } as const;

/**
 * Erases again what an older backup brought back, and tells whoever is told of a removal. Returns how many comments and
 * accounts that were.
 */
export function createEraseAgain(world: Needs) {
  const forgetActor = createForgetActor(world);
  const closeCase = createCloseCase(world);

  return async function eraseAgain(): Promise<number> {
    let count = 0;
    for (let first = true; ; first = false) {
      const due = await world.erasures.due(page);
      if (due.length === 0) return count;
      if (first) count += await forgetActors();
      for (const erasure of due) if (await empty(erasure)) count += 1;
      await world.erasures.settle(due.map(({ _id }) => _id));
      await world.debts.settled("comment");
    }
  };

  /** Accounts are known by keyed hashes: everybody who is here is held against them. */
  async function forgetActors(): Promise<number> {
    const here = [
      await world.comments.actors(),
      await world.followers.remotes(),
      await world.reactions.actors(),
    ].flat();
    let count = 0;
    for (const actor of new Set(here)) {
      const since = await world.erasures.dueSince(erasedActor(world, actor));
      if (since === null) continue;
      await forgetActor(actor, since);
      count += 1;
    }
    return count;
  }

  async function empty({ _id, at }: Erasure): Promise<boolean> {
    const mailbox = _id.startsWith(erasedMailbox(""))
      ? await world.mailboxes.get(_id.slice(erasedMailbox("").length))
      : null;
    if (mailbox && mailbox.at <= at) await world.mailboxes.forget(mailbox._id);
    const known = await world.comments.get(_id);
    if (!known || known.state === "removed") return false;
    const decide = (comment: Comment) => {
      const set = { ...erasing(comment, world.clock.now()), spamSince: null };
      return { set: { ...set, author: nameless(set.author ?? comment.author) }, answer: done };
    };
    await changeComment(world, _id, decide, done);
    await closeCase(_id);
    return true;
  }
}
