import { Problem } from "../domain/problem.ts";
import type { Collections } from "./collections.ts";

type Settings = Pick<Collections, "settings">;

/** What fills a store from elsewhere, and how far a migration is. */
export interface Filling {
  by: "restore" | "migrate";
  /** The file, or what tells the source from other stores. */
  from: string;
  /** The collection that is being copied, and the last id of it that is there. */
  at?: { collection: string; after: string };
}

const unfinished = "unfinished";
const copied = "copiedFrom";

/** Settings that tell how a store was filled: they stay with it, and are no part of what it holds. */
export const fillingSettings: readonly string[] = [unfinished, copied];

/** Marks a store as being filled: no node starts on it before that is done. */
export async function beginFilling({ settings }: Settings, value: Filling): Promise<void> {
  await settings.updateOne({ _id: unfinished }, { $set: { value } }, { upsert: true });
}

/** What the store is being filled by; null where nothing was cut off. */
export async function fillingOf({ settings }: Settings): Promise<Filling | null> {
  return ((await settings.findOne({ _id: unfinished }))?.value ?? null) as Filling | null;
}

/** The store is whole. One that is a copy of another remembers of which, so that it may be made one again. */
export async function endFilling({ settings }: Settings, copyOf: string | null): Promise<void> {
  if (copyOf !== null) await settings.updateOne({ _id: copied }, { $set: { value: copyOf } }, { upsert: true });
  await settings.deleteOne({ _id: unfinished });
}

/** Which store it is a copy of; null where it is none, or was used since. */
export async function copyOf({ settings }: Settings): Promise<string | null> {
  return ((await settings.findOne({ _id: copied }))?.value ?? null) as string | null;
}

/** A store that a node works with is a copy no longer. Throws `conflict` for one that was not filled to its end. */
export async function takeIntoUse({ settings }: Settings): Promise<void> {
  const marks = await settings.named(fillingSettings);
  const filling = marks.find(({ _id }) => _id === unfinished)?.value as Filling | undefined;
  if (filling)
    throw new Problem(
      "conflict",
      filling.by === "restore"
        ? `The store is not whole: restoring ${filling.from} was cut off. Run \`antiphon restore\` once more.`
        : "The store is not whole: migrating into it was cut off, or its source changed meanwhile. Run `antiphon migrate` once more.",
    );
  if (marks.length > 0) await settings.deleteOne({ _id: copied });
}
