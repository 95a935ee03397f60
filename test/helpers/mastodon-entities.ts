import { expect } from "chai";

/** A value that a documented member may have, by a word for it. */
type Kind = "string" | "number" | "boolean" | "array" | "object" | "url" | "datetime" | "null";

/** The members of a Status that docs.joinmastodon.org/entities/Status names for everybody, each with what it may be. */
const status: Record<string, readonly Kind[]> = {
  id: ["string"],
  uri: ["url"],
  created_at: ["datetime"],
  account: ["object"],
  content: ["string"],
  visibility: ["string"],
  sensitive: ["boolean"],
  spoiler_text: ["string"],
  media_attachments: ["array"],
  mentions: ["array"],
  tags: ["array"],
  emojis: ["array"],
  reblogs_count: ["number"],
  favourites_count: ["number"],
  replies_count: ["number"],
  url: ["url", "null"],
  in_reply_to_id: ["string", "null"],
  in_reply_to_account_id: ["string", "null"],
  reblog: ["object", "null"],
  poll: ["object", "null"],
  card: ["object", "null"],
  language: ["string", "null"],
  edited_at: ["datetime", "null"],
};

/** The same of docs.joinmastodon.org/entities/Account. */
const account: Record<string, readonly Kind[]> = {
  id: ["string"],
  username: ["string"],
  acct: ["string"],
  url: ["url"],
  display_name: ["string"],
  note: ["string"],
  avatar: ["url"],
  avatar_static: ["url"],
  header: ["url"],
  header_static: ["url"],
  locked: ["boolean"],
  fields: ["array"],
  emojis: ["array"],
  bot: ["boolean"],
  group: ["boolean"],
  discoverable: ["boolean", "null"],
  created_at: ["datetime"],
  last_status_at: ["string", "null"],
  statuses_count: ["number"],
  followers_count: ["number"],
  following_count: ["number"],
};

/** The same of docs.joinmastodon.org/entities/MediaAttachment. */
const attachment: Record<string, readonly Kind[]> = {
  id: ["string"],
  type: ["string"],
  url: ["url"],
  preview_url: ["url", "null"],
  remote_url: ["url", "null"],
  meta: ["object"],
  description: ["string", "null"],
  blurhash: ["string", "null"],
};

/** The same of docs.joinmastodon.org/entities/CustomEmoji. */
const emoji: Record<string, readonly Kind[]> = {
  shortcode: ["string"],
  url: ["url"],
  static_url: ["url"],
  visible_in_picker: ["boolean"],
};

type Told = Record<string, unknown>;

/** Expects a Status as it is documented, with everything in it. */
export function expectStatus(told: Told): void {
  expectMembers("Status", told, status);
  expect(told["visibility"]).to.be.oneOf(["public", "unlisted"]);
  expectAccount(told["account"] as Told);
  for (const one of told["media_attachments"] as Told[]) {
    expectMembers("MediaAttachment", one, attachment);
    expect(one["type"]).to.be.oneOf(["unknown", "image", "gifv", "video", "audio"]);
  }
  for (const one of told["emojis"] as Told[]) expectMembers("CustomEmoji", one, emoji);
}

/** Expects an Account as it is documented. */
export function expectAccount(told: Told): void {
  expectMembers("Account", told, account);
  for (const one of told["emojis"] as Told[]) expectMembers("CustomEmoji", one, emoji);
}

function expectMembers(entity: string, told: Told, members: Record<string, readonly Kind[]>): void {
  for (const [name, kinds] of Object.entries(members)) {
    const fits = kinds.some((kind) => isKind(told[name], kind));
    expect(fits, `${entity}.${name} is ${JSON.stringify(told[name])} and not ${kinds.join(" or ")}`).to.equal(true);
  }
}

function isKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "url":
      return typeof value === "string" && /^https?:\/\//.test(value) && URL.canParse(value);
    case "datetime":
      return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === kind;
  }
}
