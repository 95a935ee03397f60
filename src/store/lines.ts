import { once } from "node:events";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Problem } from "../domain/problem.ts";
import { collectionSpecs } from "./collection-specs.ts";
import type { CollectionName, Collections } from "./collections.ts";
import { type Line, linesOf } from "./copy.ts";
import { unwritable } from "./files.ts";

const format = "antiphon-backup";
const formatVersion = 1;

/**
 * Writes all documents that `keep` lets through to a new file that its owner alone may read: one a line in MongoDB's
 * extended JSON, between a first line that names the format and a last one with the count. Throws `conflict` when the
 * file exists, `invalid` when it cannot be written.
 */
export async function writeLines(docs: Collections, file: string, keep: (line: Line) => boolean): Promise<void> {
  const handle = await open(file, "wx", 0o600).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
  const out = handle.createWriteStream();
  const write = async (value: unknown) => {
    if (!out.write(`${JSON.stringify(value)}\n`)) await once(out, "drain");
  };
  try {
    let count = 0;
    await write({ format, version: formatVersion });
    for await (const line of linesOf(docs)) {
      if (!keep(line)) continue;
      await write(extend(line));
      count += 1;
    }
    await write({ end: count });
    out.end();
    await once(out, "close");
  } catch (cause) {
    out.destroy();
    throw cause instanceof Problem ? cause : unwritable(file, cause);
  }
}

/** Reads a backup that `writeLines` wrote. Throws `invalid` at a line that is none of ours and at an early end. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  const known = new Set<string>(collectionSpecs.map(({ name }) => name));
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  let count = 0;
  let end: unknown = null;
  for await (const text of lines) {
    const value = parse(file, ++number, text);
    if (number === 1) {
      checkHead(file, value);
    } else if ("end" in value) {
      end = value["end"];
    } else {
      if (!known.has(value["collection"] as CollectionName)) throw newer(file);
      count += 1;
      yield value as unknown as Line;
    }
  }
  if (end !== count) throw new Problem("invalid", `${file} is cut short or was changed; use another backup.`);
}

function checkHead(file: string, head: Record<string, unknown>): void {
  if (head["format"] !== format) throw new Problem("invalid", `${file} is not a backup of Antiphon.`);
  if (head["version"] !== formatVersion) throw newer(file);
}

function newer(file: string): Problem {
  return new Problem("conflict", `${file} was written by a newer Antiphon; restore it with that one.`);
}

function parse(file: string, number: number, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text, reviveDate);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, with whatever else is no document.
  }
  throw new Problem("invalid", `Line ${number} of ${file} is no line of a backup; use another file.`);
}

function reviveDate(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("$date" in value)) return value;
  return new Date(value.$date as string);
}

function extend(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(extend);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, extend(member)]));
}
