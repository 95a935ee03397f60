import { pushEvents } from "../../domain/push.ts";
import { ghostEvents, moreGhostEvents, signatureHeaders } from "../../domain/push-addresses.ts";
import {
  asJson,
  type Chapter,
  flag,
  jsonBody,
  listOf,
  moment,
  named,
  object,
  oneOf,
  type Parameter,
  part,
  problem,
  type Schema,
  text,
  webAddress,
} from "./shape.ts";

const tags = ["Pushing"];
const site = part("site", "The blog, by its handle or its id.");
const events = [...ghostEvents, ...moreGhostEvents].map(({ event }) => event);

/** Where blogs tell of their posts. */
export function pushingChapter(): Chapter {
  const signature = (name: string): Parameter => ({
    name,
    in: "header",
    description:
      "`sha256=HEX, t=MILLISECONDS`: HMAC-SHA256 with the blog's secret, over the body and the digits of `t`.",
    required: true,
    schema: text,
  });
  const responses = { "202": asJson("It was understood; the work is done behind.", named("Pushed")), default: problem };
  const ghost = (operationId: string, parameters: Parameter[]) => ({
    post: {
      operationId,
      tags,
      summary: "Takes a webhook of Ghost",
      parameters: [...parameters, signature(signatureHeaders.ghost)],
      requestBody: jsonBody({ type: "object", description: "As Ghost sends it." }),
      responses,
    },
  });
  return {
    tag: {
      name: "Pushing",
      description:
        "Where blogs tell of their posts, signed: see `docs/integrations/deploys.md` and `ghost.md` beside it.",
    },
    paths: {
      "/api/hooks/{site}": {
        post: {
          operationId: "pushPost",
          tags,
          summary: "Tells of a post that is there, or gone",
          parameters: [site, signature(signatureHeaders.program)],
          requestBody: jsonBody(named("Push")),
          responses,
        },
      },
      "/webhooks/ghost/{site}": ghost("pushByGhost", [site]),
      "/webhooks/ghost/{site}/{event}": ghost("pushEventByGhost", [
        site,
        part("event", "What happened, as Ghost calls it.", oneOf(...events)),
      ]),
    },
    schemas: { Pushed: { ...object({ said: text }), examples: [{ said: "Taken." }] }, Push: push },
  };
}

const push: Schema = {
  ...object(
    { event: oneOf(...pushEvents) },
    {
      url: { ...webAddress, description: "The post; of one that is gone `id` will do." },
      id: text,
      title: text,
      teaser: text,
      lang: text,
      published: moment,
      updated: moment,
      aliases: { ...listOf(webAddress), maxItems: 20 },
      public: flag,
    },
  ),
  examples: [{ event: "post.published", url: "https://blog.example/new" }],
};
