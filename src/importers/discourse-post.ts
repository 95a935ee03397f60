import type { Draft } from "../domain/import.ts";
import { utcDate } from "./dates.ts";
import { plainPost } from "./discourse-text.ts";
import { commentDraft } from "./drafts.ts";
import { countIn, fieldsOf, listOf, textIn } from "./json-fields.ts";
import { sourceId } from "./source-id.ts";

/** How topics are to be taken. */
export interface DiscourseChoices {
  /** The id of the site that it is read for. */
  site: string;
  /** The page of all topics of the file; empty where they say it themselves. */
  page: string;
  /** The address of the forum without a slash at its end; empty where it was not said. */
  forum: string;
}

/** A topic, without its posts. */
export interface DiscourseTopic {
  id: string;
  title: string;
  /** The address of the page that it was made for; empty where it says none. */
  article: string;
  isPrivate: boolean;
  /** The ids of posts that belong to it and were not found. */
  missing: Set<string>;
}

type Fields = Readonly<Record<string, unknown>>;

const kinds: Record<string, string> = {
  "2": "what moderators did",
  "3": "what was done with a topic, such as closing it",
  "4": "whispers among moderators",
};

/** A post as a comment, or why it is none. */
export function discoursePost(
  post: Fields,
  topics: ReadonlyMap<string, DiscourseTopic>,
  choices: DiscourseChoices,
): Draft {
  const topic = textIn(post["topic_id"]);
  const number = textIn(post["post_number"]);
  const label = `post ${topic}/${number}`;
  if (topic === "" || number === "") return { kind: "fault", reason: "a post without a number", place: label };
  const reason = reasonAgainst(post, topics.get(topic));
  if (reason !== null) return { kind: "note", outcome: "left", reason, place: label };
  // Numbers are given within a topic, and have gaps.
  const keyOf = (other: string) => sourceId("discourse", choices.site, `${topic} ${other}`);
  const parent = textIn(post["reply_to_post_number"]);
  const username = textIn(post["username"]);
  const version = textIn(post["version"]);
  const isGone = textIn(post["deleted_at"]) !== "" || post["user_deleted"] === true;
  return commentDraft({
    id: keyOf(number),
    label,
    thread: topic,
    parent: parent === "" || parent === "1" ? null : keyOf(parent),
    state: isGone ? "removed" : "published",
    ...(post["hidden"] === true ? { hidden: true } : {}),
    author: {
      name: textIn(post["name"]) || username,
      website: choices.forum === "" || username === "" ? "" : `${choices.forum}/u/${encodeURIComponent(username)}`,
      identity: username === "" ? "" : `discourse ${username}`,
    },
    source: { text: plainPost(textIn(post["cooked"]), choices.forum), type: "text/html" },
    createdAt: utcDate(textIn(post["created_at"])),
    editedAt: version === "" || version === "1" ? null : utcDate(textIn(post["updated_at"])),
    votes: { up: likesOf(post), down: 0 },
  });
}

function reasonAgainst(post: Fields, topic: DiscourseTopic | undefined): string | null {
  if (topic?.isPrivate) return "private messages";
  if (textIn(post["post_number"]) === "1") return "first posts of topics, which stand for the article";
  const kind = textIn(post["post_type"]) || "1";
  return kind === "1" ? null : (kinds[kind] ?? "posts of an unknown kind");
}

/** A plugin counts reactions, likes among them. */
function likesOf(post: Fields): number {
  const likes = listOf(post["actions_summary"])
    .map(fieldsOf)
    .find(({ id }) => id === 2);
  const reactions = listOf(post["reactions"]).reduce<number>((sum, one) => sum + countIn(fieldsOf(one)["count"]), 0);
  return Math.max(countIn(likes?.["count"]), reactions);
}
