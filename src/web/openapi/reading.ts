import {
  answer,
  asHtml,
  asJson,
  type Chapter,
  commentNumber,
  count,
  html,
  lang,
  listOf,
  moment,
  named,
  object,
  oneOf,
  onward,
  orNull,
  pageAddress,
  part,
  problem,
  query,
  text,
  unchanged,
  webAddress,
  whole,
} from "./shape.ts";

const tags = ["Reading"];
const format = part("format", "The form of the feed.", oneOf("atom", "rss", "json"));
const blog = query(
  "site",
  "The blog, by its address or its handle; needed where the node serves several and no `Origin` tells.",
);
const number = { type: "integer", minimum: 1 };
/** Which page of a thread. */
const place = [
  query("sort", "The order; the blog's own where none is named.", oneOf("oldest", "newest", "top")),
  query("view", "As a tree, or in a row.", oneOf("tree", "flat")),
  query("after", "The page behind this comment.", number),
  query("before", "The page before this comment.", number),
  query("comment", "The page that holds this comment.", number),
  query("below", "Only what stands below this comment.", number),
];

const built = query(
  "built",
  "`yes` for a page that is made once, by a generator, and not looked at for it.",
  oneOf("yes"),
);

const feeds = {
  "200": answer("The newest comments, at most 50.", {
    "application/atom+xml": text,
    "application/rss+xml": text,
    "application/feed+json": named("JsonFeed"),
  }),
  "304": unchanged,
  default: problem,
};

/** What is asked to show comments. */
export function readingChapter(): Chapter {
  return {
    tag: { name: "Reading", description: "Threads, counts and feeds, for pages of the blogs and for programs." },
    paths: {
      "/fragment": {
        get: {
          operationId: "getFragment",
          tags,
          summary: "A thread as HTML, for the blog's page",
          description: "Problems are fragments as well, with their status.",
          parameters: [pageAddress, lang, ...place, built],
          responses: {
            "200": asHtml("The thread, 50 comments that answer the post at a time."),
            "304": unchanged,
            default: asHtml("A sentence that says what is wrong."),
          },
        },
      },
      "/thread": {
        get: {
          operationId: "getThreadPage",
          tags,
          summary: "A thread as a page of the node",
          description: "Works without scripts. Who has comments of their own there gets a private page, by cookie.",
          parameters: [pageAddress, lang, ...place],
          responses: { "200": asHtml("The page."), "304": unchanged, default: problem },
        },
      },
      "/counts": {
        get: {
          operationId: "getCounts",
          tags,
          summary: "How many comments pages have",
          description: "Pages that are not known have none. The blogs' pages may read it (CORS).",
          parameters: [
            { ...query("url", "A page; may come up to 100 times.", listOf(webAddress), true), explode: true },
            query("lang", "Asks for the counts in words as well, in this language."),
          ],
          responses: {
            "200": asJson("The counts, by address as it was asked for.", named("Counts")),
            "304": unchanged,
            default: problem,
          },
        },
      },
      "/recent": {
        get: {
          operationId: "getRecent",
          tags,
          summary: "The newest comments of a blog",
          description: "JSON where `format=json` or `Accept` asks for it, else HTML.",
          parameters: [
            blog,
            lang,
            query("limit", "How many.", { type: "integer", minimum: 1, maximum: 50, default: 5 }),
            query("format", "The form, whatever `Accept` says.", oneOf("json")),
          ],
          responses: {
            "200": answer("The comments, the newest first.", {
              "application/json": named("Recent"),
              "text/html": html,
            }),
            "304": unchanged,
            default: problem,
          },
        },
      },
      "/c/{number}": {
        get: {
          operationId: "findComment",
          tags,
          summary: "Leads to where a comment stands",
          parameters: [commentNumber],
          responses: { "302": onward("To the comment on the blog's page."), default: problem },
        },
      },
      "/live": {
        get: {
          operationId: "getNews",
          tags,
          summary: "Whether a thread changed",
          description:
            "With `Accept: text/event-stream` a stream that tells of each change; else the news of now. No words of comments are told.",
          parameters: [pageAddress],
          responses: {
            "200": answer("The news.", { "application/json": named("News"), "text/event-stream": text }),
            "304": unchanged,
            default: problem,
          },
        },
      },
      "/feeds/thread.{format}": {
        get: {
          operationId: "getThreadFeed",
          tags,
          summary: "The comments of a page as a feed",
          parameters: [format, pageAddress, lang],
          responses: feeds,
        },
      },
      "/feeds/site.{format}": {
        get: {
          operationId: "getBlogFeed",
          tags,
          summary: "The comments of a blog as a feed",
          parameters: [format, blog, lang],
          responses: feeds,
        },
      },
      "/feeds/replies.{format}": {
        get: {
          operationId: "getAnswersFeed",
          tags,
          summary: "The answers to somebody's own comments as a feed",
          parameters: [format, query("to", "The word that the thread gives its writer.", text, true), lang],
          responses: feeds,
        },
      },
      "/media/{token}": {
        get: {
          operationId: "getPicture",
          tags,
          summary: "A picture from another server, by way of the node",
          parameters: [
            part("token", "As the answers of the node name it."),
            query("face", "The seed of a face to draw where the picture is not to be had.", {
              type: "string",
              pattern: "^[0-9a-f]{12}$",
            }),
          ],
          responses: { "200": answer("The picture.", { "image/*": text }), "304": unchanged, default: problem },
        },
      },
      "/faces/{seed}.svg": {
        get: {
          operationId: "getFace",
          tags,
          summary: "The drawing that stands for somebody without a picture",
          parameters: [part("seed", "Twelve hexadecimal digits.", { type: "string", pattern: "^[0-9a-f]{12}$" })],
          responses: { "200": answer("The drawing.", { "image/svg+xml": text }), default: problem },
        },
      },
    },
    schemas: {
      Counts: {
        ...object(
          { counts: { type: "object", additionalProperties: count } },
          { labels: { type: "object", additionalProperties: text } },
        ),
        examples: [
          { counts: { "https://blog.example/post": 3 }, labels: { "https://blog.example/post": "3 comments" } },
        ],
      },
      Recent: object({
        comments: listOf(
          object({
            number: whole,
            author: text,
            url: webAddress,
            title: text,
            text: { ...orNull(text), description: "Its beginning; null behind a content warning." },
            published: moment,
          }),
        ),
      }),
      News: {
        ...object({
          revision: whole,
          shown: count,
          lately: {
            ...listOf({ ...listOf(orNull(whole)), minItems: 2, maxItems: 2 }),
            description:
              "Comments of the last minutes by their numbers, each with that of the comment that it answers.",
          },
        }),
        examples: [
          {
            revision: 7,
            shown: 3,
            lately: [
              [12, null],
              [13, 12],
            ],
          },
        ],
      },
      JsonFeed: object(
        {
          version: { const: "https://jsonfeed.org/version/1.1" },
          title: text,
          home_page_url: webAddress,
          feed_url: webAddress,
          items: listOf(
            object(
              {
                id: text,
                url: webAddress,
                title: text,
                content_html: html,
                date_published: moment,
                date_modified: moment,
                authors: listOf(object({ name: text }, { url: webAddress })),
              },
              { language: text },
            ),
          ),
        },
        { language: text },
      ),
    },
  };
}
