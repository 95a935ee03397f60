import type { Job } from "../../domain/job.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { dataKind } from "./data-job.ts";
import { letterKind } from "./plan-letters.ts";
import { answerKind, askKind, mailLane } from "./plan-mail.ts";
import { troubleKind } from "./tell-trouble.ts";

/** A letter that was given up. */
export interface GivenUp {
  id: string;
  /** To whom, as the owner may know it: readers’ mailboxes are not shown. */
  what: string;
  reason: string;
  /** When it was tried last. */
  at: Date;
}

/** What waits for the mail server, and what it did not take. */
export interface MailOutbox {
  waiting: number;
  /** When the next letter is tried, and why it was not taken at its last try; null when none waits. */
  next: { at: Date; reason: string | null } | null;
  givenUp: GivenUp[];
}

const kinds = [letterKind, troubleKind, answerKind, askKind, dataKind];
const shownAtMost = 50;

/** Says of a letter whom it goes to, as the owner may know it: nobody’s own mailbox is shown. */
function createWhatIs(world: Pick<World, "comments">) {
  return async function whatIs({ kind, payload }: Pick<Job, "kind" | "payload">): Promise<string> {
    if (kind === letterKind) return `To you, at ${String(payload["to"])}`;
    if (kind === troubleKind)
      return payload["says"] === "door"
        ? "To one of you, about how somebody signs in"
        : "To one of you, about the node";
    if (kind === dataKind) return "To a reader, who asked for what is kept of them";
    const comment = await world.comments.get(String(payload["comment"]));
    const number = comment ? `#${comment.number}` : "a comment that is gone";
    return kind === askKind
      ? `To the author of ${number}, asking to confirm`
      : `To a reader, about the answer ${number}`;
  };
}

/** Reads the letters on their way, for owners. */
export function createReadOutbox(world: Pick<World, "jobs" | "comments">) {
  const whatIs = createWhatIs(world);
  return async function readOutbox(): Promise<MailOutbox> {
    const lanes = await Promise.all(kinds.map((kind) => world.jobs.lane(kind, mailLane)));
    const due = lanes
      .filter(({ nextDue }) => nextDue !== null)
      .sort((a, b) => Number(a.nextDue) - Number(b.nextDue))[0];
    const failed = await world.jobs.givenUp(mailLane, shownAtMost);
    return {
      waiting: lanes.reduce((sum, { waiting }) => sum + waiting, 0),
      next: due?.nextDue ? { at: due.nextDue, reason: due.reason } : null,
      givenUp: await Promise.all(failed.map(describe)),
    };
  };

  async function describe(job: Job): Promise<GivenUp> {
    return { id: job._id, what: await whatIs(job), reason: job.failed ?? "", at: job.dueAt };
  }
}

/** Sends again what was given up, or drops it. Both throw `not-found` where there is no such letter any more. */
export function createOutboxActs(world: Pick<World, "jobs" | "comments" | "audit" | "clock" | "ids">) {
  const writeDown = createWriteDown(world);
  const whatIs = createWhatIs(world);
  const note = async (by: Moderator, act: "letter.retry" | "letter.drop", job: Job) =>
    writeDown({ by, act, site: null, subject: job._id, label: job.kind === letterKind ? "to you" : await whatIs(job) });

  async function demand(id: string): Promise<Job> {
    const found = (await world.jobs.givenUp(mailLane, shownAtMost)).find(({ _id }) => _id === id);
    if (!found) throw new Problem("not-found", "There is no such letter; it may have been sent meanwhile.");
    return found;
  }
  return {
    async retry(id: string, by: Moderator): Promise<void> {
      const job = await demand(id);
      await world.jobs.again([job._id], world.clock.now());
      await note(by, "letter.retry", job);
    },
    async drop(id: string, by: Moderator): Promise<void> {
      const job = await demand(id);
      await world.jobs.remove([job._id]);
      await note(by, "letter.drop", job);
    },
  };
}
