import type { Html } from "../domain/ports.ts";

/** The longest title and teaser that are kept, in characters. */
export const longestTitle = 300;
export const longestTeaser = 500;

/** Some text as a document gives it. */
export interface Words {
  text: string;
  /** Whether it is HTML rather than plain text. */
  isHtml: boolean;
}

/** Plain words on one line, cut at a word; empty when there are none. */
export function plainWords(html: Pick<Html, "toText">, words: Words | null, max: number): string {
  if (!words) return "";
  return html.toText(words.isHtml ? words.text : words.text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"), max);
}

/**
 * Whether a text that should be plain was written by a template for HTML: it has entities, and none of the characters that
 * they stand for.
 */
export function isEscaped(text: string): boolean {
  return hasEntity(text) && !/[<>"&]/.test(text.replaceAll(entity, ""));
}

/** Whether a text that may be HTML is: an ampersand without any entity is none. */
export function isMarkup(text: string): boolean {
  return hasEntity(text) || !text.includes("&");
}

const entity = /&(?:[a-z]{2,10}|#\d{2,6}|#x[\da-f]{2,5});/gi;

function hasEntity(text: string): boolean {
  return text.search(entity) >= 0;
}

const zone = /(?:Z|[+-]\d\d:?\d\d|\b[A-Z]{2,5})$/i;

/** A date as feeds and pages write it; null for what cannot be read. One without a zone is taken as UTC. */
export function readDate(text: string | null | undefined): Date | null {
  const trimmed = text?.trim();
  if (!trimmed) return null;
  const isDayAlone = /^\d{4}-\d\d-\d\d$/.test(trimmed);
  const tries = isDayAlone || zone.test(trimmed) ? [trimmed] : [`${trimmed}Z`, `${trimmed} GMT`];
  // The names of most zones mean nothing to Date; an hour off is better than no date.
  tries.push(trimmed.replace(/\s[A-Z]{2,5}$/, " GMT"));
  return tries.map((form) => new Date(form)).find((date) => !Number.isNaN(date.getTime())) ?? null;
}
