import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import type { ThreadWork } from "../../domain/thread-act.ts";
import { type Change, changeThread } from "../publish/keep-page.ts";
import { recount } from "../receive/tally.ts";

export type MovingNeeds = Pick<
  World,
  "threads" | "comments" | "reactions" | "walks" | "moving" | "sites" | "ids" | "secrets" | "clock" | "debts"
>;

type Merge = Extract<ThreadWork, { kind: "merge" }>;
type Split = Extract<ThreadWork, { kind: "split" }>;

/** Changes a thread as `decide` says of its newest state. Throws `gone` where there is none, `conflict` as `changeThread`. */
export async function changeById(
  world: MovingNeeds,
  id: string,
  decide: (thread: Thread) => Change | null,
): Promise<Thread> {
  const thread = await world.threads.get(id);
  if (!thread) throw new Problem("gone", "The thread is there no more.");
  return changeThread(world, thread, decide);
}

/**
 * Gives one thread's comments, reactions, keys and journal to another; its own Note stays, and points there. Throws
 * `conflict` where the other one was merged away meanwhile.
 */
export async function merge(world: MovingNeeds, act: string, { from, into }: Merge): Promise<void> {
  await changeById(world, from, ({ mergedInto }) =>
    mergedInto === into ? null : { set: { mergedInto: into, announcement: "merged" }, owes: ["thread"] },
  );
  const { keys } = await formerOf(world, from);
  await changeById(world, into, ({ formerKeys = [], mergedInto }) => {
    if (mergedInto) throw new Problem("conflict", "The other thread was merged into a third one at this very moment.");
    const missing = keys.filter((key) => !formerKeys.includes(key));
    return missing.length === 0 ? null : { set: { formerKeys: [...formerKeys, ...missing] }, owes: [] };
  });
  await world.moving.keys(from, into, act);
  await world.moving.comments(from, into, act);
  await world.moving.reactions(from, into, act);
  await world.moving.journal(from, into, act);
  await stirAs(world, from, into);
  await follow(world, [from, into]);
}

/** Comments that were on their way to a thread when it was merged are moved as well. */
export async function mergeLate(world: MovingNeeds, act: string, { from, into }: Merge): Promise<void> {
  if ((await world.threads.get(from))?.mergedInto !== into) return;
  await world.moving.keys(from, into, act);
  if ((await world.moving.comments(from, into, act)) > 0) await follow(world, [from, into]);
}

/** The other way round: what the act brought goes back, with what was answered to it since. */
export async function unmerge(world: MovingNeeds, act: string, { from, into, announcement }: Merge): Promise<void> {
  await changeById(world, from, (thread) =>
    thread.mergedInto === into ? { set: { mergedInto: null, announcement }, owes: ["thread"] } : null,
  );
  await world.moving.keysBack(into, from, act);
  const { keys } = await formerOf(world, from);
  await changeById(world, into, ({ formerKeys = [] }) => {
    const left = formerKeys.filter((key) => !keys.includes(key));
    return left.length === formerKeys.length ? null : { set: { formerKeys: left }, owes: [] };
  });
  await world.moving.commentsBack(into, from, act);
  await world.moving.reactionsBack(into, from, act);
  await world.moving.journalBack(into, from, act);
  await stirAs(world, into, from);
  await follow(world, [from, into]);
}

/** Lets a comment with all below it begin a conversation in another thread. */
export async function split(world: MovingNeeds, act: string, { root, from, into }: Split): Promise<void> {
  const moved = await world.moving.branch(root, { thread: into, parent: null }, [from, into], act);
  await stirAs(world, from, into);
  if (moved > 0) await follow(world, [from, into]);
}

/** Puts the branch back where it was, with what was answered in it since. */
export async function unsplit(world: MovingNeeds, act: string, { root, parent, from, into }: Split): Promise<void> {
  await world.moving.branch(root, { thread: from, parent }, [from, into], act, "back");
  await follow(world, [from, into]);
}

async function formerOf(world: MovingNeeds, id: string) {
  const thread = await world.threads.get(id);
  return { keys: thread ? [thread.key, ...(thread.formerKeys ?? [])] : [] };
}

/** Whoever is asked for answers that did not reach us is asked on behalf of the thread that would show them. */
async function stirAs(world: MovingNeeds, from: string, to: string): Promise<void> {
  const walk = await world.walks.get(from);
  if (walk?.dueAt) await world.walks.stir(to, walk.activityAt, walk.dueAt);
}

/** Counts anew what belongs to these threads, and lets pages follow at once. */
async function follow(world: MovingNeeds, threads: readonly string[]): Promise<void> {
  for (const id of threads) {
    await recount(world, { kind: "thread", id });
    await world.threads.raise(id, await world.comments.counts(id));
  }
}
