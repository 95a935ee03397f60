import { Parser } from "htmlparser2";
import type { TextPiece } from "./read-text.ts";

/** Longer texts than anybody writes are cut, so that a file without ends cannot fill the memory: characters. */
const longestText = 2_000_000;

/** A record has few parts, and they do not go deep; what goes on beyond that is left out. */
const mostChildren = 100;
const deepest = 10;

/** An element with what it holds. Attributes go without their prefix; text of children is not part of its own. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
}

/** What came out of a file: the root, a record, one that something else was closed around, that the root was closed, or bytes that are no text. */
export type XmlPiece =
  | { kind: "root"; name: string; namespace: string }
  /** `within` is the record around it, with what came before. */
  | { kind: "record"; element: XmlElement; within: XmlElement | null }
  | { kind: "torn"; name: string }
  | { kind: "end" }
  | { kind: "damaged" };

/** What is read of a format. */
export interface XmlShape {
  /**
   * What an element is called from here on, by its name without prefix and its namespace, which is `prefix:` for a prefix
   * that stands for nothing; null to leave it out.
   */
  nameOf(name: string, namespace: string): string | null;
  /** Whether an element of that name, right below the root and others that are no records, or in a record, is one. */
  isRecord(name: string, within: string | null): boolean;
}

/** An element that is open: a record or a part of one, something around records, or something that is left out. */
type Open = { element: XmlElement; isRecord: boolean } | "around" | "strange";

/**
 * Reads the records of an XML file one by one, holding one at a time, and those around it. No entity but XML's own five and
 * characters by number is ever put in, and nothing is loaded.
 */
export async function* readRecords(pieces: AsyncIterable<TextPiece>, shape: XmlShape): AsyncIterable<XmlPiece> {
  const found: XmlPiece[] = [];
  let isOver = false;
  const parser = createRecordParser(shape, (piece) => {
    // What the end of the file closed is not whole, and nobody knows what else is missing.
    if (!isOver || piece.kind !== "torn") found.push(piece);
  });
  for await (const { text, damaged } of pieces) {
    if (damaged) found.push({ kind: "damaged" });
    parser.write(text);
    yield* found.splice(0);
  }
  isOver = true;
  parser.end();
  yield* found.splice(0);
}

function createRecordParser({ nameOf, isRecord }: XmlShape, tell: (piece: XmlPiece) => void): Parser {
  const open: Open[] = [];
  const scopes = createScopes();
  /** Where the last tag began. */
  let openedAt = -1;

  const parser = new Parser(
    {
      onopentag(qualified, attributes) {
        openedAt = parser.startIndex;
        const [name, namespace] = scopes.enter(qualified, attributes);
        if (open.length === 0) tell({ kind: "root", name, namespace });
        open.push(open.length === 0 ? "around" : opened(nameOf(name, namespace), attributes));
      },
      ontext(text) {
        const last = open.at(-1);
        if (typeof last === "object" && last.element.text.length < longestText) last.element.text += text;
      },
      onclosetag(_, isImplied) {
        scopes.leave();
        const last = open.pop();
        // A tag that closes itself is whole; what the end of something around it closed, or of the file, is not.
        const isWhole = !isImplied || parser.startIndex === openedAt;
        if (open.length === 0 && isWhole) tell({ kind: "end" });
        if (typeof last !== "object" || !last.isRecord) return;
        const around = open.at(-1);
        if (isWhole)
          tell({ kind: "record", element: last.element, within: typeof around === "object" ? around.element : null });
        else tell({ kind: "torn", name: last.element.name });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  return parser;

  function opened(name: string | null, attributes: Record<string, string>): Open {
    const around = open.at(-1);
    if (name === null || around === "strange") return "strange";
    const within = typeof around === "object" ? around.element : null;
    const isOne = isRecord(name, within?.name ?? null);
    if (!within && !isOne) return "around";
    const element: XmlElement = { name, attributes: localNames(attributes), text: "", children: [] };
    if (within && !isOne) {
      if (open.length > deepest || within.children.length >= mostChildren) return "strange";
      within.children.push(element);
    }
    return { element, isRecord: isOne };
  }
}

/** Keeps what prefixes stand for, element by element. */
function createScopes() {
  const scopes: Record<string, string>[] = [];
  return {
    enter(qualified: string, attributes: Record<string, string>): [name: string, namespace: string] {
      let scope = scopes.at(-1) ?? {};
      for (const [key, value] of Object.entries(attributes)) {
        if (key === "xmlns" || key.startsWith("xmlns:")) scope = { ...scope, [key]: value };
      }
      scopes.push(scope);
      const [prefix, name] = split(qualified);
      return [name, scope[prefix === "" ? "xmlns" : `xmlns:${prefix}`] ?? (prefix && `${prefix}:`)];
    },
    leave: () => void scopes.pop(),
  };
}

/** The first part of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

/** The text of the first part of that name, without white space around it; empty where there is none. */
export function textOf(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? "";
}

function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(":");
  return colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** Where an attribute is there with and without a prefix, the one with it counts. */
function localNames(attributes: Record<string, string>): Record<string, string> {
  const entries = Object.entries(attributes).map(([name, value]) => ({ parts: split(name), value }));
  entries.sort((a, b) => a.parts[0].length - b.parts[0].length);
  return Object.fromEntries(entries.map(({ parts, value }) => [parts[1], value]));
}
