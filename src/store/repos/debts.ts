import type { Debt, Indebted, Told } from "../../domain/debt.ts";
import type { Debtors, Tellable } from "../../domain/repos.ts";
import type { Doc, Docs, Filter, Update } from "../port.ts";

const allDebts: readonly Debt[] = ["thread", "fediverse", "mail"];

/** What documents with debts have in common. `owedSince` is taken away by the write that finds nothing left. */
export function createDebtors<T extends Doc & Indebted>(docs: Docs<T>): Debtors<T> {
  // A payment that is lost with the machine is made once more.
  const owing = docs.relaxed as unknown as Docs<Doc & Indebted>;

  /** Whatever is owed is paid, or, with `unless`, only if none of these is owed. */
  async function payAll(id: string, version: number, unless: readonly Debt[]): Promise<boolean> {
    const filter: Filter<Doc & Indebted> = { _id: id, version };
    if (unless.length > 0) filter["owed"] = { $nin: unless };
    return (await owing.updateOne(filter, { $set: { owed: [], owedSince: null } })) > 0;
  }

  return {
    async indebted(before, limit) {
      const since = { owedSince: { $lte: before } };
      return (await owing.find(since).sort({ owedSince: 1 }).limit(limit).toArray()) as T[];
    },
    async pay({ _id, version, owed }, paid) {
      // Within one version debts only get fewer.
      if (owed.every((debt) => paid.includes(debt))) return (await payAll(_id, version, [])) ? "ok" : "stale";
      const part: Update<Doc & Indebted> = { $pullAll: { owed: paid } };
      if ((await owing.updateOne({ _id, version }, part)) === 0) return "stale";
      // Another payment may have taken the rest in between.
      await payAll(_id, version, allDebts);
      return "ok";
    },
  };
}

/** What documents of which the fediverse is told have in common besides. */
export function createTellable<T extends Doc & Indebted & { told: Told | null }>(docs: Docs<T>): Tellable<T> {
  const told = docs as unknown as Docs<Doc & Indebted & { told: Told | null; toldInboxes: string[] }>;
  return {
    ...createDebtors(docs),
    async remember(id, version, memory) {
      return (await told.updateOne({ _id: id, version }, { $set: { ...memory } })) > 0 ? "ok" : "stale";
    },
    async queued(id, last) {
      await told.updateOne({ _id: id, "told.last": last }, { $unset: { "told.pending": true } });
    },
  };
}
