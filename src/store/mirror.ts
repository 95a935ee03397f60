import { isDeepStrictEqual } from "node:util";
import type { Condition, Doc, Docs, Filter } from "./port.ts";
import { fillingSettings } from "./unfinished.ts";

const batchSize = 500;

/** A collection of the store that is copied, and the same of the copy. */
export interface Pair {
  name: string;
  here: Docs<Doc>;
  there: Docs<Doc>;
}

/** What of a collection is copied: not what is over by a moment, nor the marks of how a store was filled. */
export function copiedOf({ spec }: Docs<Doc>, over: Date, ids: Condition = {}): Filter<Doc> {
  const condition = spec.name === "settings" ? { ...ids, $nin: fillingSettings } : ids;
  return {
    ...(spec.ttl ? { [spec.ttl]: { $gt: over } } : {}),
    ...(Object.keys(condition).length > 0 ? { _id: condition } : {}),
  };
}

/**
 * Makes a collection what another is, in the order of ids, from behind `after` on: what differs is replaced, what is there
 * alone is taken away. Tells after each batch how many are copied and up to which id.
 */
export async function mirror(
  { name, here, there }: Pair,
  after: string,
  over: Date,
  done: (copied: number, last: string) => Promise<void>,
): Promise<void> {
  let copied = after === "" ? 0 : await here.countDocuments(copiedOf(here, over, { $lte: after }));
  let last = after;
  let batch: Doc[] = [];

  async function put(range: Condition): Promise<void> {
    await putBatch(there, batch, name === "settings" ? { ...range, $nin: fillingSettings } : range);
    copied += batch.length;
    last = batch.at(-1)?._id ?? last;
    batch = [];
    await done(copied, last);
  }

  for await (const doc of here.find(copiedOf(here, over, { $gt: after }))) {
    batch.push(doc);
    if (batch.length === batchSize) await put({ $gt: last, $lte: doc._id });
  }
  await put({ $gt: last });
}

async function putBatch(there: Docs<Doc>, batch: readonly Doc[], range: Condition): Promise<void> {
  const wanted = new Map(batch.map((doc) => [doc._id, doc]));
  const wrong: string[] = [];
  for await (const doc of there.find({ _id: range })) {
    const same = wanted.get(doc._id);
    if (same !== undefined && isDeepStrictEqual(same, doc)) wanted.delete(doc._id);
    else wrong.push(doc._id);
  }
  if (wrong.length > 0) await there.deleteMany({ _id: { $in: wrong } });
  if (wanted.size > 0) await there.insertMany([...wanted.values()]);
}
