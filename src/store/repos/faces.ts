import type { Face, Faces } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** How our actors looked last, on the document port; a change is written over the one that was read, or not at all. */
export function createFaces(docs: Docs<Face>): Faces {
  return {
    get: (actor) => docs.findOne({ _id: actor }),
    add: (face) => docs.insertOne(face),
    async change(read, next) {
      const { _id, ...members } = next;
      const changed = await docs.updateOne({ _id, number: read.number, at: read.at }, { $set: members });
      return changed > 0 ? "ok" : "stale";
    },
    async queued(actor, number) {
      await docs.updateOne({ _id: actor, number }, { $set: { pending: false } });
    },
  };
}
