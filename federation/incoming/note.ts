import type { Attachment } from "../../src/domain/comment.ts";
import { isPublic } from "./audience.ts";
import { address, idOf, idsOf, isJson, type Json, many, member, pageOf, text, time, typeOf } from "./json.ts";

/** What a reply is read from, whichever software wrote it. */
export interface Note {
  id: string;
  /** All that are named as authors; more than one, or another than the signer, is not believed. */
  authors: string[];
  /** The id or page that it answers; null when it answers nothing. */
  answers: string | null;
  html: string;
  lang: string | null;
  warning: string | null;
  url: string;
  published: Date | null;
  updated: Date | null;
  /** Null when the object itself names no audience. */
  public: boolean | null;
  attachments: Attachment[];
  mentions: Mention[];
  /** An answer to a poll rather than to a text. */
  vote: boolean;
}

export interface Mention {
  href: string;
  name: string;
}

const noteTypes = new Set(["Note", "Article", "Page", "Question"]);
const articleTypes = new Set(["Article", "Page"]);
const maxContent = 200_000;
const maxAttachments = 4;

/** Whether an object is something that can be a comment. */
export function isNote(object: Json): boolean {
  return noteTypes.has(typeOf(object));
}

/** Reads a Note, Article, Page or Question, whatever shape its members have; null when it has no usable id. */
export function readNote(object: Json): Note | null {
  const id = address(member(object, "id"));
  if (id === null) return null;
  const type = typeOf(object);
  const content = contentOf(object);
  const name = text(member(object, "name"), 500);
  return {
    id,
    authors: idsOf(member(object, "attributedTo")),
    answers: idOf(member(object, "inReplyTo")),
    html: content.html,
    lang: content.lang,
    warning: articleTypes.has(type) ? null : warningOf(object),
    url: pageOf(member(object, "url")) ?? id,
    published: time(member(object, "published")),
    updated: time(member(object, "updated")),
    public: isPublic(object),
    attachments: attachmentsOf(object),
    mentions: mentionsOf(object),
    vote: type === "Note" && name !== null && content.html === "" && many(member(object, "attachment")).length === 0,
  };
}

function contentOf(object: Json): { html: string; lang: string | null } {
  const map = member(object, "contentMap");
  const first = isJson(map) ? Object.entries(map).find(([, value]) => typeof value === "string") : undefined;
  const html = text(member(object, "content"), maxContent) ?? text(first?.[1], maxContent) ?? "";
  return { html, lang: langOf(first?.[0]) ?? langOf(languageOf(object)) };
}

function languageOf(object: Json): unknown {
  const language = member(object, "language");
  if (isJson(language)) return member(language, "identifier");
  const context = many(object["@context"]).find((entry) => isJson(entry) && typeof entry["@language"] === "string");
  return isJson(context) ? context["@language"] : null;
}

function langOf(tag: unknown): string | null {
  return typeof tag === "string" && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(tag) && tag !== "und" ? tag : null;
}

/** A summary that holds nothing visible (Misskey's empty warning) still asks for a warning. */
function warningOf(object: Json): string | null {
  const summary = text(member(object, "summary"), 500);
  if (summary === null) return null;
  return (
    summary
      .replace(/<[^<>]*>/g, " ")
      .replace(/[\u200b\s]+/g, " ")
      .trim() || "…"
  );
}

const shown = /^(image|video|audio)\//;
const byType: Record<string, string> = { Image: "image/*", Video: "video/*", Audio: "audio/*" };

function attachmentsOf(object: Json): Attachment[] {
  const found: Attachment[] = [];
  for (const item of many(member(object, "attachment"))) {
    if (!isJson(item) || found.length === maxAttachments) continue;
    const link = many(member(item, "url")).find(isJson);
    const url = address(member(item, "url")) ?? pageOf(member(item, "url"));
    const named = text(member(item, "mediaType"), 100) ?? text(link && member(link, "mediaType"), 100);
    const mediaType = named ?? byType[typeOf(item)] ?? "";
    if (url === null || !shown.test(mediaType)) continue;
    found.push({ url, mediaType, alt: text(member(item, "name"), 2000) ?? "" });
  }
  return found;
}

function mentionsOf(object: Json): Mention[] {
  const mentions: Mention[] = [];
  for (const tag of many(member(object, "tag")).slice(0, 100)) {
    if (!isJson(tag) || typeOf(tag) !== "Mention") continue;
    const href = address(member(tag, "href"));
    if (href !== null) mentions.push({ href, name: text(member(tag, "name"), 300) ?? "" });
  }
  return mentions;
}
