import type { FaultDraft } from "../domain/import.ts";
import { endsEarly, readText, wrongBytes } from "./read-text.ts";

/** A row of a table. */
export interface CsvRow {
  kind: "row";
  values: string[];
}

/** Longer values than anybody wrote are not held: characters. */
const longestValue = 20_000_000;

/** Rows have few values; what a file without line ends has beyond that is left out. */
const mostValues = 100;

/**
 * Reads a file of values that commas part, a row at a time, quoted as RFC 4180 says: a quoted value may hold commas, line
 * ends and doubled quotes. What cannot be read comes as a fault. Throws as `readText` does.
 */
export async function* readCsv(file: string): AsyncIterable<CsvRow | FaultDraft> {
  const rows: CsvRow[] = [];
  const scanner = createScanner((values) => void rows.push({ kind: "row", values }));
  for await (const { text, damaged } of readText(file)) {
    if (damaged) yield wrongBytes(file);
    scanner.write(text);
    yield* rows.splice(0);
  }
  const isWhole = scanner.end();
  yield* rows.splice(0);
  if (!isWhole) yield endsEarly(file);
}

function createScanner(tell: (values: string[]) => void) {
  let values: string[] = [];
  let value = "";
  let isQuoted = false;
  /** A quote ended a value, or was the first of two. */
  let wasQuote = false;

  return { write, end };

  function write(text: string): void {
    for (let i = 0; i < text.length; ) {
      const char = text[i] as string;
      if (isQuoted && !wasQuote) {
        const quote = text.indexOf('"', i);
        append(text.slice(i, quote < 0 ? text.length : quote));
        wasQuote = quote >= 0;
        i = quote < 0 ? text.length : quote + 1;
        continue;
      }
      if (wasQuote) {
        wasQuote = false;
        if (char === '"') append(char);
        else isQuoted = false;
        if (char === '"') i++;
        continue;
      }
      if (char === '"' && value === "") isQuoted = true;
      else if (char === ",") endValue();
      else if (char === "\n") endRow();
      else if (char !== "\r" && char !== "\uFEFF") append(char);
      i++;
    }
  }

  /** Whether what came was whole. */
  function end(): boolean {
    const isWhole = !isQuoted || wasQuote;
    if (isWhole) endRow();
    return isWhole;
  }

  function append(text: string): void {
    if (value.length + text.length <= longestValue) value += text;
  }

  function endValue(): void {
    if (values.length < mostValues) values.push(value);
    value = "";
  }

  function endRow(): void {
    endValue();
    if (values.length > 1 || values[0] !== "") tell(values);
    values = [];
  }
}
