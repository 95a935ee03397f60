import {
  type Answer,
  asJson,
  type Chapter,
  count,
  flag,
  html,
  listOf,
  moment,
  named,
  object,
  oneOf,
  orNull,
  part,
  query,
  type Schema,
  text,
  unchanged,
  webAddress,
} from "./shape.ts";

const tags = ["Mastodon"];
const nothing: Schema = { type: "null" };
const none: Schema = { type: "array", maxItems: 0 };
const id = part(
  "id",
  "The number of a comment or a post, the id of a post's address on the fediverse, or the percent-encoded address of a page.",
);
const account = part("id", "The id of the blog's account.");

/** What these programs ask, in the words of Mastodon's API. */
export function mastodonChapter(): Chapter {
  const fault: Answer = asJson("What went wrong.", named("MastodonError"));
  const read = (operationId: string, summary: string, shape: Schema, parameters = [id]) => ({
    get: {
      operationId,
      tags,
      summary,
      parameters,
      responses: { "200": asJson("As Mastodon answers it.", shape), "304": unchanged, default: fault },
    },
  });
  return {
    tag: {
      name: "Mastodon",
      description:
        "For “Mastodon comments” scripts: see `docs/integrations/mastodon-comments.md`. Every page may read it (CORS).",
    },
    paths: {
      "/api/v1/statuses/{id}": read("getStatus", "A post or a comment", named("MastodonStatus")),
      "/api/v1/statuses/{id}/context": read(
        "getContext",
        "What stands above and below a post or a comment",
        object({ ancestors: listOf(named("MastodonStatus")), descendants: listOf(named("MastodonStatus")) }),
      ),
      "/api/v1/statuses/{id}/favourited_by": read("getFavouritedBy", "Nobody: likes are counted, not told", none),
      "/api/v1/statuses/{id}/reblogged_by": read("getRebloggedBy", "Nobody, alike", none),
      "/api/v1/accounts/lookup": read("lookUpAccount", "A blog by its name", named("MastodonAccount"), [
        query("acct", "The name, with or without a host.", text, true),
      ]),
      "/api/v1/accounts/{id}": read("getAccount", "A blog by its id", named("MastodonAccount"), [account]),
      "/api/v1/accounts/{id}/statuses": read(
        "getStatuses",
        "The posts of a blog, the newest first",
        listOf(named("MastodonStatus")),
        [
          account,
          query("limit", "How many; the next page stands in `Link`.", {
            type: "integer",
            minimum: 1,
            maximum: 40,
            default: 20,
          }),
          query("after", "The place to go on at, as `Link` names it."),
        ],
      ),
      "/api/v2/search": read(
        "search",
        "What is at an address",
        object({
          accounts: listOf(named("MastodonAccount")),
          statuses: listOf(named("MastodonStatus")),
          hashtags: none,
        }),
        [
          query("q", "The address of a page, a post or a comment; or a name.", text, true),
          query("type", "Only these.", oneOf("accounts", "statuses", "hashtags")),
        ],
      ),
    },
    schemas: {
      MastodonError: { ...object({ error: text }), examples: [{ error: "There is no such post or comment here." }] },
      MastodonEmoji: object({ shortcode: text, url: webAddress, static_url: webAddress, visible_in_picker: flag }),
      MastodonMedia: object({
        id: text,
        type: oneOf("image", "unknown"),
        url: webAddress,
        preview_url: orNull(webAddress),
        remote_url: orNull(webAddress),
        meta: { type: "object", maxProperties: 0 },
        description: orNull(text),
        blurhash: orNull(text),
      }),
      MastodonAccount: object({
        id: { type: "string", pattern: "^\\d+$" },
        username: text,
        acct: text,
        display_name: text,
        locked: flag,
        bot: flag,
        group: flag,
        discoverable: orNull(flag),
        noindex: flag,
        created_at: moment,
        note: html,
        url: webAddress,
        uri: webAddress,
        avatar: webAddress,
        avatar_static: webAddress,
        header: webAddress,
        header_static: webAddress,
        followers_count: count,
        following_count: count,
        statuses_count: count,
        last_status_at: orNull(text),
        emojis: listOf(named("MastodonEmoji")),
        fields: listOf(object({ name: text, value: html, verified_at: orNull(moment) })),
      }),
      MastodonStatus: object({
        id: text,
        created_at: moment,
        edited_at: orNull(moment),
        in_reply_to_id: orNull(text),
        in_reply_to_account_id: orNull(text),
        sensitive: flag,
        spoiler_text: text,
        visibility: oneOf("public", "unlisted"),
        language: orNull(text),
        uri: webAddress,
        url: webAddress,
        replies_count: count,
        reblogs_count: count,
        favourites_count: count,
        quotes_count: count,
        content: html,
        reblog: nothing,
        quote: nothing,
        application: nothing,
        account: named("MastodonAccount"),
        media_attachments: listOf(named("MastodonMedia")),
        mentions: none,
        tags: none,
        emojis: listOf(named("MastodonEmoji")),
        card: nothing,
        poll: nothing,
      }),
    },
  };
}
