import {
  answer,
  asJson,
  type Chapter,
  flag,
  listOf,
  named,
  object,
  orNull,
  problem,
  query,
  type Schema,
  text,
  unchanged,
  webAddress,
  whole,
} from "./shape.ts";

const tags = ["Discovery"];
const open: Schema = { type: "object", additionalProperties: true };
const jrd = (description: string) => answer(description, { "application/jrd+json": named("Descriptor") });

const nodeinfo = (operationId: string, summary: string) => ({
  get: { operationId, tags, summary, responses: { "200": asJson("The description.", named("NodeInfo")) } },
});

/** By what servers and statistics find out what the node is. What the fediverse says to it stands in FEDERATION.md. */
export function discoveryChapter(): Chapter {
  return {
    tag: { name: "Discovery", description: "WebFinger, host-meta, NodeInfo, and whether the node is well." },
    paths: {
      "/.well-known/webfinger": {
        get: {
          operationId: "webfinger",
          tags,
          summary: "An account of the node (RFC 7033)",
          parameters: [
            query("resource", "The account, as `acct:blog@example.org`, or an address.", text, true),
            query("rel", "Only links of this kind; may come several times.", listOf(text)),
          ],
          responses: { "200": jrd("The account."), default: problem },
        },
      },
      "/.well-known/host-meta": {
        get: {
          operationId: "hostMeta",
          tags,
          summary: "Where WebFinger is, in XML (RFC 6415)",
          responses: { "200": answer("The document.", { "application/xrd+xml": text }) },
        },
      },
      "/.well-known/host-meta.json": {
        get: {
          operationId: "hostMetaJson",
          tags,
          summary: "The same as JSON",
          responses: { "200": jrd("The document.") },
        },
      },
      "/.well-known/nodeinfo": {
        get: {
          operationId: "nodeinfoLinks",
          tags,
          summary: "Where NodeInfo is",
          responses: { "200": jrd("The versions.") },
        },
      },
      "/nodeinfo/2.1": nodeinfo("nodeinfo", "What the node says of itself to statistics"),
      "/nodeinfo/2.0": nodeinfo("nodeinfoBefore", "The same, as older programs read it"),
      "/healthz": {
        get: {
          operationId: "health",
          tags,
          summary: "Whether the node can read its store",
          responses: { "200": asJson("It can.", named("Health")), default: problem },
        },
      },
      "/metrics": {
        get: {
          operationId: "metrics",
          tags,
          summary: "The node's numbers for Prometheus, where its owner switched them on",
          security: [{ metrics: [] }],
          responses: { "200": answer("The numbers, in text format 0.0.4.", { "text/plain": text }), default: problem },
        },
      },
      "/openapi.json": {
        get: {
          operationId: "openapi",
          tags,
          summary: "This document",
          responses: { "200": asJson("The document.", open), "304": unchanged },
        },
      },
    },
    schemas: {
      Descriptor: object(
        { links: listOf(object({ rel: text }, { type: text, href: webAddress, template: text })) },
        { subject: text, aliases: listOf(webAddress) },
      ),
      NodeInfo: object({
        version: text,
        software: object({ name: text, version: text }, { repository: webAddress }),
        protocols: listOf(text),
        services: object({ inbound: listOf(text), outbound: listOf(text) }),
        openRegistrations: flag,
        usage: object({ users: object({ total: whole }), localPosts: whole }),
        metadata: open,
      }),
      Health: {
        ...object(
          { status: { const: "ok" } },
          { seen: { ...orNull(open), description: "To the node's own `doctor` alone: how its request arrived." } },
        ),
        examples: [{ status: "ok" }],
      },
    },
  };
}
