import type { AuditEntry } from "../../domain/audit.ts";
import type { Audit } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { newestFirst } from "./paging.ts";

/** What was done on the owner's side, on the document port. */
export function createAudit(docs: Docs<AuditEntry>): Audit {
  return {
    async add(entries) {
      if (entries.length > 0) await docs.insertMany([...entries]);
    },
    list({ subject, by, site, act }, page) {
      const filter: Filter<AuditEntry> = {
        ...(subject === undefined ? {} : { subject }),
        ...(by === undefined ? {} : { "by.id": by }),
        ...(site === undefined ? {} : { site }),
        ...(act === undefined ? {} : { act }),
      };
      return newestFirst(docs, filter, page);
    },
  };
}
