import type { Subscriptions } from "../../domain/repos.ts";
import type { Seal } from "../../domain/seal.ts";
import type { Subscription } from "../../domain/subscription.ts";
import type { Docs } from "../port.ts";
import { subscriptionPlace } from "../secret-places.ts";

/** What was asked of hubs, on the document port, what they sign with sealed. There are few. */
export function createSubscriptions(docs: Docs<Subscription>, seal: Seal): Subscriptions {
  const changed = (one: Subscription, change: Seal["open"]): Subscription =>
    one.secret === null ? one : { ...one, secret: change(one.secret, subscriptionPlace(one._id)) };

  return {
    async get(id) {
      const found = await docs.findOne({ _id: id });
      return found && changed(found, seal.open);
    },
    of: async (site) =>
      (await docs.find({ site }).sort({ createdAt: 1 }).toArray()).map((one) => changed(one, seal.open)),
    async add(subscription) {
      await docs.insertOne(changed(subscription, seal.seal));
    },
    async change(id, set) {
      await docs.updateOne({ _id: id }, { $set: set });
    },
    async dropSecret(id) {
      await docs.updateOne({ _id: id }, { $set: { secret: null } });
    },
    async remove(id) {
      await docs.deleteOne({ _id: id });
    },
  };
}
