import type { Case } from "../../domain/report.ts";
import type { Cases } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";
import { newestFirst } from "./paging.ts";
import { changeAtVersion } from "./versions.ts";

/** What was reported, on the document port. */
export function createCases(docs: Docs<Case>): Cases {
  return {
    get: (comment) => docs.findOne({ _id: comment }),
    add: (first) => docs.insertOne(first),
    change: (to) => changeAtVersion(docs, to, to),
    open: (page) => newestFirst(docs, { open: true }, page),
    among: (comments) => docs.find({ _id: { $in: comments }, open: true }).toArray(),
  };
}
