import type { Doc, Docs, Filter, Update } from "../port.ts";

/**
 * Changes a document, or stores it whole where there is none yet. An upsert would do for most, but must not set what is
 * null: not every server that speaks Mongo's language stores that.
 */
export async function updateOrInsert<T extends Doc>(docs: Docs<T>, update: Update<T>, whole: T): Promise<void> {
  const filter = { _id: whole._id } as Filter<T>;
  if ((await docs.updateOne(filter, update)) > 0) return;
  if ((await docs.insertOne(whole)) === "already") await docs.updateOne(filter, update);
}
