import type { Graves } from "../../domain/repos.ts";
import type { Grave } from "../documents.ts";
import type { Docs } from "../port.ts";

/** Graves on the document port; the longest rest that was asked for holds. */
export function createGraves(docs: Docs<Grave>): Graves {
  return {
    async bury(remoteId, until) {
      await docs.updateOne({ _id: remoteId }, { $max: { until } }, { upsert: true });
    },
    lift: (remoteId) => docs.deleteMany({ _id: remoteId }).then(() => undefined),
    async has(remoteId, now) {
      const [grave] = await docs.named([remoteId]);
      return grave !== undefined && grave.until > now;
    },
  };
}
