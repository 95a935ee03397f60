import { discoveryChapter } from "./discovery.ts";
import { issoChapter } from "./isso.ts";
import { mastodonChapter } from "./mastodon.ts";
import { ownerChapter } from "./owner.ts";
import { pushingChapter } from "./pushing.ts";
import { readingChapter } from "./reading.ts";
import { type Chapter, listOf, object, text } from "./shape.ts";
import { writingChapter } from "./writing.ts";

/**
 * Describes what programs and pages may ask of a node, as an OpenAPI 3.1 document. A room that brings routes adds a chapter;
 * a test holds chapters and routes against each other, and each answer against its shape.
 */
export function createDocument({ url, version }: { url: string; version: string }) {
  const chapters: Chapter[] = [
    readingChapter(),
    writingChapter(),
    mastodonChapter(),
    issoChapter(),
    ownerChapter(),
    pushingChapter(),
    discoveryChapter(),
  ];
  return {
    openapi: "3.1.1",
    info: {
      title: "Antiphon",
      summary: "A comment node for blogs",
      description:
        "What pages of the blogs, readers' programs and those of the owner may ask. How servers of the fediverse speak with the node is described in FEDERATION.md.",
      version,
      license: { name: "MIT", identifier: "MIT" },
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url }],
    tags: chapters.map(({ tag }) => tag),
    paths: Object.assign({}, ...chapters.map(({ paths }) => paths)),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token of `/admin/tokens`, with scopes and an end." },
        metrics: { type: "http", scheme: "bearer", description: "What `ANTIPHON_METRICS` is set to." },
      },
      schemas: Object.assign({ Problem: problemShape }, ...chapters.map(({ schemas }) => schemas ?? {})),
    },
  };
}

const problemShape = {
  ...object(
    { type: text, title: text, status: { type: "integer" }, detail: text },
    { instance: text, errors: listOf(object({ field: text, detail: text })) },
  ),
  description: "RFC 9457.",
  examples: [{ type: "about:blank", title: "Not Found", status: 404, detail: "There is nothing at this address." }],
};
