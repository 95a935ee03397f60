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

/** What the fediverse was told of a document: the versions that its Create and what was said last are named after. */
export interface Told {
  first: number;
  last: number;
  /** What is said last is about to be queued; until it surely was, it is said again. */
  pending?: true;
  /** When the last Update was told; the next one waits for a while. */
  updatedAt?: Date;
}

/** What must be said now. */
export type Telling = "create" | "update" | "delete";

/**
 * What is remembered before a telling is queued, so that a removal that comes in between still owes its Delete, and what
 * a crash or a fault cut off is made up for.
 */
export function toldBy(telling: Telling, before: Told | null, version: number, now: Date): Told | null {
  if (telling === "delete") return null;
  if (telling === "create" || before === null) return { first: version, last: version, pending: true };
  return { first: before.first, last: version, pending: true, updatedAt: now };
}

/** Create or Update of what is to be seen; null when others know this version. */
export function telling(told: Told | null, version: number): Telling | null {
  if (told === null || (told.pending && told.first === told.last)) return "create";
  return told.pending || told.last < version ? "update" : null;
}

/** The members to merge into a change so that it owes the given debts besides those it owed already. */
export function owing(before: Pick<Indebted, "owed" | "owedSince">, debts: Debt[], now: Date) {
  const owed = [...new Set([...before.owed, ...debts])];
  return { owed, owedSince: owed.length > 0 ? (before.owedSince ?? now) : null };
}
