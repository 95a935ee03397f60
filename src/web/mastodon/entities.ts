/** A picture that stands for a `:shortcode:` in words. */
export interface Emoji {
  shortcode: string;
  url: string;
  static_url: string;
  visible_in_picker: boolean;
}

/** Who wrote something, with the members that Mastodon's documentation promises of an Account. */
export interface Account {
  id: string;
  username: string;
  acct: string;
  display_name: string;
  locked: boolean;
  bot: boolean;
  group: boolean;
  discoverable: boolean | null;
  noindex: boolean;
  created_at: string;
  note: string;
  url: string;
  uri: string;
  avatar: string;
  avatar_static: string;
  header: string;
  header_static: string;
  followers_count: number;
  following_count: number;
  statuses_count: number;
  last_status_at: string | null;
  emojis: Emoji[];
  fields: { name: string; value: string; verified_at: string | null }[];
}

/** Something that is attached, with the members of a MediaAttachment. */
export interface MediaAttachment {
  id: string;
  type: "image" | "unknown";
  url: string;
  preview_url: string | null;
  remote_url: string | null;
  meta: Record<string, never>;
  description: string | null;
  blurhash: string | null;
}

/** A post or a comment, with the members of a Status as who is not signed in gets them. */
export interface Status {
  id: string;
  created_at: string;
  edited_at: string | null;
  in_reply_to_id: string | null;
  in_reply_to_account_id: string | null;
  sensitive: boolean;
  spoiler_text: string;
  visibility: "public" | "unlisted";
  language: string | null;
  uri: string;
  url: string;
  replies_count: number;
  reblogs_count: number;
  favourites_count: number;
  quotes_count: number;
  content: string;
  reblog: null;
  quote: null;
  application: null;
  account: Account;
  media_attachments: MediaAttachment[];
  mentions: never[];
  tags: never[];
  emojis: Emoji[];
  card: null;
  poll: null;
}
