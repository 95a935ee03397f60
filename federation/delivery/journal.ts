import type { Job, JobOutcome } from "../../src/domain/job.ts";
import type { Happening } from "../../src/domain/journal.ts";
import type { World } from "../../src/domain/ports.ts";
import type { RecipientPage, Recipients } from "../engine/engine.ts";
import { type ActivityName, readActivityId } from "../outgoing/activity-id.ts";
import { plainly } from "../plain-words.ts";

type Needs = Pick<World, "journal" | "threads" | "comments" | "log">;

const happenings: Readonly<Record<ActivityName["of"], Record<ActivityName["telling"], Happening>>> = {
  post: { create: "post-sent", update: "post-updated", delete: "post-withdrawn" },
  comment: { create: "comment-sent", update: "comment-updated", delete: "comment-withdrawn" },
};

/** Passes recipients on, and notes of how many servers they were once all are queued. */
export async function* countingInto(
  journal: World["journal"],
  thread: string,
  { of, telling }: Pick<ActivityName, "of" | "telling">,
  recipients: Recipients,
): AsyncGenerator<RecipientPage> {
  const hosts = new Set<string>();
  for await (const page of recipients) {
    for (const inbox of page.inboxes) hosts.add(new URL(inbox).host);
    yield page;
  }
  if (hosts.size === 0) return;
  const reason = hosts.size === 1 ? "It is on its way to 1 server." : `It is on its way to ${hosts.size} servers.`;
  journal.note({ thread, what: happenings[of][telling], who: null, object: null, reason });
}

/** Delivers as before, and notes in the thread's journal what was given up, and why. */
export function noteFailures(deliver: (job: Job) => Promise<JobOutcome>, world: Needs) {
  return async (job: Job): Promise<JobOutcome> => {
    const outcome = await deliver(job);
    if (outcome.kind !== "failed") return outcome;
    const { activity, inbox } = job.payload as { activity: string; inbox: string };
    const thread = await threadOf(world, activity).catch((error: unknown) => {
      world.log.warn({ error, activity }, "What became of a delivery could not be noted in the journal.");
      return null;
    });
    const who = new URL(inbox).host;
    const reason = plainly(outcome.reason);
    world.journal.note({ thread, what: "delivery-failed", who, object: null, reason, gather: true });
    return outcome;
  };
}

async function threadOf(world: Needs, activity: string): Promise<string | null> {
  const name = readActivityId(activity);
  if (!name) return null;
  if (name.of === "post") return (await world.threads.byNote(name.document))?._id ?? null;
  return (await world.comments.get(name.document))?.thread ?? null;
}
