import { type Comment, federationDue } from "../../domain/comment.ts";
import { type Debt, type Telling, type Told, toldBy } from "../../domain/debt.ts";
import { letsGuestsOut } from "../../domain/guests.ts";
import type { DebtCollector, DebtorKind, World } from "../../domain/ports.ts";
import { announcementDue, type Thread } from "../../domain/thread.ts";
import { nextWalk } from "../../domain/walk.ts";
import { revokeQuotes } from "../receive/drop-quotes.ts";
import { countLong, raiseThread } from "./count-thread.ts";
import { createLine, type Line } from "./line.ts";

type Needs = Pick<
  World,
  | ("comments" | "threads" | "sites" | "followers" | "reactions" | "votes" | "histories")
  | ("walks" | "outbox" | "mails" | "heralds" | "log" | "clock")
>;

/** How long what is owed waits for more of its kind, unless somebody waits for it: one write then pays for all. */
const gatherMs = 25;

/**
 * How long a payment waits for more of them: nobody reads of it, and one that is cut off is made again by the sweep. Long
 * threads are counted with it, so once a second at most however much comes in; what was not counted is not paid.
 */
const payMs = 1_000;
/** So many are written without letting others work in between. */
const payAtOnce = 100;

/** How long a debt may lie before the sweep takes it up. */
const sweepAfterMs = 30_000;

const sweepAtOnce = 500;

/** What was done of what a comment owed. */
interface Payment {
  comment: Comment;
  paid: Debt[];
}

/** Updates of one post or comment are this far apart; what changes in between is told together. */
const updateEveryMs = 5 * 60_000;

/**
 * Pays what documents owe: a comment raises its thread's revision and is told to the fediverse and by mail, a post is
 * announced, a follower is accepted. Everything here may be repeated, also by several nodes at once: activity ids come from id and
 * version, jobs are unique. A write that turns out stale means that a newer change owes again and is settled by its own
 * notice; a fault leaves the debt to the sweep, and so does an Update that follows another one too soon.
 */
export function createDebtCollector(world: Needs): DebtCollector & { sweep(): Promise<number> } {
  const payments = createLine<Payment>(payMs, (made) => payComments(world, made));
  // Each kind has a line of its own: a comment does not wait until a post was told to thousands of followers.
  const lines: Record<DebtorKind, Line<string>> = {
    comment: createLine(gatherMs, (ids) => settleComments(world, ids, payments)),
    thread: createLine(gatherMs, (ids) => each(world, ids, settleThread)),
    follower: createLine(gatherMs, (ids) => each(world, ids, settleFollower)),
  };

  return {
    notice: (kind, id) => lines[kind].add(id, id),
    async settled(kind) {
      if (kind) return lines[kind].passed();
      await Promise.all(Object.values(lines).map((line) => line.empty()));
      await payments.empty();
    },
    /** Takes up what a crash or a fault left behind; returns how many documents owed something. */
    async sweep() {
      const before = new Date(world.clock.now().getTime() - sweepAfterMs);
      const found = {
        comment: await world.comments.indebted(before, sweepAtOnce),
        thread: await world.threads.indebted(before, sweepAtOnce),
        follower: await world.followers.indebted(before, sweepAtOnce),
      };
      for (const kind of ["comment", "thread", "follower"] as const) {
        for (const { _id } of found[kind]) lines[kind].add(_id, _id);
      }
      await this.settled();
      return found.comment.length + found.thread.length + found.follower.length;
    },
  };
}

async function settleComments(world: Needs, ids: string[], payments: Line<Payment>): Promise<void> {
  let comments: Comment[] = [];
  await attempt(world, ids, async () => {
    comments = await world.comments.among(ids);
  });
  const raised = new Set<string>();
  const changed = new Set(comments.filter(({ owed }) => owed.includes("thread")).map(({ thread }) => thread));
  await each(world, [...changed], async (_world, thread) => {
    await raiseThread(world, thread);
    raised.add(thread);
  });
  const arrived = comments.filter(({ origin, version }) => origin === "fediverse" && version === 1);
  await each(world, [...new Set(arrived.map(({ thread }) => thread))], stirThread);
  const told = await attempt(world, ids, async () =>
    world.heralds?.tellOf(comments.filter(({ owed }) => owed.includes("thread"))),
  );
  for (const comment of comments) {
    await attempt(world, comment._id, async () => {
      const due = comment.owed.includes("fediverse") ? federationDue(comment) : null;
      const later = isTooSoon(due, comment.told, world.clock.now());
      if (due && !later) await tellOfComment(world, comment, due);
      if (comment.owed.includes("mail")) await world.mails.tellOf(comment);
      // Who voted, and what it said before, is kept no longer than the comment.
      if (comment.state === "removed") {
        await world.votes.forget(comment._id);
        await world.histories.forget(comment._id);
      }
      const paid = comment.owed.filter(
        (debt) =>
          debt === "mail" ||
          (debt === "fediverse" && !later) ||
          (debt === "thread" && told && raised.has(comment.thread)),
      );
      if (paid.length > 0) payments.add(comment._id, { comment, paid });
    });
  }
}

async function payComments(world: Needs, payments: readonly Payment[]): Promise<void> {
  const uncounted = new Set(
    payments.filter(({ paid }) => paid.includes("thread")).map(({ comment }) => comment.thread),
  );
  await each(world, [...uncounted], async (_world, thread) => {
    await countLong(world, thread);
    uncounted.delete(thread);
  });
  const due = payments.filter(({ comment, paid }) => !(paid.includes("thread") && uncounted.has(comment.thread)));
  const isWhole = ({ comment, paid }: Payment) => paid.length === comment.owed.length;
  const whole = due.filter(isWhole).map(({ comment }) => comment);
  for (let i = 0; i < whole.length; i += payAtOnce) {
    const some = whole.slice(i, i + payAtOnce);
    const ids = some.map(({ _id }) => _id);
    await attempt(world, ids, () => world.comments.payAll(some));
  }
  for (const { comment, paid } of due.filter((one) => !isWhole(one)))
    await attempt(world, comment._id, () => world.comments.pay(comment, paid));
}

/** Where somebody has just replied, others may have whose words do not reach us. */
async function stirThread(world: Needs, thread: string): Promise<void> {
  const now = world.clock.now();
  await world.walks.stir(thread, now, nextWalk(now, now) ?? now);
}

async function tellOfComment(world: Needs, comment: Comment, due: Telling): Promise<void> {
  if (due === "delete") {
    await world.outbox.tellOfComment(comment, due, comment.toldInboxes);
    await revokeQuotes(world, { kind: "comment", id: comment._id });
    return world.comments.forgetTold(comment._id);
  }
  // Consent of the visitor is not enough where the owner switched guests off since, for the blog or for the thread.
  const site = await world.sites.get(comment.site);
  if (!site || !letsGuestsOut(site, await world.threads.get(comment.thread))) return;
  const toldInboxes = [...new Set([...comment.toldInboxes, ...(await world.outbox.inboxesFor(comment))])];
  const told = toldBy(due, comment.told, comment.version, world.clock.now());
  if ((await world.comments.remember(comment._id, comment.version, { told, toldInboxes })) === "stale") return;
  await world.outbox.tellOfComment({ ...comment, told, toldInboxes }, due, toldInboxes);
  await world.comments.queued(comment._id, comment.version);
}

async function settleThread(world: Needs, id: string): Promise<void> {
  const thread = await world.threads.get(id);
  if (!thread || thread.owed.length === 0) return;
  if (thread.owed.includes("thread")) await world.threads.raise(id, await world.comments.counts(id));
  const due = thread.owed.includes("fediverse") ? announcementDue(thread) : null;
  const later = isTooSoon(due, thread.told, world.clock.now());
  if (due && !later) await tellOfThread(world, thread, due);
  // A post that nobody was told of could be found and quoted as well.
  if (thread.owed.includes("fediverse") && thread.announcement === "withdrawn")
    await revokeQuotes(world, { kind: "thread", id });
  const paid = thread.owed.filter((debt) => debt !== "fediverse" || !later);
  if (paid.length > 0) await world.threads.pay(thread, paid);
}

/** Whether an Update has to wait; one that was remembered but perhaps never queued is said at once. */
function isTooSoon(due: Telling | null, told: Told | null, now: Date): boolean {
  if (due !== "update" || !told?.updatedAt || told.pending) return false;
  return now.getTime() - told.updatedAt.getTime() < updateEveryMs;
}

async function tellOfThread(world: Needs, thread: Thread, due: Telling): Promise<void> {
  const { _id, version, toldInboxes } = thread;
  const told = toldBy(due, thread.told, version, world.clock.now());
  const remember = () => world.threads.remember(_id, version, { told, toldInboxes });
  if (due === "delete") {
    await world.outbox.tellOfThread(thread, due);
    await remember();
    return;
  }
  if ((await remember()) === "stale") return;
  await world.outbox.tellOfThread({ ...thread, told }, due);
  await world.threads.queued(_id, version);
}

async function settleFollower(world: Needs, id: string): Promise<void> {
  const follower = await world.followers.get(id);
  if (!follower?.owed.includes("fediverse")) return;
  await world.outbox.accept(follower);
  await world.followers.pay(follower, ["fediverse"]);
}

async function each(world: Needs, ids: readonly string[], work: (world: Needs, id: string) => Promise<void>) {
  for (const id of ids) await attempt(world, id, () => work(world, id));
}

/** Whether the work was done. */
async function attempt(
  world: Pick<World, "log">,
  id: string | string[],
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    world.log.warn({ id, error }, "A debt could not be paid; the sweep tries again.");
    return false;
  }
}
