import { type Attachment, untitledWarning } from "../../src/domain/comment.ts";
import type { CustomEmoji } from "../../src/domain/emoji.ts";
import { attachmentsOf } from "./attachments.ts";
import { type Audience, audienceOf, isOpen, narrower } from "./audience.ts";
import { wantsNotToBeFound } from "./consent.ts";
import { type Content, contentOf, hasWords } from "./content.ts";
import { customEmojiOf } from "./emoji.ts";
import { address, idOf, idsOf, isJson, type Json, many, member, pageOf, text, time, typeOf } from "./json.ts";
import { quotedIn } from "./quoted.ts";

/** What a reply is read from, whichever software wrote it. */
export interface Note extends Content {
  id: string;
  /** All that are named as authors; more than one, or another than the signer, is not believed. */
  authors: string[];
  /** The id or page that it answers; null when it answers nothing. */
  answers: string | null;
  warning: string | null;
  url: string;
  published: Date | null;
  updated: Date | null;
  /** Null when neither the object nor what it came in names an audience. */
  audience: Audience | null;
  /** Whether that is everybody. */
  public: boolean | null;
  attachments: Attachment[];
  emoji: CustomEmoji[];
  mentions: Mention[];
  /** Its author does not want it to be found. */
  unsearchable: boolean;
  /** An answer to a poll rather than to a text. */
  vote: boolean;
  /** The id or page that it quotes; null when it quotes nothing. */
  quotes: string | null;
  /** Where the leave to quote is said to be found; null when none is named. */
  leave: string | null;
}

export interface Mention {
  href: string;
  name: string;
}

/** What the activity around a note says of it. */
export interface Envelope {
  audience: Audience | null;
  lang: string | null;
}

const noteTypes = new Set(["Note", "Article", "Page", "Question"]);
const articleTypes = new Set(["Article", "Page"]);
const bare: Envelope = { audience: null, lang: null };

/** Whether an object is something that can be a comment. */
export function isNote(object: Json): boolean {
  return noteTypes.has(typeOf(object));
}

/**
 * Reads a Note, Article, Page or Question, whatever shape its members have; null when it has no usable id. Where the
 * activity around it names another audience, the narrower one counts.
 */
export function readNote(object: Json, envelope: Envelope = bare): Note | null {
  const id = address(member(object, "id"));
  if (id === null) return null;
  const type = typeOf(object);
  const content = contentOf(object, envelope.lang);
  const warning = articleTypes.has(type) ? null : warningOf(object);
  const audience = narrower(audienceOf(object), envelope.audience);
  return {
    id,
    authors: authorsOf(object),
    answers: idOf(member(object, "inReplyTo")),
    ...content,
    warning,
    url: pageOf(member(object, "url")) ?? id,
    published: time(member(object, "published")),
    updated: time(member(object, "updated")),
    audience,
    public: isOpen(audience),
    attachments: attachmentsOf(object, warning === null && member(object, "sensitive") === true),
    emoji: customEmojiOf(object, content.html, warning),
    mentions: mentionsOf(object),
    unsearchable: wantsNotToBeFound(object),
    vote: type === "Note" && isVote(object, content),
    quotes: quotedIn(object),
    leave: idOf(member(object, "quoteAuthorization")),
  };
}

/** All that a note names as its authors. A Group beside a person is where something was posted (PeerTube's channel), and not who wrote it. */
export function authorsOf(object: Json): string[] {
  const named = many(member(object, "attributedTo"));
  const people = named.filter((author) => !(isJson(author) && typeOf(author) === "Group"));
  return idsOf(people.length > 0 ? people : named);
}

function isVote(object: Json, content: Content): boolean {
  const named = text(member(object, "name"), 1) !== null;
  return named && !hasWords(content.html) && many(member(object, "attachment")).length === 0;
}

/** A summary that holds nothing visible (Misskey's empty warning) still asks for a warning. */
function warningOf(object: Json): string | null {
  const map = member(object, "summaryMap");
  const translated = isJson(map) ? Object.values(map).find((value) => typeof value === "string") : null;
  const summary = text(member(object, "summary"), 500) ?? text(translated, 500);
  if (summary === null) return null;
  return (
    summary
      .replace(/<[^<>]*>/g, " ")
      .replace(/[\u200b\s]+/g, " ")
      .trim() || untitledWarning
  );
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
