import { Parser } from "htmlparser2";
import type { TextPiece } from "./read-text.ts";

/** Longer texts than anybody writes are cut, so that a file without ends cannot fill the memory: characters. */
const longestText = 2_000_000;

/** A record has few parts, and they do not go deep; what goes on beyond that is left out. */
const mostChildren = 100;
const deepest = 10;

/** An element with what it holds. Names and attributes go without their prefix; text of children is not part of its own. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
}

/** What came out of a file: an element below the root, that the root was closed, or bytes that are no text. */
export type XmlPiece =
  | { kind: "root"; name: string; namespace: string }
  | { kind: "record"; element: XmlElement }
  | { kind: "end" }
  | { kind: "damaged" };

/**
 * Reads the elements right below the root of an XML file one by one, holding one at a time. Elements of other namespaces
 * are left out. No entity but XML's own five and characters by number is ever put in, and nothing is loaded.
 */
export async function* readRecords(pieces: AsyncIterable<TextPiece>): AsyncIterable<XmlPiece> {
  const found: XmlPiece[] = [];
  const parser = createRecordParser((piece) => void found.push(piece));
  for await (const { text, damaged } of pieces) {
    if (damaged) found.push({ kind: "damaged" });
    parser.write(text);
    yield* found.splice(0);
  }
  parser.end();
  yield* found.splice(0);
}

function createRecordParser(tell: (piece: XmlPiece) => void): Parser {
  let root: { prefix: string; name: string } | null = null;
  /** The open elements of the record being read, the record first. */
  const open: XmlElement[] = [];
  /** How many elements that are left out are open around here. */
  let strange = 0;

  return new Parser(
    {
      onopentag(qualified, attributes) {
        const [prefix, name] = split(qualified);
        if (root === null) {
          root = { prefix, name };
          tell({ kind: "root", name, namespace: attributes[prefix === "" ? "xmlns" : `xmlns:${prefix}`] ?? "" });
          return;
        }
        const isTooMuch = open.length >= deepest || (open.at(-1)?.children.length ?? 0) >= mostChildren;
        if (strange > 0 || prefix !== root.prefix || isTooMuch) {
          strange++;
          return;
        }
        const element: XmlElement = { name, attributes: localNames(attributes), text: "", children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(text) {
        const element = open.at(-1);
        if (element && strange === 0 && element.text.length < longestText) element.text += text;
      },
      onclosetag(_, isImplied) {
        if (strange > 0) {
          strange--;
          return;
        }
        const element = open.pop();
        // What the end of the file closed is not whole.
        if (isImplied) return;
        if (!element) tell({ kind: "end" });
        else if (open.length === 0) tell({ kind: "record", element });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
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
