import type { Collection, Document } from "mongodb";
import { checkDocument, checkFilter, checkPath, checkUpdate, checkUpsert } from "../check.ts";
import type { CollectionSpec, Doc, Docs, Filter, Update } from "../port.ts";
import { type Strict, withRelaxed } from "../relaxed.ts";
import { createMongoCursor, totalOrder } from "./cursor.ts";
import { isDuplicate, storedDespiteDuplicates, told } from "./errors.ts";

type Native = Collection<Document & { _id: string }>;
type NativeFilter = Parameters<Native["find"]>[0];
type NativeUpdate = Parameters<Native["updateOne"]>[1];

/**
 * One collection over the official driver. The port's language is the driver's own, so that it is passed through.
 * `open` gives the collection with writes that are safe on most servers, or, relaxed, were merely taken by one.
 */
export function createMongoDocs<T extends Doc>(open: (relaxed: boolean) => Native, spec: CollectionSpec): Docs<T> {
  return withRelaxed((relaxed) => createDocs<T>(open(relaxed), spec));
}

function createDocs<T extends Doc>(native: Native, spec: CollectionSpec): Strict<T> {
  function asked(filter: Filter<T>): NativeFilter {
    checkFilter(spec, filter);
    return filter as NativeFilter;
  }

  function changed(update: Update<T>): NativeUpdate {
    checkUpdate(spec, update);
    // An operator without members is refused by some servers; a member that is undefined says nothing.
    const said = Object.entries(update)
      .map(
        ([operator, members]) =>
          [operator, Object.entries(members).filter(([, value]) => value !== undefined)] as const,
      )
      .filter(([, members]) => members.length > 0)
      .map(([operator, members]) => [operator, Object.fromEntries(members)]);
    return Object.fromEntries(said) as NativeUpdate;
  }

  /** Two nodes may insert the same document at once: the second one finds it there and changes it, if it matches. */
  async function upserting<R>(upsert: boolean, attempt: (upsert: boolean) => Promise<R>): Promise<R> {
    try {
      return await attempt(upsert);
    } catch (error) {
      if (upsert && isDuplicate(error)) return attempt(false);
      throw error;
    }
  }

  return {
    spec,
    find: (filter) => createMongoCursor<T>(native, spec, asked(filter)),
    async findOne(filter) {
      const wanted = asked(filter);
      return told(async () => (await native.findOne(wanted)) as T | null);
    },
    async named(ids) {
      if (ids.length === 0) return [];
      const wanted = asked({ _id: { $in: ids } } as Filter<T>);
      return told(async () => (await native.find(wanted).toArray()) as unknown as T[]);
    },
    async insertOne(doc) {
      checkDocument(spec, doc);
      return told(async () => {
        try {
          await native.insertOne(doc);
          return "added";
        } catch (error) {
          if (isDuplicate(error)) return "already";
          throw error;
        }
      });
    },
    async insertMany(docs) {
      for (const doc of docs) checkDocument(spec, doc);
      if (docs.length === 0) return 0;
      return told(async () => {
        try {
          return (await native.insertMany([...docs], { ordered: false })).insertedCount;
        } catch (error) {
          const stored = storedDespiteDuplicates(error);
          if (stored !== null) return stored;
          throw error;
        }
      });
    },
    async updateOne(filter, update, { upsert = false } = {}) {
      if (upsert) checkUpsert(spec, filter);
      const [wanted, change] = [asked(filter), changed(update)];
      return told(() =>
        upserting(upsert, async (insert) => {
          const { matchedCount, upsertedCount } = await native.updateOne(wanted, change, { upsert: insert });
          return matchedCount + upsertedCount;
        }),
      );
    },
    async updateMany(filter, update) {
      const [wanted, change] = [asked(filter), changed(update)];
      return told(async () => (await native.updateMany(wanted, change)).matchedCount);
    },
    async findOneAndUpdate(filter, update, { upsert = false, sort, returnDocument = "before" } = {}) {
      if (upsert) checkUpsert(spec, filter);
      const [wanted, change] = [asked(filter), changed(update)];
      const options = { returnDocument, ...(sort && { sort: totalOrder(spec, sort) }) };
      return told(() =>
        upserting(upsert, async (insert) => {
          return (await native.findOneAndUpdate(wanted, change, { ...options, upsert: insert })) as T | null;
        }),
      );
    },
    async deleteOne(filter) {
      const wanted = asked(filter);
      return told(async () => (await native.deleteOne(wanted)).deletedCount);
    },
    async deleteMany(filter) {
      const wanted = asked(filter);
      return told(async () => (await native.deleteMany(wanted)).deletedCount);
    },
    async countDocuments(filter) {
      const wanted = asked(filter);
      return told(() => native.countDocuments(wanted));
    },
    async countBy(field, filter) {
      checkPath(spec, field);
      const stages = [{ $match: asked(filter) as Document }, { $group: { _id: `$${field}`, count: { $sum: 1 } } }];
      const groups = await told(() => native.aggregate<{ _id: unknown; count: number }>(stages).toArray());
      return new Map(groups.flatMap(({ _id, count }) => (typeof _id === "string" ? [[_id, count] as const] : [])));
    },
  };
}
