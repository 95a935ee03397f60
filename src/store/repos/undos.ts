import type { Undos } from "../../domain/repos.ts";
import type { Undoable } from "../../domain/undo.ts";
import type { Docs } from "../port.ts";

/** Decisions that can be taken back, on the document port. */
export function createUndos(docs: Docs<Undoable>): Undos {
  return {
    async keep(undoable) {
      await docs.insertOne(undoable);
    },
    get: (id) => docs.findOne({ _id: id }),
    take: async (id) => (await docs.deleteOne({ _id: id })) > 0,
  };
}
