import type { OutgoingBodies } from "../../domain/repos.ts";
import type { Body } from "../documents.ts";
import type { Docs } from "../port.ts";

/** Bodies of outgoing activities on the document port; the first one stored under an id stays. */
export function createBodies(docs: Docs<Body>): OutgoingBodies {
  return {
    async put(activity, actor, body, now) {
      await docs.insertOne({ _id: activity, actor, body, createdAt: now });
    },
    async get(activity) {
      const found = await docs.findOne({ _id: activity });
      return found && { actor: found.actor, body: found.body };
    },
    async sweep(before) {
      await docs.deleteMany({ createdAt: { $lt: before } });
    },
  };
}
