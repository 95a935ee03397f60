import type { CoralComment, CoralRow } from "./coral-rows.ts";
import { fieldsOf, listOf } from "./json-fields.ts";
import { mongoDate, mongoText } from "./mongo-values.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * A document of Coral, or of Talk as it was called before, by its members; null for what is none of users, stories and
 * comments.
 */
export function coralDocument(value: unknown): CoralRow | null {
  const fields = fieldsOf(value);
  const id = mongoText(fields["id"] ?? fields["_id"]);
  if ("commentID" in fields || "item_id" in fields) return null;
  if ("storyID" in fields || "asset_id" in fields) return commentOf(id, fields);
  if ("url" in fields) {
    return { kind: "story", id, url: mongoText(fields["url"]), title: titleOf(fields) };
  }
  if (!("username" in fields)) return null;
  return { kind: "user", id, name: mongoText(fields["username"]), email: emailOf(fields) };
}

function titleOf(story: Fields): string {
  return mongoText(fieldsOf(story["metadata"])["title"]) || mongoText(story["title"]);
}

/** Talk kept mailboxes as the names of profiles. */
function emailOf(user: Fields): string {
  const own = mongoText(user["email"]);
  const profiles = listOf(user["profiles"]).map((profile) => mongoText(fieldsOf(profile)["id"]));
  return own || (profiles.find((id) => id.includes("@")) ?? "");
}

function commentOf(id: string, fields: Fields): CoralComment {
  const revisions = [...listOf(fields["revisions"]), ...listOf(fields["body_history"])].map(fieldsOf);
  const last = revisions.at(-1) ?? {};
  return {
    kind: "comment",
    id,
    author: mongoText(fields["authorID"] ?? fields["author_id"]),
    story: mongoText(fields["storyID"] ?? fields["asset_id"]),
    parent: mongoText(fields["parentID"] ?? fields["parent_id"]),
    html: (mongoText(last["body"]) || mongoText(fields["body"])) + mediaOf(last),
    status: mongoText(fields["status"]),
    isDeleted: mongoDate(fields["deletedAt"] ?? fields["deleted_at"]) !== null,
    createdAt: mongoDate(fields["createdAt"] ?? fields["created_at"]),
    editedAt: revisions.length > 1 ? mongoDate(last["createdAt"] ?? last["created_at"]) : null,
    likes: likesOf(fields),
    rating: Number(mongoText(fields["rating"])) || 0,
  };
}

/** A picture or film that was attached, as a link. */
function mediaOf(revision: Fields): string {
  const url = mongoText(fieldsOf(revision["media"])["url"]);
  return /^https?:\/\/[^\s"'<>]+$/.test(url)
    ? `<p><a href="${url.replaceAll("&", "&amp;")}">${url.replaceAll("&", "&amp;")}</a></p>`
    : "";
}

/** Talk called them by whatever the site chose. */
function likesOf(fields: Fields): number {
  const counts = fieldsOf(fields["actionCounts"] ?? fields["action_counts"]);
  return ["REACTION", "like", "respect", "love"].reduce((sum, name) => sum + (Number(mongoText(counts[name])) || 0), 0);
}
