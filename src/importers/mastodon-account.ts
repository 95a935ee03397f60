import type { RemoteActor } from "../domain/author.ts";
import type { CustomEmoji } from "../domain/emoji.ts";
import { utcDate } from "./dates.ts";
import { fieldsOf, listOf, textIn } from "./json-fields.ts";

const maxName = 200;
const maxEmoji = 20;

/** An address of the web, as it is written; null for anything else. */
export function webAddress(value: unknown): string | null {
  const text = textIn(value);
  return /^https?:\/\//.test(text) && URL.canParse(text) ? text : null;
}

/**
 * The author of a post that lives at an address. Null where they are of another server than the post, or where the file
 * does not tell: rules and later news go by the address of the account. Before 4.2 Mastodon told it only within its posts'.
 */
export function accountOf(account: Readonly<Record<string, unknown>>, post: string): RemoteActor | null {
  const id = webAddress(account["uri"]) ?? /^(https?:\/\/[^/]+\/users\/[^/]+)\/statuses\//.exec(post)?.[1] ?? null;
  if (id === null || new URL(id).origin !== new URL(post).origin) return null;
  const username = textIn(account["username"]) || (textIn(account["acct"]).split("@")[0] as string);
  const name = (textIn(account["display_name"]).trim() || username).slice(0, maxName);
  const url = webAddress(account["url"]);
  const emoji = emojiIn(account["emojis"], name);
  const since = utcDate(textIn(account["created_at"]));
  return {
    kind: "remote",
    id,
    handle: `${username.replace(/[\s@]/g, "") || "unknown"}@${new URL(id).host}`,
    name,
    url: url !== null && new URL(url).origin === new URL(id).origin ? url : id,
    avatar: webAddress(account["avatar_static"]) ?? webAddress(account["avatar"]),
    ...(emoji.length > 0 ? { emoji } : {}),
    ...(since ? { since } : {}),
    ...(account["indexable"] === false || account["noindex"] === true ? { unsearchable: true } : {}),
  };
}

/** The pictures of a server's own emoji that stand in these words. */
export function emojiIn(list: unknown, ...words: readonly string[]): CustomEmoji[] {
  return listOf(list)
    .map(fieldsOf)
    .flatMap(({ shortcode, static_url, url }): CustomEmoji[] => {
      const text = `:${textIn(shortcode)}:`;
      const image = webAddress(static_url) ?? webAddress(url);
      return image !== null && words.some((said) => said.includes(text)) ? [{ text, image }] : [];
    })
    .slice(0, maxEmoji);
}
