import { type Comment, isVisible } from "../../domain/comment.ts";
import type { NewJob } from "../../domain/job.ts";
import type { Mails, World } from "../../domain/ports.ts";
import { createMailKeys } from "./mail-keys.ts";

/** The kinds of job that a mail is. */
export const askKind = "mail-ask";
export const answerKind = "mail-answer";

/** Mail servers are asked for one letter after the other. */
export const mailLane = "mail";

/** For a node without a mail server: nobody is offered mail, and none is sent. */
export const noMail: Mails = { on: false, tellOf: async () => undefined };

/**
 * Queues the letters that a comment gives rise to, once readers see it: to its author, who must first say that they want
 * mail at all, and to the author of the comment that it answers.
 */
export function createMails(world: Pick<World, "comments" | "mailboxes" | "jobs" | "secrets" | "clock">): Mails {
  const keys = createMailKeys(world);

  async function isConfirmed(mailbox: string): Promise<boolean> {
    return (await world.mailboxes.get(mailbox))?.state === "confirmed";
  }

  return {
    on: true,
    async tellOf(comment) {
      // Who wrote elsewhere asked nothing of us, and what is old is no news.
      if (!isVisible(comment) || comment.origin === "import") return;
      const letters: NewJob[] = [];
      const payload = { comment: comment._id };
      const own = keys.mailboxOf(comment);
      if (comment.notify && own && !(await isConfirmed(own)))
        letters.push({ id: `${askKind} ${own}`, kind: askKind, lane: mailLane, payload });

      const parent = comment.parent === null ? null : await world.comments.get(comment.parent);
      const theirs = parent && wantsMail(parent) ? keys.mailboxOf(parent) : null;
      if (theirs && theirs !== own && (await isConfirmed(theirs)))
        letters.push({ id: `${answerKind} ${comment._id}`, kind: answerKind, lane: mailLane, payload });
      if (letters.length > 0) await world.jobs.put(letters, world.clock.now());
    },
  };
}

/** Whether the author of a comment asked to hear of answers to it. */
export function wantsMail(comment: Pick<Comment, "notify" | "state" | "hiddenBy">): boolean {
  return comment.notify === true && isVisible(comment);
}
