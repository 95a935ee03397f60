import type { Draft, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { type DiscourseChoices, type DiscourseTopic, discoursePost } from "./discourse-post.ts";
import { articleOf } from "./discourse-text.ts";
import { fieldsOf, listOf, textIn } from "./json-fields.ts";
import { readValues } from "./read-json.ts";

/** Reads topics of a Discourse. */
export const discourseImporter: Importer = {
  name: "discourse",
  title: "Discourse",
  file: "topics of a Discourse: what /t/ID.json and /t/ID/posts.json answer, one after the other",
  options: [
    {
      name: "page",
      label: "where the comments belong, for a topic whose first post does not say it",
      value: "address",
    },
    { name: "forum", label: "the address of the forum, so that links within it lead there", value: "address" },
  ],
  detect: (head) => /^\uFEFF?\s*\{/.test(head) && /"post_stream"\s*:/.test(head),
  open: async (file, { site, values: { page = "", forum = "" } }) =>
    readDiscourse(file, { site, page, forum: forum.replace(/\/+$/, "") }),
};

const heads = new Set(["/id", "/title", "/archetype", "/featured_link", "/post_stream/stream"]);
const posts = "/post_stream/posts/*";

/**
 * Reads topics and pages of their posts, in whatever order. `drafts` throws `invalid` when the file is none, and what
 * `readText` throws; posts that a topic names and the file does not hold are faults.
 */
function readDiscourse(file: string, choices: DiscourseChoices): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    const topics = await topicsOf(file);
    if (topics.size === 0) throw new Problem("invalid", `${file} is no topic of a Discourse: it has no posts.`);
    for (const topic of topics.values()) {
      const { id, title, article, missing } = topic;
      yield { kind: "thread", id, address: choices.page || article, title, identifiers: [] };
      for (const post of missing) {
        const reason = "posts that are not in the file; ask for them as well";
        yield { kind: "fault", reason, place: `/t/${id}/posts.json?post_ids[]=${post}` };
      }
    }
    for await (const piece of readValues(file, { isWanted: (path) => path === posts })) {
      if (piece.kind === "fault") yield piece;
      else yield discoursePost(fieldsOf(piece.value), topics, choices);
    }
  }
  return { software: "Discourse", sessionKey: null, drafts, close: async () => undefined };
}

async function topicsOf(file: string): Promise<Map<string, DiscourseTopic>> {
  const topics = new Map<string, DiscourseTopic>();
  const seen = new Set<string>();
  let last = 0;
  let head: Record<string, unknown> = {};
  for await (const piece of readValues(file, { isWanted: (path) => heads.has(path) || path === posts })) {
    if (piece.kind === "fault") continue;
    if (piece.record !== last) enter();
    last = piece.record;
    if (piece.path !== posts) head[piece.path] = piece.value;
    else look(fieldsOf(piece.value));
  }
  enter();
  for (const { missing } of topics.values()) for (const id of missing) if (seen.has(id)) missing.delete(id);
  return topics;

  function look(post: Readonly<Record<string, unknown>>): void {
    seen.add(textIn(post["id"]));
    const topic = topicOf(textIn(post["topic_id"]));
    if (textIn(post["post_number"]) === "1") topic.article ||= articleOf(textIn(post["cooked"]));
  }

  function enter(): void {
    const id = textIn(head["/id"]);
    if (id !== "") {
      const topic = topicOf(id);
      topic.title ||= textIn(head["/title"]);
      topic.article ||= textIn(head["/featured_link"]);
      topic.isPrivate ||= textIn(head["/archetype"]) === "private_message";
      for (const post of listOf(head["/post_stream/stream"])) topic.missing.add(textIn(post));
    }
    head = {};
  }

  function topicOf(id: string): DiscourseTopic {
    const topic = topics.get(id) ?? { id, title: "", article: "", isPrivate: false, missing: new Set<string>() };
    topics.set(id, topic);
    return topic;
  }
}
