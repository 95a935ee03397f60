import type { Mailbox } from "../../domain/mailbox.ts";
import type { Mailboxes } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** Mailboxes on the document port. */
export function createMailboxes(docs: Docs<Mailbox>): Mailboxes {
  return {
    get: (id) => docs.findOne({ _id: id }),
    async set(id, state, now) {
      await docs.updateOne({ _id: id }, { $set: { state, at: now } }, { upsert: true });
    },
    async forget(id) {
      await docs.deleteOne({ _id: id });
    },
  };
}
