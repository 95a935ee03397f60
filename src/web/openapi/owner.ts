import { decisions } from "../../usecases/moderate/outcome.ts";
import { queueLists } from "../../usecases/moderate/read-queue.ts";
import {
  answer,
  asJson,
  type Chapter,
  flag,
  html,
  jsonBody,
  listOf,
  moment,
  named,
  object,
  oneOf,
  orNull,
  part,
  problem,
  query,
  text,
  webAddress,
  whole,
} from "./shape.ts";

const tags = ["Owner"];
const security = [{ token: [] }];

/** The owner's side for programs. */
export function ownerChapter(): Chapter {
  return {
    tag: {
      name: "Owner",
      description:
        "The owner's side for programs, by a token that was made under `/admin/tokens`. Cookies are not heeded, and no page of another site may read it.",
    },
    paths: {
      "/api/admin/comments": {
        get: {
          operationId: "listComments",
          tags,
          summary: "One of the owner's lists (scope `read`)",
          security,
          parameters: [
            query("list", "Which one.", { ...oneOf(...queueLists), default: "held" }),
            query("limit", "How many.", { type: "integer", minimum: 1, maximum: 100, default: 25 }),
            query("after", "The `next` of the page before."),
          ],
          responses: {
            "200": asJson(
              "The comments, the newest first, and where the next page begins.",
              object({ comments: listOf(named("OwnersComment")), next: orNull(text) }),
            ),
            default: problem,
          },
        },
      },
      "/api/admin/comments/{id}/{decision}": {
        post: {
          operationId: "decide",
          tags,
          summary: "Decides about a comment (scope `moderate`)",
          security,
          parameters: [
            part("id", "The `id` of the comment."),
            part("decision", "What shall become of it.", oneOf(...decisions)),
          ],
          responses: { "204": answer("It is done."), default: problem },
        },
      },
      "/api/admin/posts": {
        post: {
          operationId: "publishPost",
          tags,
          summary: "Announces a page to the followers (scope `publish`)",
          security,
          requestBody: jsonBody(object({ url: webAddress })),
          responses: { "202": answer("It is being delivered."), default: problem },
        },
      },
    },
    schemas: {
      OwnersComment: object({
        id: text,
        number: whole,
        site: text,
        post: orNull(webAddress),
        url: orNull(webAddress),
        state: oneOf("held", "published", "removed", "spam"),
        hidden: flag,
        origin: oneOf("web", "fediverse", "import"),
        author: object({ name: text, url: orNull(text), handle: orNull(text) }),
        html,
        text,
        reasons: listOf({ type: ["object", "string"], description: "Why it waits or waited." }),
        createdAt: moment,
      }),
    },
  };
}
