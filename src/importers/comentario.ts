import type { Draft } from "../domain/import.ts";
import type { Referred } from "./commento.ts";
import { utcDate } from "./dates.ts";
import { commentDraft } from "./drafts.ts";
import { textIn, votesOf } from "./json-fields.ts";
import { sourceId } from "./source-id.ts";

/** Ids that stand for nobody and nothing: all zeros, but for the last digits. */
const nobody = /^0{8}-0{4}-0{4}-0{4}-0{10}/;

/** A comment of Comentario, version 3. */
export function comentarioComment(
  fields: Readonly<Record<string, unknown>>,
  site: string,
  { authors }: Referred,
): Draft {
  const id = textIn(fields["id"]);
  if (id === "") return { kind: "fault", reason: "a comment without an id", place: textIn(fields["url"]) };
  const parent = textIn(fields["parentId"]);
  const author = textIn(fields["userCreated"]);
  const markdown = textIn(fields["markdown"]);
  const keyOf = (old: string) => sourceId("comentario", site, old);
  const isPending = fields["isPending"] === true;
  const isRejected = fields["isApproved"] !== true && !isPending;
  return commentDraft({
    id: keyOf(id),
    label: `comment ${id}`,
    thread: textIn(fields["pageId"]),
    parent: parent === "" || nobody.test(parent) ? null : keyOf(parent),
    state: fields["isDeleted"] === true ? "removed" : isPending ? "held" : "published",
    ...(isRejected ? { hidden: true } : {}),
    author: (nobody.test(author) ? null : authors.get(author)) ?? { name: textIn(fields["authorName"]) },
    source:
      markdown === "" ? { text: textIn(fields["html"]), type: "text/html" } : { text: markdown, type: "text/markdown" },
    createdAt: goDate(fields["createdTime"]),
    editedAt: goDate(fields["editedTime"]),
    votes: votesOf(fields["score"]),
  });
}

/** Go writes the year 1 where there is no date. */
function goDate(value: unknown): Date | null {
  const date = utcDate(textIn(value));
  return date && date.getUTCFullYear() > 1 ? date : null;
}
