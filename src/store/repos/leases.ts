import type { Leases } from "../../domain/repos.ts";
import type { Lease } from "../documents.ts";
import type { Docs } from "../port.ts";

/** Leases on the document port: whoever finds one that is over, or none, has it. */
export function createLeases(docs: Docs<Lease>): Leases {
  return {
    async take(name, by, now, until) {
      const free = { _id: name, $or: [{ by }, { until: { $lte: now } }] };
      return (await docs.updateOne(free, { $set: { by, until } }, { upsert: true })) > 0;
    },
    async release(name, by) {
      await docs.deleteOne({ _id: name, by });
    },
  };
}
