import type { Passkey } from "../../domain/passkey.ts";
import type { Passkeys } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** Passkeys on the document port. */
export function createPasskeys(docs: Docs<Passkey>): Passkeys {
  return {
    add: (passkey) => docs.insertOne(passkey),
    get: (id) => docs.findOne({ _id: id }),
    of: (person) => docs.find({ person }).sort({ createdAt: 1 }).toArray(),
    async change(id, set) {
      await docs.updateOne({ _id: id }, { $set: set });
    },
    async remove(id) {
      await docs.deleteOne({ _id: id });
    },
  };
}
