import { deliveryKind } from "../../domain/job.ts";
import type { OutgoingBodies } from "../../domain/repos.ts";
import type { Collections } from "../collections.ts";

/** Bodies of outgoing activities on the document port; the first one stored under an id stays. */
export function createBodies({ bodies, jobs }: Pick<Collections, "bodies" | "jobs">): OutgoingBodies {
  return {
    async put(activity, actor, body, now) {
      await bodies.insertOne({ _id: activity, actor, body, createdAt: now });
    },
    async get(activity) {
      const found = await bodies.findOne({ _id: activity });
      return found && { actor: found.actor, body: found.body };
    },
    async forgetNaming(actor) {
      const name = JSON.stringify(actor).slice(1, -1);
      for await (const { _id, body } of bodies.find({})) {
        if (!body.includes(name)) continue;
        const waits = await jobs.findOne({ kind: deliveryKind, failed: null, "payload.activity": _id });
        if (waits === null) await bodies.deleteOne({ _id });
      }
    },
  };
}
