import type { AuthorDraft, Draft } from "../domain/import.ts";
import { dateIn } from "./dates.ts";
import { commentDraft } from "./drafts.ts";
import { countIn, fieldsOf, listOf, textIn } from "./json-fields.ts";
import { sourceId } from "./source-id.ts";

/** How Ghost's comments are to be taken. */
export interface GhostChoices {
  /** The id of the site that it is read for. */
  site: string;
  /** The page of comments that do not say their post; empty where nothing was said. */
  page: string;
  /** What is done with comments of posts that are for members. */
  closed: "leave" | "hidden" | "shown";
}

/** What comments refer to, by its id. */
export interface GhostReferred {
  posts: Map<string, { address: string; title: string; identifiers: string[]; isPublic: boolean }>;
  authors: Map<string, Partial<AuthorDraft>>;
  votes: Map<string, { up: number; down: number }>;
  /** Posts whose thread was given already. */
  named: Set<string>;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a comment gives: the thread of its post, where it is the first one, and itself or why it is not. */
export function* ghostComment(fields: Fields, referred: GhostReferred, choices: GhostChoices): Iterable<Draft> {
  const id = textIn(fields["id"]);
  const thread = textIn(fields["post_id"]) || textIn(fieldsOf(fields["post"])["id"]);
  if (id === "") {
    yield { kind: "fault", reason: "a comment without an id", place: thread };
    return;
  }
  const label = `comment ${id}`;
  const { isPublic = true } = referred.posts.get(thread) ?? {};
  if (!isPublic && choices.closed === "leave") {
    const reason = "comments of posts that are not for everybody; --private hidden brings them along";
    yield { kind: "note", outcome: "left", reason, place: label };
    return;
  }
  if (!referred.named.has(thread)) {
    referred.named.add(thread);
    yield threadOf(thread, fieldsOf(fields["post"]), referred, choices);
  }
  const html = textIn(fields["html"]);
  const status = textIn(fields["status"]);
  // The API does not give the words of what is hidden.
  const isEmpty = status === "hidden" && html === "";
  if (isEmpty) {
    yield { kind: "fault", reason: "hidden comments whose words are not in the file", place: label };
  }
  const missing = countIn(fieldsOf(fields["count"])["replies"]) - listOf(fields["replies"]).length;
  if (missing > 0) {
    const reason = "comments with more answers than are in the file; ask for /members/api/comments/ID/replies/ as well";
    yield { kind: "note", outcome: "changed", reason, place: label };
  }
  const keyOf = (old: string) => sourceId("ghost", choices.site, old);
  const parent = textIn(fields["in_reply_to_id"]) || textIn(fields["parent_id"]);
  yield commentDraft({
    id: keyOf(id),
    label,
    thread,
    parent: parent === "" ? null : keyOf(parent),
    state: status === "deleted" || isEmpty ? "removed" : "published",
    ...(status === "hidden" || (!isPublic && choices.closed === "hidden") ? { hidden: true } : {}),
    author: referred.authors.get(textIn(fields["member_id"])) ?? memberOf(fieldsOf(fields["member"])),
    source: { text: html, type: "text/html" },
    createdAt: dateIn(fields["created_at"]),
    editedAt: dateIn(fields["edited_at"]),
    votes: referred.votes.get(id) ?? { up: countIn(fieldsOf(fields["count"])["likes"]), down: 0 },
  });
}

function threadOf(id: string, post: Fields, { posts }: GhostReferred, { page }: GhostChoices): Draft {
  const known = posts.get(id);
  const { address = "", title = "", identifiers = [] } = known ?? {};
  return {
    kind: "thread",
    id,
    address: address || textIn(post["url"]) || page,
    title: title || textIn(post["title"]),
    identifiers: known || id === "" ? identifiers : [id],
  };
}

/** A member, as a table or an answer of the API has them. */
export function memberOf(fields: Readonly<Record<string, unknown>>): Partial<AuthorDraft> {
  const id = textIn(fields["id"]) || textIn(fields["uuid"]);
  return { name: textIn(fields["name"]), email: textIn(fields["email"]), identity: id === "" ? "" : `ghost ${id}` };
}
