import type { Debt, Indebted, Told } from "../../domain/debt.ts";
import type { Debtors, Tellable } from "../../domain/repos.ts";
import type { Doc, Docs, Update } from "../port.ts";

const allDebts: readonly Debt[] = ["thread", "fediverse", "mail"];

/** What documents with debts have in common. `owedSince` is taken away by the write that finds nothing left. */
export function createDebtors<T extends Doc & Indebted>(docs: Docs<T>): Debtors<T> {
  // A payment that is lost with the machine is made once more.
  const owing = docs.relaxed as unknown as Docs<Doc & Indebted>;

  const nothing: Update<Doc & Indebted> = { $set: { owed: [], owedSince: null } };

  return {
    async indebted(before, limit) {
      const since = { owedSince: { $lte: before } };
      return (await owing.find(since).sort({ owedSince: 1 }).limit(limit).toArray()) as T[];
    },
    async pay({ _id, version, owed }, paid) {
      // Within one version debts only get fewer.
      if (owed.every((debt) => paid.includes(debt))) {
        return (await owing.updateOne({ _id, version }, nothing)) > 0 ? "ok" : "stale";
      }
      const part: Update<Doc & Indebted> = { $pullAll: { owed: paid } };
      if ((await owing.updateOne({ _id, version }, part)) === 0) return "stale";
      // Another payment may have taken the rest in between.
      await owing.updateOne({ _id, version, owed: { $nin: allDebts } }, nothing);
      return "ok";
    },
    async payAll(read) {
      const versions = [...new Set(read.map(({ version }) => version))];
      await Promise.all(
        versions.map((version) => {
          const ids = read.filter((one) => one.version === version).map(({ _id }) => _id);
          return owing.updateMany({ _id: { $in: ids }, version }, nothing);
        }),
      );
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
