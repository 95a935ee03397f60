import { untitledWarning } from "../domain/comment.ts";
import type { AuthorDraft, Draft, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { utcDate } from "./dates.ts";
import { commentDraft } from "./drafts.ts";
import { endsEarly, notClosed, readText, wrongBytes } from "./read-text.ts";
import { sourceId } from "./source-id.ts";
import { child, readRecords, textOf, type XmlElement, type XmlShape } from "./xml-records.ts";

export interface DisqusOptions {
  /** The id of the site that it is read for; part of each comment's id. */
  site: string;
}

/** Reads exports of Disqus. */
export const disqusImporter: Importer = {
  name: "disqus",
  title: "Disqus",
  file: "an export of Disqus, XML or gzipped",
  options: [],
  detect: (head) => /<(?:\w+:)?disqus[\s>]/.test(head),
  open: async (file, { site }) => readDisqus(file, { site }),
};

const shape: XmlShape = {
  nameOf: (name, namespace) => (isOurs(namespace) ? name : null),
  isRecord: (name, within) => within === null && (name === "thread" || name === "post"),
};

/**
 * Reads an export of Disqus, as XML or gzipped, old ones with mailboxes and new ones without. `drafts` throws `invalid`
 * when the file is none, and what `readText` throws; a file that ends in the middle gives what is whole, and a fault.
 */
export function readDisqus(file: string, { site }: DisqusOptions): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    let known = false;
    let ended = false;
    for await (const piece of readRecords(readText(file), shape)) {
      if (piece.kind === "damaged") {
        yield wrongBytes(file);
      } else if (piece.kind === "root") {
        known = piece.name === "disqus" && isOurs(piece.namespace);
        if (!known) break;
      } else if (piece.kind === "torn") {
        yield notClosed(piece.name);
      } else if (piece.kind === "end") {
        ended = true;
      } else {
        yield piece.element.name === "thread" ? threadOf(piece.element) : commentOf(piece.element, site);
      }
    }
    if (!known) throw new Problem("invalid", `${file} is no export of Disqus: it does not start with <disqus>.`);
    if (!ended) yield endsEarly(file);
  }
  return { software: "Disqus", sessionKey: null, drafts, close: async () => undefined };
}

function isOurs(namespace: string): boolean {
  return namespace === "" || /^https?:\/\/disqus\.com\/?$/.test(namespace);
}

function threadOf(element: XmlElement): Draft {
  const id = idOf(element);
  if (id === "") return { kind: "fault", reason: "a thread without an id", place: textOf(element, "link") };
  const identifier = textOf(element, "id");
  return {
    kind: "thread",
    id,
    address: textOf(element, "link"),
    title: textOf(element, "title"),
    identifiers: identifier === "" || identifier === id ? [] : [identifier],
  };
}

function commentOf(element: XmlElement, site: string): Draft {
  const id = idOf(element);
  if (id === "") return { kind: "fault", reason: "a post without an id", place: textOf(element, "createdAt") };
  const keyOf = (old: string) => sourceId("disqus", site, old);
  const parent = idOf(child(element, "parent"));
  const text = child(element, "message")?.text ?? "";
  return commentDraft({
    id: keyOf(id),
    label: `post ${id}`,
    thread: idOf(child(element, "thread")),
    parent: parent === "" ? null : keyOf(parent),
    state: isTrue(element, "isDeleted") ? "removed" : isTrue(element, "isSpam") ? "spam" : "published",
    author: authorOf(child(element, "author")),
    source: { text, type: "text/html" },
    warning: /<spoiler[\s>]/i.test(text) ? untitledWarning : null,
    createdAt: utcDate(textOf(element, "createdAt")),
  });
}

/** Guests have no name of their own in the system, so that their shown name stands for them. */
function authorOf(author: XmlElement | undefined): Partial<AuthorDraft> {
  const username = textOf(author, "username");
  const name = textOf(author, "name");
  return {
    name: name || username,
    email: textOf(author, "email"),
    identity: username ? `disqus user ${username}` : name ? `disqus name ${name}` : "",
  };
}

/** The id by which others refer to it: an attribute, in some files the text. */
function idOf(element: XmlElement | undefined): string {
  return (element?.attributes["id"] ?? (element?.children.length === 0 ? element.text : "")).trim();
}

function isTrue(element: XmlElement, name: string): boolean {
  return /^(true|1)$/i.test(textOf(element, name));
}
