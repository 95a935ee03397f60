import type { Request } from "express";
import { query } from "../../middleware/form-body.ts";
import { askedLang } from "../../tongue.ts";

/** What a page wants of the skin, as its script tag says it. */
export interface Look {
  /** Empty for the language of the page. */
  lang: string;
  faces: boolean;
  votes: boolean;
  /** The hashes of those who write the page. */
  authors: readonly string[];
}

const mostAuthors = 20;

/** Reads `lang`, `avatar`, `vote` and `authors` of a request. */
export function readLook(req: Request): Look {
  const hashes = query(req, "authors").split(/[\s,]+/);
  return {
    lang: askedLang(req),
    faces: query(req, "avatar") !== "0",
    votes: query(req, "vote") !== "0",
    authors: hashes.filter((hash) => /^[\da-f]{6,128}$/.test(hash)).slice(0, mostAuthors),
  };
}

/** Whether a call that answers with JSON otherwise is to be answered in HTML of the skin. */
export function wantsSkin(req: Request): boolean {
  return query(req, "as") === "html";
}
