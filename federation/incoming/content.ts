import { escapeHtml } from "../../src/domain/escape.ts";
import { idOf, isJson, type Json, many, member, text, typeOf } from "./json.ts";
import { quotedIn } from "./quoted.ts";

/** The words of a note, in the markup that they were written in. */
export interface Content {
  html: string;
  /** What `html` really is, where its software sends the source instead (PeerTube). */
  type: "text/html" | "text/markdown" | "text/plain";
  lang: string | null;
}

const maxContent = 200_000;
const maxName = 500;
const maxOptions = 20;
const sources = { "text/markdown": "text/markdown", "text/plain": "text/plain" } as const;

/**
 * Reads what a note says, with the title of an Article and the options of a poll (interop §3.4). The language is that of
 * the entry of `contentMap` that is shown, else the object's own, else the one given.
 */
export function contentOf(object: Json, inherited: string | null): Content {
  const { value, tag } = spoken(object);
  const lang = langOf(tag) ?? langOf(ownLanguage(object)) ?? languageOf(object) ?? inherited;
  const named = text(member(object, "mediaType"), 100)?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (Object.hasOwn(sources, named)) return { html: value, type: sources[named as keyof typeof sources], lang };
  const html = `${titleOf(object, value)}${value}${optionsOf(object)}${quoteOf(object, value)}`;
  return { html, type: "text/html", lang };
}

/** Whether any words are left when the markup is taken away. */
export function hasWords(html: string): boolean {
  return /\S/.test(html.replace(/<[^<>]*>/g, ""));
}

/** The language that the context of a document or of the activity around it names. */
export function languageOf(document: Json): string | null {
  const context = many(document["@context"]).find((entry) => isJson(entry) && typeof entry["@language"] === "string");
  return isJson(context) ? langOf(context["@language"]) : null;
}

/** The content and its key in the map: that of the same words, else the first. */
function spoken(object: Json): { value: string; tag: string | undefined } {
  const map = member(object, "contentMap");
  const entries = isJson(map) ? Object.entries(map).filter(([, value]) => typeof value === "string") : [];
  const content = text(member(object, "content"), maxContent);
  const [tag, first] = entries.find(([, value]) => value === content) ?? entries[0] ?? [];
  return { value: content ?? text(first, maxContent) ?? "", tag };
}

function ownLanguage(object: Json): unknown {
  const language = member(object, "language");
  return isJson(language) ? member(language, "identifier") : null;
}

function langOf(tag: unknown): string | null {
  return typeof tag === "string" && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(tag) && tag !== "und" ? tag : null;
}

/** An Article has a title, and a poll may have its question there. A Note's name is that of a vote, or of its thread. */
function titleOf(object: Json, content: string): string {
  const type = typeOf(object);
  const name = text(member(object, "name"), maxName);
  if (name === null || !(type === "Article" || (type === "Question" && !hasWords(content)))) return "";
  return type === "Article" ? `<p><strong>${escapeHtml(name)}</strong></p>` : `<p>${escapeHtml(name)}</p>`;
}

/** A poll cannot be answered from here, but what it asks can be read. */
function optionsOf(object: Json): string {
  if (typeOf(object) !== "Question") return "";
  const options = [...many(member(object, "oneOf")), ...many(member(object, "anyOf"))]
    .map((option) => (isJson(option) ? text(member(option, "name"), maxName) : null))
    .filter((name) => name !== null)
    .slice(0, maxOptions);
  return options.length === 0 ? "" : `<ul>${options.map((name) => `<li>${escapeHtml(name)}</li>`).join("")}</ul>`;
}

/** A quote is a link to what is quoted; most software writes one into the text, for those who show no quotes (FEP-044f). */
function quoteOf(object: Json, content: string): string {
  const quoted = quotedIn(object);
  if (quoted === null || quoted === idOf(member(object, "inReplyTo"))) return "";
  const link = escapeHtml(quoted);
  if (/\bquote-inline\b/.test(content) || content.includes(link) || content.includes(quoted)) return "";
  return `<p class="quote-inline">RE: <a href="${link}">${link}</a></p>`;
}
