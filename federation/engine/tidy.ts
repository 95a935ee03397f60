import { everyone } from "../outgoing/document.ts";

type Json = Record<string, unknown>;

const audiences = new Set(["to", "cc", "audience", "automaticApproval", "manualApproval"]);
const lists = new Set([...audiences, "tag", "attachment", "items", "orderedItems", "attributionDomains", "implements"]);
const secret = new Set(["bto", "bcc"]);

/**
 * Puts a compacted document into the shape that readers of plain JSON expect: the full address for everybody, lists
 * where there may be many, nothing that is ours alone.
 */
export function tidy(document: Json): Json {
  const tidied: Json = {};
  for (const [key, value] of Object.entries(document)) {
    if (key.startsWith("_") || secret.has(key)) continue;
    if (key === "first" && isCounted(document)) continue;
    if (key === "@context") tidied[key] = value;
    else tidied[key] = tidyMember(key, value);
  }
  return tidied;
}

/** Who follows whom is counted, not listed: without a first page, nobody looks for one. */
function isCounted({ type, id }: Json): boolean {
  return type === "OrderedCollection" && /\/(followers|following)$/.test(String(id));
}

function tidyMember(key: string, value: unknown): unknown {
  if (lists.has(key)) return [value].flat().map((item) => tidyValue(audiences.has(key) ? inFull(item) : item));
  return Array.isArray(value) ? value.map(tidyValue) : tidyValue(value);
}

function tidyValue(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? tidy(value as Json) : value;
}

function inFull(audience: unknown): unknown {
  return audience === "as:Public" ? everyone : audience;
}
