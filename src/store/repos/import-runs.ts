import type { ImportRun } from "../../domain/import-run.ts";
import type { ImportRuns } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";
import { changeAtVersion } from "./versions.ts";

/** Imports in the browser on the document port. */
export function createImportRuns(docs: Docs<ImportRun>): ImportRuns {
  return {
    async add(run) {
      await docs.insertOne(run);
    },
    get: (id) => docs.findOne({ _id: id }),
    list: (limit) => docs.find({}).sort({ createdAt: -1 }).limit(limit).toArray(),
    change: (run, set) => changeAtVersion(docs, run, set),
    async progress(id, set) {
      await docs.updateOne({ _id: id }, { $set: set });
    },
    async remove(id) {
      await docs.deleteOne({ _id: id });
    },
  };
}
