import {
  type Answer,
  answer,
  asJson,
  type Chapter,
  commentNumber,
  count,
  flag,
  html,
  jsonBody,
  listOf,
  named,
  object,
  oneOf,
  orNull,
  query,
  type Schema,
  text,
  unchanged,
  whole,
} from "./shape.ts";

const tags = ["Isso"];
const uri = query("uri", "The page, as a path of the blog or as a whole address.", text, true);
const seconds: Schema = { type: "number", description: "Seconds since 1970." };
const numbers = { type: "integer" } as const;

const comment = {
  id: whole,
  parent: orNull(whole),
  created: seconds,
  modified: orNull(seconds),
  mode: { ...oneOf(1, 2, 4), description: "1 is shown, 2 waits, 4 is the place of one that is gone." },
  text: html,
  author: { ...orNull(text), description: "Escaped." },
  website: { ...orNull(text), description: "Escaped." },
  likes: count,
  dislikes: count,
  notification: oneOf(0, 1),
};
const person = { author: orNull(text), email: orNull(text), website: orNull(text) };

/** Isso's HTTP API, for clients that were written for Isso. */
export function issoChapter(): Chapter {
  const fault: Answer = answer(
    "What went wrong. Programs, which ask for nothing but JSON, get a `message`; all others a page, as with Isso. Where the guard refuses, `reason` says why.",
    { "application/json": named("IssoError"), "text/html": html },
  );
  const votes = {
    ...asJson("The votes; null for a comment that is not there. `message` says why a vote did not count.", {
      anyOf: [object({ likes: count, dislikes: count }, { message: text }), { type: "null" }],
    }),
  };
  const isso = object({ ...comment, hash: text });
  const alone = named("IssoComment");
  return {
    tag: {
      name: "Isso",
      description: "The API of Isso 0.14 at the root of the node: see `docs/integrations/isso.md`.",
    },
    paths: {
      "/": {
        get: {
          operationId: "issoFetch",
          tags,
          summary: "The comments of a page; without `uri` the node's own home page",
          parameters: [
            { ...uri, required: false },
            query("parent", "Only the answers to this comment.", numbers),
            query("limit", "How many comments at the top.", numbers),
            query("nested_limit", "How many answers of each.", numbers),
            query("offset", "How many are passed over.", { type: "integer", minimum: 0 }),
            query("after", "Only what is newer: seconds since 1970.", { type: "number" }),
            query("sort", "The order.", oneOf("oldest", "newest", "upvotes")),
            query("plain", "1 for what was typed instead of HTML.", oneOf("0", "1")),
          ],
          responses: {
            "200": answer("The comments; the home page where no `uri` is named.", {
              "application/json": named("IssoThread"),
              "text/html": html,
            }),
            "304": unchanged,
            default: fault,
          },
        },
      },
      "/new": {
        post: {
          operationId: "issoNew",
          tags,
          summary: "Posts a comment",
          description: "The cookies of the answer open it for its writer. Only pages of the blogs may send it.",
          parameters: [uri],
          requestBody: jsonBody(
            object({ text }, { ...person, parent: orNull(whole), notification: oneOf(0, 1), work: text }),
          ),
          responses: {
            "201": asJson("It is published.", named("IssoHashed")),
            "202": asJson("It waits for the owner.", named("IssoHashed")),
            default: fault,
          },
        },
      },
      "/id/{number}": {
        get: {
          operationId: "issoView",
          tags,
          summary: "One's own comment, by its cookie",
          parameters: [commentNumber, query("plain", "1 for what was typed instead of HTML.", oneOf("0", "1"))],
          responses: { "200": asJson("The comment.", alone), default: fault },
        },
        put: {
          operationId: "issoEdit",
          tags,
          summary: "Changes one's own comment",
          parameters: [commentNumber],
          requestBody: jsonBody(object({ text }, person)),
          responses: { "200": asJson("The comment as it is now.", alone), default: fault },
        },
        delete: {
          operationId: "issoDelete",
          tags,
          summary: "Deletes one's own comment",
          parameters: [commentNumber],
          responses: {
            "200": asJson("Null, or the place that stays for answers.", { anyOf: [alone, { type: "null" }] }),
            default: fault,
          },
        },
      },
      "/id/{number}/like": {
        post: {
          operationId: "issoLike",
          tags,
          summary: "Votes for a comment",
          parameters: [commentNumber],
          responses: { "200": votes, default: fault },
        },
      },
      "/id/{number}/dislike": {
        post: {
          operationId: "issoDislike",
          tags,
          summary: "Votes against a comment",
          parameters: [commentNumber],
          responses: { "200": votes, default: fault },
        },
      },
      "/count": {
        post: {
          operationId: "issoCount",
          tags,
          summary: "How many comments pages have",
          requestBody: jsonBody({ ...listOf(text), maxItems: 500 }),
          responses: { "200": asJson("The counts, in the order asked.", listOf(count)), default: fault },
        },
      },
      "/preview": {
        post: {
          operationId: "issoPreview",
          tags,
          summary: "Shows how words would look",
          requestBody: jsonBody(object({ text })),
          responses: { "200": asJson("The words as HTML.", object({ text: html })), default: fault },
        },
      },
      "/config": {
        get: {
          operationId: "issoConfig",
          tags,
          summary: "What a client shall heed",
          responses: { "200": asJson("The settings.", object({ config: named("IssoConfig") })) },
        },
      },
      "/info": {
        get: {
          operationId: "issoInfo",
          tags,
          summary: "What the node is",
          responses: {
            "200": asJson(
              "Its version and address.",
              object({ version: text, host: text, origin: text, moderation: flag }),
            ),
          },
        },
      },
      "/latest": {
        get: {
          operationId: "issoLatest",
          tags,
          summary: "The newest comments of a blog, where the owner switched it on",
          parameters: [
            query("limit", "How many.", { type: "integer", minimum: 1 }, true),
            query("site", "The blog, where there are several."),
          ],
          responses: { "200": asJson("The comments, the oldest first.", listOf(named("IssoLatest"))), default: fault },
        },
      },
      "/feed": {
        get: {
          operationId: "issoFeed",
          tags,
          summary: "The comments of a page as Atom, as Isso makes it",
          parameters: [uri, query("limit", "How many.", numbers), query("site", "The blog, where there are several.")],
          responses: { "200": answer("The feed.", { "text/xml": text }), "304": unchanged, default: fault },
        },
      },
    },
    schemas: {
      IssoError: {
        ...object(
          { message: text },
          { reason: oneOf("ratelimit", "direct-reply", "reply-to-self", "require-email", "require-author") },
        ),
        examples: [{ message: "400 Bad Request: missing uri query" }],
      },
      IssoComment: object(comment),
      IssoHashed: isso,
      IssoLatest: object({ ...without(comment, "notification"), uri: text }),
      IssoTop: object({
        ...comment,
        hash: text,
        total_replies: count,
        hidden_replies: count,
        replies: listOf(named("IssoHashed")),
      }),
      IssoThread: object({
        id: orNull(whole),
        total_replies: count,
        hidden_replies: count,
        replies: listOf({ anyOf: [named("IssoTop"), named("IssoHashed")] }),
        config: named("IssoConfig"),
      }),
      IssoConfig: object(
        {
          "reply-to-self": flag,
          "require-email": flag,
          "require-author": flag,
          "website-field": flag,
          "reply-notifications": flag,
          gravatar: flag,
          feed: flag,
        },
        { vote: flag },
      ),
    },
  };
}

function without(members: Record<string, Schema>, name: string): Record<string, Schema> {
  return Object.fromEntries(Object.entries(members).filter(([member]) => member !== name));
}
