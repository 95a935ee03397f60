import type { Arrival, PushKey } from "../../domain/push.ts";
import type { Arrivals, PushKeys } from "../../domain/repos.ts";
import type { Seal } from "../../domain/seal.ts";
import type { Docs } from "../port.ts";
import { pushKeyPlace } from "../secret-places.ts";

/** What blogs sign with, on the document port, sealed. */
export function createPushKeys(docs: Docs<PushKey>, seal: Seal): PushKeys {
  return {
    async get(site) {
      const key = await docs.findOne({ _id: site });
      return key && { ...key, secret: seal.open(key.secret, pushKeyPlace(site)) };
    },
    async put({ _id, ...key }) {
      const secret = seal.seal(key.secret, pushKeyPlace(_id));
      await docs.updateOne({ _id }, { $set: { ...key, secret } }, { upsert: true });
    },
    async change(site, set) {
      await docs.updateOne({ _id: site }, { $set: set });
    },
    remove: async (site) => (await docs.deleteOne({ _id: site })) > 0,
  };
}

/** What was told, on the document port. */
export function createArrivals(docs: Docs<Arrival>): Arrivals {
  return {
    async put({ _id, ...arrival }) {
      await docs.updateOne({ _id }, { $set: arrival }, { upsert: true });
    },
    of: (site, limit) => docs.find({ site }).sort({ at: -1, _id: -1 }).limit(limit).toArray(),
  };
}
