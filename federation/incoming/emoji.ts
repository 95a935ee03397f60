import { type Emoji, unicodeEmoji } from "../../src/domain/emoji.ts";
import { address, isJson, type Json, many, member, pageOf, text, typeOf } from "./json.ts";

const maxContent = 200;
const maxTags = 50;
const maxPicture = 1000;
const shortcode = /^:?([\p{L}\p{N}_+-]{1,64})(?:@[\p{L}\p{N}.:-]*)?:?$/u;

/**
 * Reads the emoji that a Like carries or an EmojiReact is (FEP-c0e0): one of Unicode, or a `:shortcode:` with the tag that
 * shows its picture, from whichever server and with or without an id. Null when there is none that can be shown.
 */
export function emojiOf(reaction: Json): Emoji | null {
  const content = text(member(reaction, "content"), maxContent) ?? text(reaction["_misskey_reaction"], maxContent);
  const written = content?.trim() ?? "";
  const unicode = unicodeEmoji(written);
  if (unicode !== null) return { text: unicode, image: null };
  const name = nameOf(written);
  const image = name === null ? null : pictureOf(reaction, name);
  return image === null ? null : { text: `:${name}:`, image };
}

/** The name in `:name:`, also where a server names the one that it is from: `:name@host:`. */
function nameOf(code: unknown): string | null {
  return typeof code === "string" && code.length <= maxContent ? (shortcode.exec(code)?.[1] ?? null) : null;
}

function pictureOf(reaction: Json, name: string): string | null {
  const tags = many(member(reaction, "tag")).slice(0, maxTags).filter(isJson);
  const tag = tags.find((one) => typeOf(one) === "Emoji" && nameOf(member(one, "name")) === name);
  const [icon] = many(tag && member(tag, "icon"));
  const url = isJson(icon) ? pageOf(member(icon, "url")) : address(icon);
  return url !== null && url.length <= maxPicture && !/\s/.test(url) ? url : null;
}
