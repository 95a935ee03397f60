import type { Draft, ImportSource } from "../domain/import.ts";
import type { ImportChoices, Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { fieldsOf, textIn } from "./json-fields.ts";
import { createStatusDraft, type Fediverse, type Fields, type StatusIds } from "./mastodon-status.ts";
import { readValues } from "./read-json.ts";

/** Reads what a Mastodon tells of a conversation; ids are those under which the same comes in from the fediverse. */
export function createMastodonImporter(fediverse: Fediverse): Importer {
  return {
    name: "mastodon",
    title: "Mastodon",
    file: "a conversation on Mastodon: what /api/v1/statuses/ID and /api/v1/statuses/ID/context answer, one after the other",
    options: [
      {
        name: "page",
        label: "where the comments belong, for a post whose preview does not lead there",
        value: "address",
      },
    ],
    detect: (head) =>
      /^\uFEFF?\s*\{/.test(head) &&
      (/"(ancestors|descendants)"\s*:\s*\[/.test(head) ||
        (/"in_reply_to_id"\s*:/.test(head) && /"visibility"\s*:/.test(head))),
    open: async (file, choices) => readMastodon(file, fediverse, choices),
  };
}

const below = "/descendants/*";
const above = "/ancestors/*";

type Found = { kind: "status"; fields: Fields; isOpening: boolean; isAbove: boolean };

/**
 * Reads posts and contexts of one server, in whatever order; the post that answers were asked for stands at the top.
 * `drafts` throws `invalid` when the file holds none, or when nothing says where it belongs, and what `readText` throws.
 */
function readMastodon(file: string, fediverse: Fediverse, { values, origin }: ImportChoices): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    const { ids, page, missing } = await survey();
    const draftOf = createStatusDraft(fediverse, { ids, thread: file, origin });
    yield { kind: "thread", id: file, address: page, title: "", identifiers: [] };
    if (missing !== null) {
      const reason =
        "posts that the answers are to, which are not in the file: put what /api/v1/statuses/ID answers into it";
      yield { kind: "note", outcome: "left", reason, place: `post ${missing}` };
    }
    for await (const found of statusesOf(file)) {
      if (found.kind === "fault") yield found;
      else if (!found.isAbove) yield draftOf(found.fields, found.isOpening);
      else
        yield { kind: "note", outcome: "left", reason: "what the post itself answers", place: placeOf(found.fields) };
    }
  }

  /** Ids are those of one server: where each post lives is known once all were seen. */
  async function survey(): Promise<{ ids: StatusIds; page: string; missing: string | null }> {
    const places = new Map<string, string>();
    const openings = new Set<string>();
    let page = values["page"] ?? "";
    let first: string | null = null;
    for await (const found of statusesOf(file)) {
      if (found.kind === "fault") continue;
      const { fields, isOpening, isAbove } = found;
      const id = textIn(fields["id"]);
      if (!isAbove) places.set(id, textIn(fields["uri"]));
      if (isOpening) {
        openings.add(id);
        page ||= textIn(fieldsOf(fields["card"])["url"]);
      }
      // The first of a context answers what it was asked for.
      if (!isOpening && !isAbove) first ??= textIn(fields["in_reply_to_id"]);
    }
    if (places.size === 0) throw new Problem("invalid", `${file} is no conversation of a Mastodon: it has no posts.`);
    if (page === "") throw new Problem("invalid", `Say with --page which page of the blog ${file} belongs to.`);
    const missing = openings.size === 0 && first !== null && !places.has(first) ? first : null;
    if (missing !== null) openings.add(missing);
    return { ids: { places, openings }, page, missing };
  }

  return { software: "Mastodon", sessionKey: null, drafts, close: async () => undefined };
}

function placeOf(fields: Fields): string {
  return textIn(fields["url"]) || textIn(fields["uri"]);
}

/** Each post of a file: those of contexts, and those that stand by themselves, of which each member is read apart. */
async function* statusesOf(file: string): AsyncIterable<Found | Extract<Draft, { kind: "fault" }>> {
  let record = 0;
  let own: Record<string, unknown> = {};
  const isMember = (path: string) => /^\/[a-z_]+$/.test(path) && path !== "/ancestors" && path !== "/descendants";
  const isWanted = (path: string) => path === below || path === above || isMember(path);
  function* standing(): Iterable<Found> {
    if ("uri" in own) yield { kind: "status", fields: own, isOpening: true, isAbove: false };
    own = {};
  }
  for await (const piece of readValues(file, { isWanted })) {
    if (piece.kind === "fault") {
      yield piece;
      continue;
    }
    if (piece.record !== record) yield* standing();
    record = piece.record;
    if (isMember(piece.path)) own[piece.path.slice(1)] = piece.value;
    else yield { kind: "status", fields: fieldsOf(piece.value), isOpening: false, isAbove: piece.path === above };
  }
  yield* standing();
}
