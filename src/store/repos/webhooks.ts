import type { Webhooks } from "../../domain/repos.ts";
import type { Seal } from "../../domain/seal.ts";
import type { Webhook } from "../../domain/webhook.ts";
import type { Docs } from "../port.ts";
import { webhookPlace } from "../secret-places.ts";

/** Webhooks on the document port, their addresses and secrets sealed. There are few. */
export function createWebhooks(docs: Docs<Webhook>, seal: Seal): Webhooks {
  function changed<T extends Partial<Webhook>>(
    id: string,
    hook: T,
    change: (text: string, place: string) => string,
  ): T {
    const place = webhookPlace(id);
    return {
      ...hook,
      ...(hook.url === undefined ? {} : { url: change(hook.url, place) }),
      ...(hook.secret ? { secret: change(hook.secret, place) } : {}),
    };
  }
  const opened = (hook: Webhook) => changed(hook._id, hook, seal.open);

  return {
    list: async () => (await docs.find({}).sort({ createdAt: 1 }).toArray()).map(opened),
    async get(id) {
      const hook = await docs.findOne({ _id: id });
      return hook && opened(hook);
    },
    async add(hook) {
      await docs.insertOne(changed(hook._id, hook, seal.seal));
    },
    async change(id, set) {
      await docs.updateOne({ _id: id }, { $set: changed(id, set, seal.seal) });
    },
    remove: async (id) => (await docs.deleteOne({ _id: id })) > 0,
  };
}
