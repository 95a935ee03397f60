import type { Comment } from "../../domain/comment.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { erasedMailbox } from "../keep/erased-mailbox.ts";
import { createMailKeys } from "../notify/mail-keys.ts";
import { changeComment } from "../receive/change-comment.ts";
import { createForgetActor } from "../receive/forget-actor.ts";
import { createCloseCase } from "./close-case.ts";
import { erasing } from "./erase.ts";
import { type Commenter, commentsOf } from "./find-commenter.ts";
import { createWriteDown } from "./write-down.ts";

type Needs = Parameters<typeof createForgetActor>[0] & Pick<World, "mailboxes" | "secrets" | "audit" | "ids">;

/**
 * Erases what is kept of somebody who commented, and tells whoever was told of their comments. Their places stay where
 * there are answers. It is written down that it was done, and by whom, but not of whom. Returns how many comments that were.
 */
export function createEraseCommenter(world: Needs) {
  const keys = createMailKeys(world);
  const closeCase = createCloseCase(world);
  const forgetActor = createForgetActor(world);
  const writeDown = createWriteDown(world);

  return async function eraseCommenter(who: Commenter, by: Moderator): Promise<number> {
    let count = 0;
    for await (const found of commentsOf(world, who)) {
      for (const comment of found) {
        const mailbox = keys.mailboxOf(comment);
        if (mailbox !== null) {
          await world.mailboxes.forget(mailbox);
          await world.erasures.note(erasedMailbox(mailbox));
        }
        await empty(comment);
        await closeCase(comment._id);
      }
      count += found.length;
    }
    if (who.kind === "actor") await forgetActor(who.id);
    await world.debts.settled("comment");
    await writeDown({ by, act: "commenter.erase", site: null, subject: "", label: `(${count} comments)` });
    return count;
  };

  async function empty({ _id }: Comment): Promise<void> {
    const done = { kind: "done" } as const;
    const decide = (comment: Comment) => ({
      set: { ...erasing(comment, world.clock.now()), spamSince: null },
      answer: done,
    });
    await changeComment(world, _id, decide, done);
  }
}
