import { type Comment, federationDue } from "../../domain/comment.ts";
import { type Telling, toldBy } from "../../domain/debt.ts";
import type { DebtCollector, DebtorKind, World } from "../../domain/ports.ts";
import { announcementDue, type Thread } from "../../domain/thread.ts";

type Needs = Pick<World, "comments" | "threads" | "followers" | "outbox" | "log" | "clock">;

/** How long a debt may lie before the sweep takes it up. */
const sweepAfterMs = 30_000;

/**
 * Pays what documents owe: a comment raises its thread's revision and is told to the fediverse, a post is announced, a
 * follower is accepted. Everything here may be repeated: activity ids come from id and version, jobs are unique. A write
 * that turns out stale means that a newer change owes again and is settled by its own notice.
 */
export function createDebtCollector(world: Needs): DebtCollector & { sweep(): Promise<number> } {
  const noticed: Record<DebtorKind, Set<string>> = { comment: new Set(), thread: new Set(), follower: new Set() };
  let running: Promise<void> | null = null;

  async function round(): Promise<void> {
    // One turn of the event loop gathers what a burst leaves behind, so that a busy thread is raised once.
    await new Promise((resolve) => setImmediate(resolve));
    const batch = {
      comment: take(noticed.comment),
      thread: take(noticed.thread),
      follower: take(noticed.follower),
    };
    await settleComments(world, batch.comment);
    for (const id of batch.thread) await attempt(world, id, () => settleThread(world, id));
    for (const id of batch.follower) await attempt(world, id, () => settleFollower(world, id));
  }

  async function run(): Promise<void> {
    while (noticed.comment.size + noticed.thread.size + noticed.follower.size > 0) await round();
    running = null;
  }

  return {
    notice(kind, id) {
      noticed[kind].add(id);
      running ??= run();
    },
    async settled() {
      while (running) await running;
    },
    /** Takes up what a crash or a fault left behind; returns how many documents owed something. */
    async sweep() {
      const before = new Date(world.clock.now().getTime() - sweepAfterMs);
      const found = await Promise.all([
        world.comments.indebted(before, 500),
        world.threads.indebted(before, 500),
        world.followers.indebted(before, 500),
      ]);
      const kinds = ["comment", "thread", "follower"] as const;
      found.forEach((documents, i) => {
        for (const document of documents) this.notice(kinds[i] as DebtorKind, document._id);
      });
      await this.settled();
      return found.flat().length;
    },
  };
}

async function settleComments(world: Needs, ids: string[]): Promise<void> {
  const comments = (await Promise.all(ids.map((id) => world.comments.get(id)))).filter((found) => found !== null);
  const stale = new Set(comments.filter((comment) => comment.owed.includes("thread")).map((comment) => comment.thread));
  const raised = new Set<string>();
  for (const thread of stale) {
    await attempt(world, thread, async () => {
      await world.threads.raise(thread, await world.comments.counts(thread));
      raised.add(thread);
    });
  }
  for (const comment of comments) {
    await attempt(world, comment._id, async () => {
      if (comment.owed.includes("fediverse")) await tellOfComment(world, comment);
      const paid = comment.owed.filter(
        (debt) => debt === "fediverse" || (debt === "thread" && raised.has(comment.thread)),
      );
      if (paid.length > 0) await world.comments.pay(comment._id, comment.version, paid);
    });
  }
}

async function tellOfComment(world: Needs, comment: Comment): Promise<void> {
  const due = federationDue(comment);
  if (!due) return;
  const told = toldBy(due, comment.told, comment.version);
  if (due === "delete") {
    await world.outbox.tellOfComment(comment, due, comment.toldInboxes);
    await world.comments.remember(comment._id, { told, toldInboxes: [] });
    return;
  }
  const inboxes = [...new Set([...comment.toldInboxes, ...(await world.outbox.inboxesFor(comment))])];
  await world.comments.remember(comment._id, { told, toldInboxes: inboxes });
  await world.outbox.tellOfComment(comment, due, inboxes);
}

async function settleThread(world: Needs, id: string): Promise<void> {
  const thread = await world.threads.get(id);
  if (!thread || thread.owed.length === 0) return;
  if (thread.owed.includes("thread")) await world.threads.raise(id, await world.comments.counts(id));
  const due = thread.owed.includes("fediverse") ? announcementDue(thread) : null;
  if (due) await tellOfThread(world, thread, due);
  await world.threads.pay(id, thread.version, thread.owed);
}

async function tellOfThread(world: Needs, thread: Thread, due: Telling): Promise<void> {
  const memory = { told: toldBy(due, thread.told, thread.version), toldInboxes: thread.toldInboxes };
  // A Delete is forgotten only once it is queued; anything else is remembered before, so that a Delete can follow.
  if (due !== "delete") await world.threads.remember(thread._id, memory);
  await world.outbox.tellOfThread(thread, due);
  if (due === "delete") await world.threads.remember(thread._id, memory);
}

async function settleFollower(world: Needs, id: string): Promise<void> {
  const follower = await world.followers.get(id);
  if (!follower?.owed.includes("fediverse")) return;
  await world.outbox.accept(follower);
  await world.followers.pay(id, follower.version, ["fediverse"]);
}

async function attempt(world: Pick<World, "log">, id: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    world.log.warn({ id, error }, "A debt could not be paid; the sweep tries again.");
  }
}

function take(set: Set<string>): string[] {
  const ids = [...set];
  set.clear();
  return ids;
}
