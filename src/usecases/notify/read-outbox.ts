import type { Job } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { letterKind } from "./plan-letters.ts";
import { answerKind, askKind, mailLane } from "./plan-mail.ts";

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

const kinds = [letterKind, answerKind, askKind];
const shownAtMost = 50;

/** Reads the letters on their way, for owners. */
export function createReadOutbox(world: Pick<World, "jobs" | "comments">) {
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

  async function describe({ _id, kind, payload, failed, dueAt }: Job): Promise<GivenUp> {
    return { id: _id, what: await whatIs(kind, payload), reason: failed ?? "", at: dueAt };
  }

  async function whatIs(kind: string, payload: Job["payload"]): Promise<string> {
    if (kind === letterKind) return `To you, at ${String(payload["to"])}`;
    const comment = await world.comments.get(String(payload["comment"]));
    const number = comment ? `#${comment.number}` : "a comment that is gone";
    return kind === askKind
      ? `To the author of ${number}, asking to confirm`
      : `To a reader, about the answer ${number}`;
  }
}

/** Sends again what was given up, or drops it. Both throw `not-found` where there is no such letter any more. */
export function createOutboxActs(world: Pick<World, "jobs" | "clock">) {
  async function demand(id: string): Promise<Job> {
    const found = (await world.jobs.givenUp(mailLane, shownAtMost)).find(({ _id }) => _id === id);
    if (!found) throw new Problem("not-found", "There is no such letter; it may have been sent meanwhile.");
    return found;
  }
  return {
    async retry(id: string): Promise<void> {
      await world.jobs.again([(await demand(id))._id], world.clock.now());
    },
    async drop(id: string): Promise<void> {
      await world.jobs.remove([(await demand(id))._id]);
    },
  };
}
