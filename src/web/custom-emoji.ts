import type { CustomEmoji } from "../domain/emoji.ts";
import type { Links } from "./links.ts";

/** Words as they are shown: plain text, and pictures (the locals of `thread/emoji`) between. */
export type WordsView = ({ text: string; src: null } | { text: string; src: string })[];

/** No letter or digit touches it: in “10:30:45” there is none. */
const code = /(?<![\p{L}\p{N}])(:[\p{L}\p{N}_+-]{1,64}:)(?![\p{L}\p{N}])/gu;
const tagOrText = /<[^<>]*>|[^<]+/g;

/** A plain text in which a server's own emoji are pictures, by way of this node; what is not known stays a word. */
export function viewWords(links: Pick<Links, "emoji">, text: string, emoji: readonly CustomEmoji[] = []): WordsView {
  if (emoji.length === 0) return [{ text, src: null }];
  return text
    .split(code)
    .filter((part) => part !== "")
    .map((part) => ({ text: part, src: sourceOf(links, part, emoji) }));
}

/** The same for sanitised HTML, which keeps its meaning: tags and code are left as they are. */
export function withPictures(links: Pick<Links, "emoji">, html: string, emoji: readonly CustomEmoji[] = []): string {
  if (emoji.length === 0) return html;
  let inCode = 0;
  return html.replace(tagOrText, (piece) => {
    if (!piece.startsWith("<")) return inCode > 0 ? piece : picturesIn(links, piece, emoji);
    if (/^<(code|pre)\b/.test(piece)) inCode += 1;
    else if (/^<\/(code|pre)\b/.test(piece)) inCode -= 1;
    return piece;
  });
}

function picturesIn(links: Pick<Links, "emoji">, escaped: string, emoji: readonly CustomEmoji[]): string {
  return escaped.replace(code, (text) => {
    const src = sourceOf(links, text, emoji);
    if (src === null) return text;
    return `<img class="an-emoji" src="${src}" alt="${text}" title="${text}" width="20" height="20" loading="lazy" decoding="async">`;
  });
}

function sourceOf(links: Pick<Links, "emoji">, text: string, emoji: readonly CustomEmoji[]): string | null {
  const known = emoji.find((one) => one.text === text);
  return known ? links.emoji(known.image) : null;
}
