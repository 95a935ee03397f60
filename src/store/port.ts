/**
 * The document port: a closed subset of the Mongo `Collection`, served alike by SQLite and by MongoDB. What is not
 * named here is refused on both. Uniqueness comes through `_id` alone and atomicity ends at one document.
 */

/** A value that a field can be compared with. */
export type Scalar = string | number | boolean | Date | null;

/** Comparisons of one field; all that are named must hold. Ranges match values of the same type only. */
export interface Condition {
  $ne?: Scalar;
  $gt?: string | number | Date;
  $gte?: string | number | Date;
  $lt?: string | number | Date;
  $lte?: string | number | Date;
  $in?: readonly Scalar[];
  $nin?: readonly Scalar[];
  $exists?: boolean;
  /** Every one of these is in the (declared) array. */
  $all?: readonly Scalar[];
}

/**
 * Which documents are meant. A plain value means equality, or membership where the field is a declared array; `null`
 * also matches a field that is missing. Dotted paths reach into nested documents.
 */
export type Filter<T> = { [K in keyof T & string]?: Scalar | Condition } & {
  [path: `${string}.${string}`]: Scalar | Condition;
} & {
  $or?: readonly Filter<T>[];
  $and?: readonly Filter<T>[];
};

/** Members by name, or by dotted path. */
export type Paths<T, V> = { [K in keyof T & string]?: V } & { [path: `${string}.${string}`]: V };

/** A change of one document. No path may be named twice, and `_id` never. */
export interface Update<T> {
  $set?: Partial<T> & { [path: `${string}.${string}`]: unknown };
  $setOnInsert?: Partial<T> & { [path: `${string}.${string}`]: unknown };
  $unset?: Paths<T, true>;
  $inc?: Paths<T, number>;
  $min?: Paths<T, number | string | Date>;
  $max?: Paths<T, number | string | Date>;
  $addToSet?: Paths<T, Scalar>;
  $push?: Paths<T, Scalar>;
  /** Takes every one of these values out of a list. */
  $pullAll?: Paths<T, readonly Scalar[]>;
}

/** Order by field; `_id` is always added as the last key, in the direction of the one before it. */
export type Sort = Readonly<Record<string, 1 | -1>>;

/** Every document has a string `_id`. */
export interface Doc {
  _id: string;
}

export interface UpdateOptions {
  /** Inserts a document made of the filter's equalities and the update when none matches; needs `_id` in the filter. */
  upsert?: boolean;
}

export interface FindAndUpdateOptions extends UpdateOptions {
  sort?: Sort;
  /** Which version is returned; `before` when nothing is said. */
  returnDocument?: "before" | "after";
}

/** A question that is asked when it is read. */
export interface Cursor<T> {
  sort(sort: Sort): Cursor<T>;
  limit(count: number): Cursor<T>;
  skip(count: number): Cursor<T>;
  toArray(): Promise<T[]>;
  /** Reads in pages and lets others work in between; without a sort it goes by `_id`. */
  [Symbol.asyncIterator](): AsyncIterator<T>;
}

/** One collection of documents. All methods may throw `busy`; a malformed question throws `internal`. */
export interface Docs<T extends Doc> {
  readonly spec: CollectionSpec;
  /**
   * The same documents, for writes that may be lost when the machine fails, though not when the process does: for what is
   * found again or done once more without harm. They are not worth waiting for the disk.
   */
  readonly relaxed: Docs<T>;
  find(filter: Filter<T>): Cursor<T>;
  findOne(filter: Filter<T>): Promise<T | null>;
  /** Those of these ids that there are, in no order. */
  named(ids: readonly string[]): Promise<T[]>;
  /** Stores a document once; `already` when its `_id` is taken, and then nothing changes. */
  insertOne(doc: T): Promise<"added" | "already">;
  /** Stores those whose `_id` is free and returns how many they were. */
  insertMany(docs: readonly T[]): Promise<number>;
  /** Returns how many documents matched, an inserted one included. */
  updateOne(filter: Filter<T>, update: Update<T>, options?: UpdateOptions): Promise<number>;
  updateMany(filter: Filter<T>, update: Update<T>): Promise<number>;
  findOneAndUpdate(filter: Filter<T>, update: Update<T>, options?: FindAndUpdateOptions): Promise<T | null>;
  deleteOne(filter: Filter<T>): Promise<number>;
  deleteMany(filter: Filter<T>): Promise<number>;
  countDocuments(filter: Filter<T>): Promise<number>;
  /** How many documents have each value of a string field; those without it are left out. */
  countBy(field: string, filter: Filter<T>): Promise<Map<string, number>>;
}

/** What a store must know of a collection besides its documents. Paths may be dotted. */
export interface CollectionSpec {
  readonly name: string;
  /** Paths that hold a Date or null; a Date anywhere else is refused. */
  readonly dates: readonly string[];
  /** Paths that hold an array of scalars and are asked about or changed by element. */
  readonly arrays: readonly string[];
  readonly indexes: readonly (readonly string[])[];
  /** Paths that many documents lack, and that nobody asks to be missing: an index that begins with one may leave those out. */
  readonly sparse?: readonly string[];
  /** Paths of which each value has few documents: where one is named, an index that begins with it is worth more than any other. */
  readonly narrow?: readonly string[];
  /** The date path after which a document may be swept away. */
  readonly ttl?: string;
  /** It has few documents, which are mostly asked for in vain: a store may keep in mind which ids there are. */
  readonly few?: true;
  /** Its documents are asked for by their ids again and again, and change seldom: a store may keep them in mind. */
  readonly often?: true;
  /** It tells of the processes of this moment: neither a backup nor a copy of the store has it. */
  readonly passing?: true;
}

/** What an adapter brings: its collections and its life. */
export interface Adapter {
  kind: "sqlite" | "mongo";
  docs(spec: CollectionSpec): Docs<Doc>;
  /** Throws `busy` when the store does not answer. */
  ping(): Promise<void>;
  /** What is damaged in the file of the store, in the engine's words; nothing where all is well or a server looks itself. */
  faults(): Promise<string[]>;
  /** A copy in the store's own format, where it has one in a single file; throws as `Store.backup` does. */
  snapshot?(file: string, leftOut: readonly { collection: string; id: string }[]): Promise<void>;
  /** Takes an index away that is no longer named with its collection; none is as good. */
  dropIndex(collection: string, paths: readonly string[]): Promise<void>;
  /** Whether the store has the shape that it would be given anew. One that an older program made works as well, but slower. */
  isShaped(): boolean;
  /**
   * Gives it that shape, as a whole or not at all, which takes minutes where it is large; nothing else is done meanwhile.
   * `note` first hears how many documents each collection has that is concerned.
   */
  reshape(note: (collection: string, documents: number) => void): Promise<void>;
  close(): Promise<void>;
}
