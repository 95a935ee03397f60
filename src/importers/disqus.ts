import { untitledWarning } from "../domain/comment.ts";
import type { AuthorDraft, CommentDraft, Draft, ImportSource, ThreadDraft } from "../domain/import.ts";
import { defaultHash } from "../domain/isso.ts";
import { Problem } from "../domain/problem.ts";
import { createIssoFace } from "./isso-face.ts";
import { readText } from "./read-text.ts";
import { sourceId } from "./source-id.ts";
import { readRecords, type XmlElement } from "./xml-records.ts";

export interface DisqusOptions {
  /** The id of the site that it is read for; part of each comment's id. */
  site: string;
}

type FaceOf = ReturnType<typeof createIssoFace>;

/**
 * Reads an export of Disqus, as XML or gzipped, old ones with mailboxes and new ones without. `drafts` throws `invalid`
 * when the file is none, and what `readText` throws; a file that ends in the middle gives what is whole, and a fault.
 */
export function readDisqus(file: string, { site }: DisqusOptions): ImportSource {
  const faceOf = createIssoFace(defaultHash);

  async function* drafts(): AsyncIterable<Draft> {
    let known = false;
    let ended = false;
    for await (const piece of readRecords(readText(file))) {
      if (piece.kind === "damaged") {
        yield { kind: "fault", reason: "bytes that are not in the encoding of the file", place: file };
      } else if (piece.kind === "root") {
        known = isDisqus(piece);
        if (!known) break;
      } else if (piece.kind === "end") {
        ended = true;
      } else {
        const draft = await draftOf(piece.element, site, faceOf);
        if (draft) yield draft;
      }
    }
    if (!known) throw new Problem("invalid", `${file} is no export of Disqus: it does not start with <disqus>.`);
    if (!ended)
      yield { kind: "fault", reason: "the file ends in the middle; what comes after that is missing", place: file };
  }
  return { software: "Disqus", sessionKey: null, drafts, close: async () => undefined };
}

function isDisqus({ name, namespace }: { name: string; namespace: string }): boolean {
  return name === "disqus" && (namespace === "" || /^https?:\/\/disqus\.com\/?$/.test(namespace));
}

async function draftOf(element: XmlElement, site: string, faceOf: FaceOf): Promise<Draft | null> {
  if (element.name === "thread") return threadOf(element);
  return element.name === "post" ? commentOf(element, site, faceOf) : null;
}

function threadOf(element: XmlElement): Draft {
  const id = idOf(element);
  if (id === "") return { kind: "fault", reason: "a thread without an id", place: textOf(element, "link") };
  const identifier = textOf(element, "id");
  const thread: ThreadDraft = {
    kind: "thread",
    id,
    address: textOf(element, "link"),
    title: textOf(element, "title"),
    identifiers: identifier === "" || identifier === id ? [] : [identifier],
  };
  return thread;
}

async function commentOf(element: XmlElement, site: string, faceOf: FaceOf): Promise<Draft> {
  const id = idOf(element);
  if (id === "") return { kind: "fault", reason: "a post without an id", place: textOf(element, "createdAt") };
  const keyOf = (old: string) => sourceId("disqus", site, old);
  const parent = idOf(child(element, "parent"));
  const text = child(element, "message")?.text ?? "";
  const comment: CommentDraft = {
    kind: "comment",
    id: keyOf(id),
    label: `post ${id}`,
    thread: idOf(child(element, "thread")),
    parent: parent === "" ? null : keyOf(parent),
    number: null,
    state: isTrue(element, "isDeleted") ? "removed" : isTrue(element, "isSpam") ? "spam" : "published",
    author: await authorOf(child(element, "author"), faceOf),
    source: { text, type: "text/html" },
    warning: /<spoiler[\s>]/i.test(text) ? untitledWarning : null,
    createdAt: dateOf(textOf(element, "createdAt")),
    editedAt: null,
    votes: { up: 0, down: 0 },
    issoVoters: null,
    notify: false,
  };
  return comment;
}

/**
 * Guests have no name of their own in the system, so that their shown name stands for them. Who left a mailbox gets the face
 * that it has wherever they write.
 */
async function authorOf(author: XmlElement | undefined, faceOf: FaceOf): Promise<AuthorDraft> {
  const username = textOf(author, "username");
  const name = textOf(author, "name");
  const email = textOf(author, "email");
  return {
    name: name || username,
    website: "",
    email,
    identity: username ? `disqus user ${username}` : name ? `disqus name ${name}` : "",
    network: "",
    face: email === "" ? null : await faceOf(email.replaceAll("&", "&amp;")),
  };
}

/** The id by which others refer to it: an attribute, in some files the text. */
function idOf(element: XmlElement | undefined): string {
  return (element?.attributes["id"] ?? (element?.children.length === 0 ? element.text : "")).trim();
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

function textOf(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? "";
}

function isTrue(element: XmlElement, name: string): boolean {
  return /^(true|1)$/i.test(textOf(element, name));
}

/** Disqus writes UTC; a date without a zone is read as that. */
function dateOf(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return null;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text.replace(" ", "T")}Z`;
  const date = new Date(zoned);
  return Number.isNaN(date.getTime()) ? null : date;
}
