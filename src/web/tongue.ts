import type { Request } from "express";
import { acceptedTags } from "../i18n/languages.ts";
import type { Words } from "../i18n/words.ts";
import type { Links } from "./links.ts";
import { field, query } from "./middleware/form-body.ts";

/** How a page speaks to its reader: the words of one language, and links that lead on in it. */
export interface Tongue {
  words: Words;
  links: Links;
}

/** The language that a request asks for outright, in its field or parameter `lang`; empty when it asks for none. */
export function askedLang(req: Request): string {
  return field(req, "lang") || query(req, "lang");
}

/** The languages that a reader understands, the one asked for outright first. */
export function readersTags(req: Request): string[] {
  return [askedLang(req), ...acceptedTags(req.get("accept-language") ?? "")];
}
