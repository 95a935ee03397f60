import type { Emoji } from "../../src/domain/emoji.ts";
import { Problem } from "../../src/domain/problem.ts";
import { audienceOf, isOpen } from "./audience.ts";
import { languageOf } from "./content.ts";
import { emojiOf } from "./emoji.ts";
import { address, idOf, isJson, type Json, many, member, text, time, typeOf } from "./json.ts";
import { isNote, type Note, type Envelope as Outside, readNote } from "./note.ts";
import { plain } from "./plain.ts";

/** What an activity is about: given whole, or by its id alone. */
export type Thing =
  | { kind: "note"; id: string; note: Note; json: Json }
  | { kind: "actor"; id: string; json: Json }
  | { kind: "activity"; id: string | null; activity: Activity }
  | { kind: "link"; id: string }
  /** Given whole, but nothing we read, such as a Tombstone: its id is all that counts. */
  | { kind: "other"; id: string };

/** Everything that the inbox knows how to handle; all else is `other`. */
export type Activity =
  | (Envelope & { kind: "create"; things: Thing[] })
  | (Envelope & { kind: "update"; things: Thing[] })
  | (Envelope & { kind: "delete"; thing: Thing })
  | (Envelope & { kind: "undo"; thing: Thing })
  | (Envelope & { kind: "like"; thing: Thing; emoji: Emoji | null })
  | (Envelope & { kind: "emoji"; thing: Thing; emoji: Emoji | null })
  | (Envelope & { kind: "dislike"; thing: Thing })
  | (Envelope & { kind: "announce"; thing: Thing })
  | (Envelope & { kind: "follow"; thing: Thing })
  | (Envelope & { kind: "block"; thing: Thing })
  | (Envelope & { kind: "move"; thing: Thing })
  /** Asks to quote the thing in a post of the actor's. */
  | (Envelope & { kind: "quote"; thing: Thing; instrument: Thing | null })
  /** Objects to the things, among them the person who made them; the words are plain text. */
  | (Envelope & { kind: "flag"; things: Thing[]; words: string })
  | (Envelope & { kind: "other"; type: string });

/** What every activity carries. */
interface Envelope {
  /** Null for one that names no id; such a one cannot be undone by id. */
  id: string | null;
  actor: string;
  /** Whether it is addressed to the public; null when it names no audience. */
  public: boolean | null;
}

const kinds = {
  Create: "create",
  Update: "update",
  Delete: "delete",
  Undo: "undo",
  Like: "like",
  EmojiReact: "emoji",
  "litepub:EmojiReact": "emoji",
  Dislike: "dislike",
  Announce: "announce",
  Follow: "follow",
  Block: "block",
  Move: "move",
  Flag: "flag",
  QuoteRequest: "quote",
  "https://w3id.org/fep/044f#QuoteRequest": "quote",
} as const;

const actorTypes = new Set(["Person", "Service", "Application", "Group", "Organization"]);
const maxThings = 20;
const maxNesting = 2;
/** More than any software sends in a report. */
const maxWords = 10_000;

/** Reads an activity into the few shapes that we handle. Throws `invalid` when it is not even one. */
export function readActivity(object: Json, nesting = 0): Activity {
  const type = typeOf(object);
  const actor = idOf(member(object, "actor"));
  if (type === "") throw new Problem("invalid", "The activity has no type.");
  if (actor === null) throw new Problem("invalid", "The activity has no actor.");
  const outside: Outside = { audience: audienceOf(object), lang: languageOf(object) };
  const base = { id: address(member(object, "id")), actor, public: isOpen(outside.audience) };
  const kind = Object.hasOwn(kinds, type) ? kinds[type as keyof typeof kinds] : null;
  if (kind === null) return { kind: "other", type, ...base };
  const things = many(member(object, "object"))
    .slice(0, maxThings)
    .map((value) => readThing(value, outside, nesting))
    .filter((thing) => thing !== null);
  if (kind === "create") return { kind, things: dated(things, time(member(object, "published"))), ...base };
  if (kind === "update") return { kind, things, ...base };
  if (kind === "flag") return { kind, things, words: plain(text(member(object, "content"), maxWords)), ...base };
  const [thing] = things;
  if (!thing) return { kind: "other", type, ...base };
  if (kind === "like" || kind === "emoji") return { kind, thing, emoji: emojiOf(object), ...base };
  if (kind !== "quote") return { kind, thing, ...base };
  // Who is asked is not who wrote it: what the request is addressed to says nothing of the post inside.
  const [instrument] = many(member(object, "instrument"));
  return { kind, thing, instrument: readThing(instrument, { ...outside, audience: null }, nesting), ...base };
}

/** Bridgy Fed dates the Create alone, and not the post in it. */
function dated(things: Thing[], published: Date | null): Thing[] {
  return things.map((thing) =>
    thing.kind === "note" ? { ...thing, note: { ...thing.note, published: thing.note.published ?? published } } : thing,
  );
}

function readThing(value: unknown, outside: Outside, nesting: number): Thing | null {
  if (!isJson(value)) {
    const id = address(value);
    return id === null ? null : { kind: "link", id };
  }
  if (isNote(value)) {
    const note = readNote(value, outside);
    return note && { kind: "note", id: note.id, note, json: value };
  }
  const id = address(member(value, "id"));
  const type = typeOf(value);
  if (id !== null && actorTypes.has(type)) return { kind: "actor", id, json: value };
  if (member(value, "actor") !== undefined && nesting < maxNesting && idOf(member(value, "actor")) !== null) {
    return { kind: "activity", id, activity: readActivity(value, nesting + 1) };
  }
  return id === null ? null : { kind: "other", id };
}
