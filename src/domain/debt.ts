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

/** The members to merge into a change so that it owes the given debts besides those it owed already. */
export function owing(before: Pick<Indebted, "owed" | "owedSince">, debts: Debt[], now: Date) {
  const owed = [...new Set([...before.owed, ...debts])];
  return { owed, owedSince: owed.length > 0 ? (before.owedSince ?? now) : null };
}
