import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";

const shortest = 3;

/** What Isso's client sends for a new comment, in the words of the use-case. */
export interface NewBody {
  text: string;
  author: string;
  email: string;
  website: string;
  parent: number | null;
  notify: boolean;
}

type Body = Readonly<Record<string, unknown>>;

/** Reads the fields of a new comment; others are let be. Throws `invalid` with Isso's words for the first that is wrong. */
export function readNew(body: Body): NewBody {
  const { parent = null } = body;
  if (body["text"] === undefined || body["text"] === null) throw new Problem("invalid", "text is missing");
  if (parent !== null && !Number.isSafeInteger(parent))
    throw new Problem("invalid", "parent must be an integer or null");
  const person = readPerson(body);
  return {
    text: readLongEnough(body["text"]),
    author: person.author ?? "",
    email: person.email ?? "",
    website: person.website ?? "",
    parent: parent as number | null,
    // Isso lets go of the wish where there is no mailbox.
    notify: Boolean(person.email) && (body["notification"] === 1 || body["notification"] === true),
  };
}

/** Reads the fields of a change: what is left out stays as it is, and null empties it. Throws alike. */
export function readChange(body: Body): { text: string; author?: string; website?: string } {
  if (body["text"] === undefined || body["text"] === null) throw new Problem("invalid", "text is missing");
  const { author, website } = readPerson(body);
  return {
    text: readLongEnough(body["text"]),
    ...(author === undefined ? {} : { author }),
    ...(website === undefined ? {} : { website }),
  };
}

function readPerson(body: Body) {
  const texts: { author?: string; email?: string; website?: string } = {};
  for (const name of ["author", "website", "email"] as const) {
    const value = body[name];
    if (value === undefined) continue;
    if (value !== null && typeof value !== "string") throw new Problem("invalid", `${name} must be a string or null`);
    texts[name] = value ?? "";
  }
  if (texts.website && !isDjangoConform(texts.website)) throw new Problem("invalid", sentence("isso.website"));
  return texts;
}

function readLongEnough(text: unknown): string {
  if (typeof text !== "string") throw new Problem("invalid", "text must be a string");
  if (text.trimEnd().length < shortest) throw new Problem("invalid", sentence("isso.short", { min: shortest }));
  return text;
}

const host = String.raw`(?:(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?\.)+[\p{L}\p{N}-]{2,}\.?|\d{1,3}(?:\.\d{1,3}){3})`;
const website = new RegExp(String.raw`^(?:https?://)?${host}(?::\d+)?(?:/?|[/?]\S+)$`, "iu");

/** Isso's test of websites, but for `localhost`, which leads to somewhere else for each reader. */
function isDjangoConform(text: string): boolean {
  return text.length <= 254 && website.test(text.trim());
}
