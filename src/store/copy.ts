import { isDeepStrictEqual } from "node:util";
import type { Collections } from "./collections.ts";
import type { Doc, Docs, Filter } from "./port.ts";

const batchSize = 500;

/** A document on its way and the collection that it belongs to. */
export interface Line {
  collection: string;
  doc: Doc;
}

/** All collections without their types, for code that moves documents and never looks into them. */
export function everyCollection(docs: Collections): Docs<Doc>[] {
  return Object.values(docs) as Docs<Doc>[];
}

/** Those that go along wherever the store goes. */
export function lastingCollections(docs: Collections): Docs<Doc>[] {
  return everyCollection(docs).filter(({ spec }) => spec.passing !== true);
}

/** All documents of a store that last, one collection after the other, read in pages. */
export async function* linesOf(
  docs: Collections,
  filterOf: (docs: Docs<Doc>) => Filter<Doc> = () => ({}),
): AsyncGenerator<Line> {
  for (const collection of lastingCollections(docs)) {
    for await (const doc of collection.find(filterOf(collection))) yield { collection: collection.spec.name, doc };
  }
}

/** Puts documents into a store as they are, in batches; one that is there and differs is replaced. Returns how many came. */
export async function copyLines(
  target: Collections,
  lines: AsyncIterable<Line>,
  progress: (collection: string, count: number) => void = () => undefined,
): Promise<number> {
  const targets = new Map(lastingCollections(target).map((docs) => [docs.spec.name, docs]));
  let copied = 0;
  let current = "";
  let batch: Doc[] = [];
  const flush = async () => {
    const docs = targets.get(current);
    if (!docs || batch.length === 0) return;
    await putBatch(docs, batch);
    progress(current, batch.length);
    copied += batch.length;
    batch = [];
  };
  for await (const { collection, doc } of lines) {
    if (collection !== current || batch.length === batchSize) await flush();
    current = collection;
    batch.push(doc);
  }
  await flush();
  return copied;
}

async function putBatch(target: Docs<Doc>, batch: Doc[]): Promise<void> {
  if ((await target.insertMany(batch)) === batch.length) return;
  const present = await target.named(batch.map((doc) => doc._id));
  const known = new Map(present.map((doc) => [doc._id, doc]));
  const differing = batch.filter((doc) => !isDeepStrictEqual(known.get(doc._id), doc));
  if (differing.length === 0) return;
  await target.deleteMany({ _id: { $in: differing.map((doc) => doc._id) } });
  await target.insertMany(differing);
}
