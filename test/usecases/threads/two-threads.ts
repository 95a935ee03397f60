import type { Thread } from "../../../src/domain/thread.ts";
import type { Doc, Docs } from "../../../src/store/port.ts";
import { createActOnThreads } from "../../../src/usecases/threads/act-on-threads.ts";
import type { ThreadPlan } from "../../../src/usecases/threads/plan.ts";
import { createUndoAct } from "../../../src/usecases/threads/undo-act.ts";
import { aComment } from "../../helpers/comment.ts";
import { aThread } from "../../helpers/thread.ts";
import { openPublishWorld, type PublishWorld } from "../publish/world.ts";

export const one = "https://blog.example/one";
export const other = "https://blog.example/other";
export const by = { id: "owner", name: "the owner" };

/** A world with two threads, `a` at `one` and `b` at `other`, that have comments, likes and a past. */
export interface TwoThreads extends PublishWorld {
  take(plan: Promise<ThreadPlan>): Promise<string>;
  undo(batch: string): Promise<unknown>;
  /** The ids of a thread's comments, in their order. */
  on(thread: string): Promise<string[]>;
  thread(id: string): Promise<Thread>;
  /** Everything that moving touches, without what a change alone raises. */
  snapshot(): Promise<Record<string, unknown[]>>;
}

export async function openTwoThreads(): Promise<TwoThreads> {
  const test = await openPublishWorld();
  const { world, store, clock } = test;
  const told = { first: 1, last: 1 };
  await world.threads.add(aThread({ _id: "a", url: one, noteId: "note-a", told }));
  await world.threads.add(aThread({ _id: "b", url: other, noteId: "note-b", told }));
  await world.threads.alias("site", "id:entry-a" as Thread["key"], "a");
  const put = (_id: string, thread: string, number: number, path: string[] = [], more = {}) =>
    world.comments.add(aComment({ _id, thread, number, path, parent: path.at(-1) ?? null, ...more }));
  await put("a1", "a", 1);
  await put("a2", "a", 2, ["a1"]);
  await put("a3", "a", 3, ["a1", "a2"], { state: "held" });
  await put("a4", "a", 4, [], { state: "spam" });
  await put("b1", "b", 5);
  await put("b2", "b", 6, ["b1"]);
  for (const [target, actor] of [
    ["a", "ada"],
    ["a", "ben"],
    ["b", "ben"],
  ] as const) {
    await world.reactions.put({
      _id: `like ${target} https://far.example/${actor}`,
      kind: "like",
      target,
      actor: `https://far.example/${actor}`,
      host: "far.example",
      activity: `https://far.example/${actor}/likes/${target}`,
      undone: false,
      createdAt: clock.now(),
    });
  }
  world.journal.note({ thread: "a", what: "reply-published", who: null, object: null, reason: null });
  await world.journal.written();
  for (const id of ["a", "b"]) {
    await world.threads.raise(id, await world.comments.counts(id));
    await world.threads.setReactions(id, await world.reactions.counts(id));
  }
  const act = createActOnThreads(world);
  const undo = createUndoAct(world);
  return Object.assign(test, {
    async take(plan: Promise<ThreadPlan>) {
      clock.advance(1000);
      return act((await plan).planned, by);
    },
    async undo(batch: string) {
      clock.advance(1000);
      return undo(batch, by);
    },
    on: async (thread: string) => (await world.comments.someOnThread(thread, 100)).map(({ _id }) => _id).sort(),
    thread: async (id: string) => (await world.threads.get(id)) as Thread,
    async snapshot() {
      await world.debts.settled();
      const all = async (docs: Docs<Doc>) => (await docs.find({}).sort({ _id: 1 }).toArray()).map(bare);
      const { comments, reactions, aliases, notes, journal, threads } = store.docs as unknown as Record<
        "comments" | "reactions" | "aliases" | "notes" | "journal" | "threads",
        Docs<Doc>
      >;
      return {
        comments: await all(comments),
        reactions: await all(reactions),
        aliases: await all(aliases),
        notes: await all(notes),
        journal: await all(journal),
        threads: await all(threads),
      };
    },
  });
}

/** What is empty counts as missing; how often something was changed, and who is yet to be told, do not count. */
function bare(doc: object): object {
  if ("page" in doc) doc = { ...doc, page: { ...(doc.page as object), hash: "" } };
  return Object.fromEntries(
    Object.entries(doc).filter(
      ([name, value]) =>
        !["version", "revision", "told", "owed", "owedSince"].includes(name) &&
        value !== null &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}
