import type { Debt } from "../../domain/debt.ts";
import { Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import type { ThreadPlace, ThreadWork } from "../../domain/thread-act.ts";
import { type Change, pageHash } from "../publish/keep-page.ts";
import { changeById, type MovingNeeds } from "./moving-work.ts";

type Rename = Extract<ThreadWork, { kind: "rename" }>;
type Alias = Extract<ThreadWork, { kind: "alias" }>;
type Unalias = Extract<ThreadWork, { kind: "unalias" }>;
type Home = Extract<ThreadWork, { kind: "home" }>;

/** Gives a thread another address; the old one still leads to it. Throws `conflict` where the new one is another thread's. */
export async function rename(world: MovingNeeds, { thread: id, after }: Rename): Promise<void> {
  const { site } = await changeById(world, id, () => null);
  await world.threads.alias(site, after.key, id);
  if ((await world.threads.byKey(site, after.key))?._id !== id)
    throw new Problem("conflict", `There is another thread at ${after.url} by now; merge the two.`);
  await changeById(world, id, (thread) => {
    const former = [thread.key, ...(thread.formerKeys ?? [])].filter((key) => key !== after.key);
    return place(thread, after, [...new Set(former)]);
  });
}

/** Gives it its former address again; the newer one leads nowhere then, unless it did so before. */
export async function unrename(world: MovingNeeds, { thread: id, before, after, claims, former }: Rename) {
  const { site } = await changeById(world, id, (thread) => place(thread, before, former));
  if (claims) await world.threads.unalias(site, after.key, id);
}

function place(thread: Thread, { key, url, title }: ThreadPlace, formerKeys: Thread["formerKeys"]): Change | null {
  const page = { ...thread.page, url, title };
  page.hash = pageHash(page);
  const isThere = thread.key === key && thread.page.url === url && thread.page.title === title;
  if (isThere && (thread.formerKeys ?? []).join(" ") === (formerKeys ?? []).join(" ")) return null;
  const owes: Debt[] = ["thread"];
  if (!isThere && thread.announcement === "announced") owes.push("fediverse");
  // Whether there is a page at the other address is another question.
  const seen = isThere ? {} : { goneSince: null, lookedAt: null };
  return { set: { key, page, formerKeys: formerKeys ?? [], ...seen }, owes };
}

/** Lets another address lead to a thread. Throws `conflict` where it leads to another one. */
export async function alias(world: MovingNeeds, { thread: id, key }: Alias): Promise<void> {
  const { site } = await changeById(world, id, () => null);
  await world.threads.alias(site, key, id);
  if ((await world.threads.byKey(site, key))?._id !== id)
    throw new Problem("conflict", "That address leads to another thread by now; merge the two.");
  await changeById(world, id, ({ formerKeys = [] }) =>
    formerKeys.includes(key) ? null : { set: { formerKeys: [...formerKeys, key] }, owes: [] },
  );
}

/** Lets an address lead to the thread no more. */
export async function unalias(world: MovingNeeds, { thread: id, key }: Pick<Alias, "thread" | "key">): Promise<void> {
  const { site } = await changeById(world, id, ({ formerKeys = [] }) =>
    formerKeys.includes(key) ? { set: { formerKeys: formerKeys.filter((other) => other !== key) }, owes: [] } : null,
  );
  await world.threads.unalias(site, key, id);
}

/** Lets an address that was taken away lead to the thread again. Throws `conflict` where it leads to another one by now. */
export async function realias(world: MovingNeeds, work: Unalias): Promise<void> {
  if (work.wasFormer) return alias(world, { ...work, kind: "alias" });
  const { site } = await changeById(world, work.thread, () => null);
  await world.threads.alias(site, work.key, work.thread);
}

/** Lets a blog live at another address; what lies at the old one is found still. */
export async function moveHome(world: MovingNeeds, site: string, { before, after }: Home): Promise<void> {
  const known = await world.sites.get(site);
  const formerHomes = [before, ...(known?.formerHomes ?? [])].filter((home) => home !== after);
  await world.sites.set(site, { home: after, formerHomes: [...new Set(formerHomes)] });
  await world.sites.raiseEpoch(site);
}

/** Lets it live where it lived before. */
export async function moveHomeBack(world: MovingNeeds, site: string, { before, formerHomes }: Home): Promise<void> {
  await world.sites.set(site, { home: before, formerHomes });
  await world.sites.raiseEpoch(site);
}
