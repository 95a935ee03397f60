import type { Collection, Document } from "mongodb";
import { checkCount, checkPath } from "../check.ts";
import type { CollectionSpec, Cursor, Doc, Sort } from "../port.ts";
import { translate } from "./errors.ts";

type Native = Collection<Document & { _id: string }>;

const batchSize = 500;

/** A sort made total by `_id`, in the direction of its last key. */
export function totalOrder(spec: CollectionSpec, sort: Sort): Record<string, 1 | -1> {
  for (const path of Object.keys(sort)) checkPath(spec, path);
  return { ...sort, _id: sort["_id"] ?? Object.values(sort).at(-1) ?? 1 };
}

/** A cursor of the driver behind the port's smaller one. */
export function createMongoCursor<T extends Doc>(
  native: Native,
  spec: CollectionSpec,
  filter: Parameters<Native["find"]>[0],
): Cursor<T> {
  let order: Record<string, 1 | -1> | null = null;
  let most = 0;
  let passed = 0;

  function open() {
    return native.find(filter, {
      ...(order && { sort: order }),
      ...(most > 0 && { limit: most }),
      ...(passed > 0 && { skip: passed }),
    });
  }

  const cursor: Cursor<T> = {
    sort(sort) {
      order = totalOrder(spec, sort);
      return cursor;
    },
    limit(count) {
      most = checkCount(spec, count, 1);
      return cursor;
    },
    skip(count) {
      passed = checkCount(spec, count, 0);
      return cursor;
    },
    async toArray() {
      try {
        return (await open().toArray()) as unknown as T[];
      } catch (error) {
        throw translate(error);
      }
    },
    async *[Symbol.asyncIterator]() {
      order ??= { _id: 1 };
      try {
        for await (const doc of open().batchSize(batchSize)) yield doc as unknown as T;
      } catch (error) {
        throw translate(error);
      }
    },
  };
  return cursor;
}
