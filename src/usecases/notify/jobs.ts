import { type Comment, isVisible } from "../../domain/comment.ts";
import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import type { Letter, Mailer } from "../../domain/mailbox.ts";
import type { World } from "../../domain/ports.ts";
import { createMailKeys } from "./mail-keys.ts";
import { answerKind, askKind, wantsMail } from "./plan-mail.ts";
import { outcomeOf } from "./posted.ts";

type Needs = Pick<World, "comments" | "threads" | "sites" | "mailboxes" | "limits" | "spent" | "secrets" | "clock">;

const day = 24 * 3600;

/** How often a mailbox is asked whether it wants mail: whoever types somebody else's address reaches them this often. */
const askedAtMost = [
  { name: "day", max: 1, seconds: day },
  { name: "month", max: 3, seconds: 30 * day },
] as const;

/** For how long it is known that an answer was told of. */
const rememberedMs = 365 * day * 1000;

/** How much mail a mailbox gets, however much is said. */
const toldAtMost = { max: 20, seconds: day };

/**
 * Sends what was queued, as things stand by then: nothing is sent of what is not to be seen any more, nor to a mailbox
 * that said no meanwhile. A mail server that is away is asked again for days; what it refuses is given up.
 */
export function createMailJobs(world: Needs, mailer: Mailer) {
  const keys = createMailKeys(world);

  async function ask(job: Job): Promise<JobOutcome> {
    const comment = await read(job);
    const mailbox = comment && keys.mailboxOf(comment);
    if (!comment || !mailbox || !wantsMail(comment)) return done;
    if ((await world.mailboxes.get(mailbox))?.state === "confirmed") return done;
    for (const { name, max, seconds } of job.attempts > 1 ? [] : askedAtMost) {
      const taken = await world.limits.take(`mail asked in a ${name} ${mailbox}`, max, seconds, world.clock.now());
      if (!taken.ok) return done;
    }
    return send(job, comment, mailbox, { kind: "confirm" }, () =>
      world.mailboxes.set(mailbox, "asked", world.clock.now()),
    );
  }

  async function answer(job: Job): Promise<JobOutcome> {
    const answer = await read(job);
    const comment = answer?.parent ? await world.comments.get(answer.parent) : null;
    const mailbox = comment && keys.mailboxOf(comment);
    if (!answer || !isVisible(answer) || !comment || !mailbox || !wantsMail(comment)) return done;
    if ((await world.mailboxes.get(mailbox))?.state !== "confirmed") return done;
    if (job.attempts === 1 && !(await mayTell(answer, mailbox))) return done;
    return send(job, comment, mailbox, { kind: "answer", answer });
  }

  /** Once for each answer, also where it is held again and let through; what the mail server kept waiting counts once. */
  async function mayTell({ _id }: Comment, mailbox: string): Promise<boolean> {
    const now = world.clock.now();
    if (!(await world.spent.spend(`mail ${_id}`, new Date(now.getTime() + rememberedMs)))) return false;
    const { max, seconds } = toldAtMost;
    return (await world.limits.take(`mail told ${mailbox}`, max, seconds, now)).ok;
  }

  async function read({ payload }: Job): Promise<Comment | null> {
    return typeof payload["comment"] === "string" ? world.comments.get(payload["comment"]) : null;
  }

  async function send(
    job: Job,
    comment: Comment,
    mailbox: string,
    says: Letter["says"],
    sent: () => Promise<void> = async () => undefined,
  ): Promise<JobOutcome> {
    const [thread, site] = [await world.threads.get(comment.thread), await world.sites.get(comment.site)];
    if (!thread || !site || comment.author.kind !== "visitor" || comment.author.email === null) return done;
    const key = keys.make({ comment: comment._id, mailbox });
    const id = says.kind === "answer" ? says.answer._id : `${comment._id}.confirm`;
    const posted = await mailer.send({ id, to: comment.author.email, key, site, thread, comment, says });
    if (posted.kind === "sent") await sent();
    return outcomeOf(posted, job, world.clock.now());
  }

  return { [askKind]: ask, [answerKind]: answer };
}
