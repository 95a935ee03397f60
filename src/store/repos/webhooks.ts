import type { Webhooks } from "../../domain/repos.ts";
import type { Webhook } from "../../domain/webhook.ts";
import type { Docs } from "../port.ts";

/** Webhooks on the document port. There are few. */
export function createWebhooks(docs: Docs<Webhook>): Webhooks {
  return {
    list: () => docs.find({}).sort({ createdAt: 1 }).toArray(),
    get: (id) => docs.findOne({ _id: id }),
    async add(hook) {
      await docs.insertOne(hook);
    },
    async change(id, set) {
      await docs.updateOne({ _id: id }, { $set: set });
    },
    remove: async (id) => (await docs.deleteOne({ _id: id })) > 0,
  };
}
