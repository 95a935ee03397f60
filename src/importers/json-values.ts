import type { TextPiece } from "./read-text.ts";

/** What came out of a file: a value that was wanted, one that cannot be read, a text that ends in the middle, or bytes that are no text. */
export type JsonPiece =
  /** `record` counts the values that the file consists of, from 1. */
  | { kind: "value"; path: string; value: unknown; record: number }
  | { kind: "broken" | "cut" | "damaged"; record: number };

/** What is read of a format. */
export interface JsonShape {
  /**
   * Whether a value is given as a whole: nothing in it is asked for then. Paths are keys after slashes, with `*` for any
   * place in an array, such as `/comments/*`; empty for what stands by itself.
   */
  isWanted(path: string, start: string): boolean;
  /** Each line is a value by itself, so that a broken one ends with its line. */
  lines?: boolean;
}

/** Longer values than anybody wrote are not held: characters. */
const longestValue = 20_000_000;

/** Arrays and objects inside each other; files go less deep. */
const deepest = 100;

/** An array or object around what is being read. */
interface Frame {
  path: string;
  isArray: boolean;
  key: string;
  expectsKey: boolean;
}

/** Reads values of one JSON text, or of many one after the other, holding one wanted value at a time. */
export async function* readJson(pieces: AsyncIterable<TextPiece>, shape: JsonShape): AsyncIterable<JsonPiece> {
  const found: JsonPiece[] = [];
  const scanner = createScanner(shape, (piece) => void found.push(piece));
  for await (const { text, damaged } of pieces) {
    if (damaged) found.push({ kind: "damaged", record: 0 });
    scanner.write(text);
    yield* found.splice(0);
  }
  scanner.end();
  yield* found.splice(0);
}

function createScanner({ isWanted, lines = false }: JsonShape, tell: (piece: JsonPiece) => void) {
  let record = 0;
  let frames: Frame[] = [];
  /** What is read right now, besides marks between values: a string, a number or word, or nothing. */
  let token: "string" | "word" | null = null;
  let escaped = false;
  /** The text of a wanted value or of a key so far; null while what is read is not kept. */
  let kept: string[] | null = null;
  let keptLength = 0;
  let keptFor: { path: string; depth: number } | "key" | null = null;
  /** After a fault nothing counts before a new line that starts a value. */
  let lostUntilLine = false;

  return { write, end };

  function write(text: string): void {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const char = text[i] as string;
      if (lostUntilLine) {
        if (char === "\n") lostUntilLine = false;
        continue;
      }
      if (char === "\n" && (token === "string" || (lines && (frames.length > 0 || kept)))) {
        fail(token === "string" && !lines);
        continue;
      }
      if (token === "string") {
        if (escaped) escaped = false;
        else if (char === "\\") escaped = true;
        else if (char === '"') closeString(text, from, i + 1);
        continue;
      }
      if (token === "word" && /[\w.+-]/.test(char)) continue;
      if (token === "word") {
        token = null;
        if (typeof keptFor === "object" && keptFor?.depth === 0) give(text.slice(from, i));
        if (lostUntilLine) {
          lostUntilLine = char !== "\n";
          continue;
        }
      }
      from = mark(char, i) ?? from;
      if (lostUntilLine) continue;
      if (typeof keptFor === "object" && keptFor !== null && /[}\]]/.test(char) && keptFor.depth === 0) {
        give(text.slice(from, i + 1));
      }
    }
    if (kept) keep(text.slice(from));
  }

  function end(): void {
    if (token === "word" && typeof keptFor === "object" && keptFor?.depth === 0) give("");
    if (frames.length > 0 || kept || token === "string") tell({ kind: "cut", record });
  }

  /** Looks at a character outside of strings; returns where the text of what is kept from now on begins. */
  function mark(char: string, i: number): number | undefined {
    if (kept) {
      const inside = keptFor as { depth: number };
      if (char === '"') token = "string";
      else if (char === "{" || char === "[") inside.depth++;
      else if (char === "}" || char === "]") inside.depth--;
      return undefined;
    }
    const frame = frames.at(-1);
    if (char === "}" || char === "]") {
      if (!frame || frame.isArray !== (char === "]")) fail(true);
      else frames.pop();
      return undefined;
    }
    if (char === ",") {
      if (frame) frame.expectsKey = !frame.isArray;
      return undefined;
    }
    if (char === ":" || /\s/.test(char) || char === "\uFEFF") return undefined;
    if (char === '"' && frame?.expectsKey) {
      token = "string";
      startKeeping("key");
      return i;
    }
    return startValue(char, frame, i);
  }

  function startValue(char: string, frame: Frame | undefined, i: number): number | undefined {
    if (!/["{[\w-]/.test(char) || frame?.expectsKey || frames.length >= deepest) {
      fail(true);
      return undefined;
    }
    if (!frame) record++;
    const path = frame ? `${frame.path}/${frame.isArray ? "*" : frame.key}` : "";
    const isContainer = char === "{" || char === "[";
    if (isWanted(path, char)) startKeeping({ path, depth: isContainer ? 1 : 0 });
    else if (isContainer) frames.push({ path, isArray: char === "[", key: "", expectsKey: char === "{" });
    if (!isContainer) token = char === '"' ? "string" : "word";
    return kept ? i : undefined;
  }

  function closeString(text: string, from: number, to: number): void {
    token = null;
    if (keptFor === "key") {
      const frame = frames.at(-1) as Frame;
      frame.key = String(parse(text.slice(from, to)));
      frame.expectsKey = false;
    } else if (keptFor?.depth === 0) give(text.slice(from, to));
  }

  function startKeeping(what: NonNullable<typeof keptFor>): void {
    kept = [];
    keptLength = 0;
    keptFor = what;
  }

  function keep(text: string): void {
    kept?.push(text);
    keptLength += text.length;
    if (keptLength > longestValue) fail(true);
  }

  function give(last: string): void {
    const { path } = keptFor as { path: string };
    const value = parse(last);
    if (value !== undefined) tell({ kind: "value", path, value, record });
    else if (frames.length === 0) fail(true);
    else tell({ kind: "broken", record });
  }

  /** What was kept, as the value that it is; undefined for what is none. */
  function parse(last: string): unknown {
    const text = [...(kept ?? []), last].join("");
    kept = null;
    keptFor = null;
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  function fail(skipsLine: boolean): void {
    tell({ kind: "broken", record });
    frames = [];
    token = null;
    escaped = false;
    kept = null;
    keptFor = null;
    lostUntilLine = skipsLine;
  }
}
