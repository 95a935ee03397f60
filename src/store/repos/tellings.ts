import { createHash } from "node:crypto";
import type { Tellings } from "../../domain/repos.ts";
import type { StoredTelling } from "../documents.ts";
import type { Docs } from "../port.ts";
import { pageSize } from "./paging.ts";

/** Who was told of which Note, on the document port: up to 500 inboxes a document, named after what it holds. */
export function createTellings(docs: Docs<StoredTelling>): Tellings {
  return {
    async add(note, inboxes) {
      for (let i = 0; i < inboxes.length; i += pageSize) {
        const some = inboxes.slice(i, i + pageSize);
        await docs.insertOne({ _id: `${note} ${digestOf(some)}`, note, inboxes: some });
      }
    },
    async *of(note) {
      let after = "";
      for (;;) {
        const [next] = await docs
          .find({ note, _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(1)
          .toArray();
        if (!next) return;
        after = next._id;
        yield next.inboxes;
      }
    },
    async forget(note) {
      await docs.deleteMany({ note });
    },
  };
}

function digestOf(inboxes: readonly string[]): string {
  return createHash("sha256").update(inboxes.join("\n")).digest("hex").slice(0, 24);
}
