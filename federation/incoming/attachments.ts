import type { Attachment } from "../../src/domain/comment.ts";
import { isJson, type Json, many, member, pageOf, text, typeOf } from "./json.ts";

const maxAttachments = 4;
const maxAlt = 2000;
const shown = /^(image|video|audio)\//;
const byType: Record<string, string> = { Image: "image/*", Video: "video/*", Audio: "audio/*" };
/** For a Document that does not say what it is. */
const byEnding: [RegExp, string][] = [
  [/\.(png|jpe?g|gif|webp|avif)$/i, "image/*"],
  [/\.(mp4|webm|mov)$/i, "video/*"],
  [/\.(mp3|ogg|oga|m4a|flac|wav)$/i, "audio/*"],
];

/**
 * Reads the pictures, films and sounds of a note, four at most (interop §3.4). One is sensitive when it says so, or when
 * the whole note is and has no warning that hides it.
 */
export function attachmentsOf(object: Json, sensitive: boolean): Attachment[] {
  const found: Attachment[] = [];
  for (const item of many(member(object, "attachment"))) {
    if (!isJson(item) || found.length === maxAttachments) continue;
    const links = many(member(item, "url")).filter(isJson);
    const link = links.find((one) => shown.test(text(member(one, "mediaType"), 100) ?? ""));
    const url = pageOf(link ?? member(item, "url"));
    const named = text(member(item, "mediaType"), 100) ?? text(link && member(link, "mediaType"), 100);
    if (url === null) continue;
    const mediaType = named ?? byType[typeOf(item)] ?? typeByEnding(url);
    if (!shown.test(mediaType)) continue;
    const alt = text(member(item, "name"), maxAlt) ?? text(member(item, "summary"), maxAlt) ?? "";
    const veiled = sensitive || member(item, "sensitive") === true;
    found.push({ url, mediaType, alt, ...(veiled ? { sensitive: true } : {}) });
  }
  return found;
}

function typeByEnding(url: string): string {
  const { pathname } = new URL(url);
  return byEnding.find(([ending]) => ending.test(pathname))?.[1] ?? "";
}
