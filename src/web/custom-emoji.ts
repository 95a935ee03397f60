import type { CustomEmoji } from "../domain/emoji.ts";
import type { Links } from "./links.ts";

/** Words as they are shown: plain text, and pictures (the locals of `thread/emoji`) between. */
export type WordsView = ({ text: string; src: null } | { text: string; src: string })[];

/** So many pictures a text shows at most: little that is written must not make much that is sent. */
const maxPictures = 50;

/** In “10:30:45” there is none. Scripts without blanks between words write it between their letters. */
const code = /(?<![A-Za-z0-9])(:[\p{L}\p{N}_+-]{1,64}:)(?![A-Za-z0-9])/gu;
const tagOrText = /<[^<>]*>|[^<]+/g;

/** A plain text in which a server's own emoji are pictures, by way of this node; what is not known stays a word. */
export function viewWords(links: Pick<Links, "emoji">, text: string, emoji: readonly CustomEmoji[] = []): WordsView {
  if (emoji.length === 0) return [{ text, src: null }];
  const sourceOf = createSources(links, emoji);
  return text
    .split(code)
    .filter((part) => part !== "")
    .map((part) => ({ text: part, src: sourceOf(part) }));
}

/** The same for sanitised HTML, which keeps its meaning: tags and code are left as they are. */
export function withPictures(links: Pick<Links, "emoji">, html: string, emoji: readonly CustomEmoji[] = []): string {
  if (emoji.length === 0) return html;
  const sourceOf = createSources(links, emoji);
  let inCode = 0;
  return html.replace(tagOrText, (piece) => {
    if (!piece.startsWith("<")) return inCode > 0 ? piece : picturesIn(piece, sourceOf);
    if (/^<(code|pre)\b/.test(piece)) inCode += 1;
    else if (/^<\/(code|pre)\b/.test(piece)) inCode -= 1;
    return piece;
  });
}

type SourceOf = (text: string) => string | null;

function picturesIn(escaped: string, sourceOf: SourceOf): string {
  return escaped.replace(code, (text) => {
    const src = sourceOf(text);
    if (src === null) return text;
    return `<img class="an-emoji" src="${src}" alt="${text}" title="${text}" width="20" height="20" loading="lazy" decoding="async">`;
  });
}

/** Where the picture of each emoji is, as often as pictures are shown. */
function createSources(links: Pick<Links, "emoji">, emoji: readonly CustomEmoji[]): SourceOf {
  const sources = new Map(emoji.map(({ text, image }) => [text, links.emoji(image)]));
  let shown = 0;
  return (text) => {
    const source = sources.get(text);
    if (source === undefined || shown === maxPictures) return null;
    shown += 1;
    return source;
  };
}
