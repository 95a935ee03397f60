import { type CustomEmoji, type Emoji, unicodeEmoji } from "../../src/domain/emoji.ts";
import { address, isJson, type Json, many, member, pageOf, text, typeOf } from "./json.ts";

const maxContent = 200;
const maxTags = 100;
const maxCustom = 20;
const maxPicture = 500;
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

/** The pictures that an object shows for what stands as `:name:` in its words (FEP-9098); the first of one name counts. */
export function customEmojiOf(object: Json, ...words: readonly (string | null)[]): CustomEmoji[] {
  const found = new Map<string, string>();
  for (const tag of emojiTags(object)) {
    const name = nameOf(member(tag, "name"));
    const image = pictureIn(tag);
    const code = `:${name}:`;
    if (name === null || image === null || found.has(code) || found.size === maxCustom) continue;
    if (words.some((text) => text?.includes(code))) found.set(code, image);
  }
  return [...found].map(([text, image]) => ({ text, image }));
}

/** The name in `:name:`, also where a server names the one that it is from: `:name@host:`. */
function nameOf(code: unknown): string | null {
  return typeof code === "string" && code.length <= maxContent ? (shortcode.exec(code)?.[1] ?? null) : null;
}

function pictureOf(reaction: Json, name: string): string | null {
  const tag = emojiTags(reaction).find((one) => nameOf(member(one, "name")) === name);
  return tag ? pictureIn(tag) : null;
}

function emojiTags(object: Json): Json[] {
  const tags = many(member(object, "tag")).slice(0, maxTags).filter(isJson);
  return tags.filter((tag) => typeOf(tag) === "Emoji");
}

function pictureIn(tag: Json): string | null {
  const [icon] = many(member(tag, "icon"));
  const url = isJson(icon) ? pageOf(member(icon, "url")) : address(icon);
  return url !== null && url.length <= maxPicture && !/\s/.test(url) ? url : null;
}
