/** An account as Mastodon's REST answers show it, written by us. */
export const anAccount = (username: string, host = "social.example", given: object = {}) => ({
  id: `9${username.length}${host.length}`,
  username,
  acct: `${username}@${host}`,
  url: `https://${host}/@${username}`,
  uri: `https://${host}/users/${username}`,
  display_name: `${username} :blobcat:`,
  note: "<p>Writes.</p>",
  fields: [],
  avatar: `https://files.example/${username}.png`,
  avatar_static: `https://files.example/${username}.png`,
  emojis: [
    { shortcode: "blobcat", url: "https://files.example/blobcat.gif", static_url: "https://files.example/blobcat.png" },
  ],
  bot: false,
  discoverable: true,
  indexable: true,
  created_at: "2022-11-05T00:00:00.000Z",
  ...given,
});

/** A post likewise, by Anna of social.example. */
export const aStatus = (id: string, given: object = {}) => ({
  id,
  uri: `https://social.example/users/anna/statuses/${id}`,
  url: `https://social.example/@anna/${id}`,
  created_at: "2024-03-05T09:28:36.371Z",
  edited_at: null,
  in_reply_to_id: null,
  in_reply_to_account_id: null,
  content: `<p>Text ${id}</p>`,
  spoiler_text: "",
  sensitive: false,
  visibility: "public",
  language: "en",
  account: anAccount("anna"),
  media_attachments: [],
  mentions: [],
  tags: [],
  emojis: [],
  reblogs_count: 0,
  favourites_count: 0,
  replies_count: 0,
  poll: null,
  card: null,
  ...given,
});

/** A reply by somebody of another server, as the first server shows it. */
export const aReply = (id: string, to: string, given: object = {}) =>
  aStatus(id, {
    uri: `https://far.example/users/bob/statuses/1${id}`,
    url: `https://far.example/@bob/1${id}`,
    account: anAccount("bob", "far.example"),
    in_reply_to_id: to,
    ...given,
  });

/** The answers of a Mastodon, one after the other, as somebody saves them. */
export const saved = (...answers: object[]): string => answers.map((answer) => JSON.stringify(answer)).join("\n");
