/**
 * What a document still owes: raising its thread's version, telling the fediverse, telling somebody by mail.
 * The change and the debt are one atomic write; jobs are derived from it at once, at boot and by a sweep.
 */
export type Debt = "thread" | "fediverse" | "mail";

/** The part that every document with debts carries. `owedSince` is null exactly when `owed` is empty. */
export interface Indebted {
  owed: Debt[];
  owedSince: Date | null;
  /** Raised by each write; a debt is cleared only by a write that names the version it was read at. */
  version: number;
}

/** What the fediverse was told of a document: the versions of its Create and of what was said last. */
export interface Told {
  first: number;
  last: number;
}

/** What must be said now. */
export type Telling = "create" | "update" | "delete";

/**
 * What is remembered before a telling is queued, so that a removal that comes in between still owes its Delete. A
 * telling that is repeated after a crash comes out the same, as it is read off the same version.
 */
export function toldBy(telling: Telling, before: Told | null, version: number): Told | null {
  if (telling === "delete") return null;
  return before === null ? { first: version, last: version } : { first: before.first, last: version };
}

/** Create or Update: a version that was remembered as the first one, but still owes, is created again. */
export function telling(told: Told | null, version: number): Telling {
  return told === null || told.first === version ? "create" : "update";
}

/** The members to merge into a change so that it owes the given debts besides those it owed already. */
export function owing(before: Pick<Indebted, "owed" | "owedSince">, debts: Debt[], now: Date) {
  const owed = [...new Set([...before.owed, ...debts])];
  return { owed, owedSince: owed.length > 0 ? (before.owedSince ?? now) : null };
}
