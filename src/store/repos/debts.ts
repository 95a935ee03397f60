import type { Debt, Indebted, Told } from "../../domain/debt.ts";
import type { Debtors, Tellable, Written } from "../../domain/repos.ts";
import type { Doc, Docs, Filter, Update } from "../port.ts";

const allDebts: readonly Debt[] = ["thread", "fediverse", "mail"];

/** What documents with debts have in common. `owedSince` is taken away by the write that finds nothing left. */
export function createDebtors<T extends Doc & Indebted>(docs: Docs<T>): Debtors<T> {
  const owing = docs as unknown as Docs<Doc & Indebted>;

  async function payAll(id: string, version: number, paid: readonly Debt[]): Promise<boolean> {
    const unpaid = allDebts.filter((debt) => !paid.includes(debt));
    const filter: Filter<Doc & Indebted> = { _id: id, version, owed: { $nin: unpaid } };
    return (await owing.updateOne(filter, { $set: { owed: [], owedSince: null } })) > 0;
  }

  return {
    async indebted(before, limit) {
      const since = { owedSince: { $lte: before } };
      return (await owing.find(since).sort({ owedSince: 1 }).limit(limit).toArray()) as T[];
    },
    async pay(id, version, paid): Promise<Written> {
      if (await payAll(id, version, paid)) return "ok";
      const part: Update<Doc & Indebted> = { $pullAll: { owed: paid } };
      if ((await owing.updateOne({ _id: id, version }, part)) === 0) return "stale";
      // Another payment may have taken the rest in between.
      await payAll(id, version, []);
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
