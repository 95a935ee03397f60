/** An emoji as it is shown: one of Unicode, or a server's own, which is a picture with a `:name:`. */
export interface Emoji {
  text: string;
  /** The address of the picture on its own server; null for one of Unicode. */
  image: string | null;
}

/** A server's own emoji in somebody's words: the `:name:` that stands there, and its picture on its own server. */
export interface CustomEmoji {
  text: string;
  image: string;
}

/** How many people reacted with one emoji. */
export interface EmojiCount extends Emoji {
  count: number;
}

/** What is counted as one and the same: pictures of one name may differ from server to server. */
export function emojiKey({ text, image }: Emoji): string {
  return image === null ? text : `${text} ${image}`;
}

/** The emoji behind a key. */
export function readEmojiKey(key: string): Emoji {
  const cut = key.indexOf(" ");
  return cut === -1 ? { text: key, image: null } : { text: key.slice(0, cut), image: key.slice(cut + 1) };
}

const maxUnits = 40;
const segments = new Intl.Segmenter("en", { granularity: "grapheme" });
const emojiOnly = /^[\p{Emoji}\p{Emoji_Component}\p{Extended_Pictographic}]+$/u;
const pictured = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|^[0-9#*]\u20e3$/u;
const plainByDefault =
  /(?!\p{Emoji_Presentation})(?:\p{Extended_Pictographic}|[0-9#*](?=\u20e3))(?!\p{Emoji_Modifier})/gu;

/**
 * The one emoji that a text consists of, written in full: with and without the mark for colours it is the same. Null for
 * more than one, for letters, and for heaps of marks on one letter.
 */
export function unicodeEmoji(text: string): string | null {
  if (text.length > maxUnits) return null;
  const bare = text.replace(/[\ufe0e\ufe0f]/g, "");
  if (!emojiOnly.test(bare) || !pictured.test(bare)) return null;
  return [...segments.segment(bare)].length === 1 ? bare.replace(plainByDefault, "$&\ufe0f") : null;
}
