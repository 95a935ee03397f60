import type { Draft, ImportSource } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { Problem } from "../domain/problem.ts";
import { commentDraftOf, threadDraftOf } from "./antiphon-drafts.ts";
import { blogLine, commentLine, endLine, formatName, formatVersion, headerLine, threadLine } from "./antiphon-lines.ts";
import { readLines } from "./read-lines.ts";
import { readText } from "./read-text.ts";

/** Reads what `antiphon export` wrote, in our own format. */
export const antiphonImporter: Importer = {
  name: "antiphon",
  title: "Antiphon",
  file: "an export of Antiphon in its own format (.ndjson), also gzipped",
  options: [
    {
      name: "blog",
      label: "address of the blog whose comments are wanted, where the file has several",
      value: "address",
    },
  ],
  detect: (head) => new RegExp(`^\\uFEFF?\\s*\\{\\s*"format"\\s*:\\s*"${formatName}"`).test(head),
  open: async (file, { values }) => readAntiphon(file, values["blog"] ?? null),
};

/**
 * Reads a file of our own. `drafts` throws `invalid` when it is none, `unsupported` when a newer node wrote it, and what
 * `readText` throws; a line that is none of the format is a fault, and so is an end in the middle.
 */
function readAntiphon(file: string, blog: string | null): ImportSource {
  async function* drafts(): AsyncIterable<Draft> {
    let isOpen = false;
    let ended = false;
    let wanted = true;
    for await (const { number, text } of readLines(readText(file))) {
      const place = `line ${number}`;
      const value = text === null ? undefined : parsed(text);
      if (!isOpen) {
        demandHeader(file, value);
        isOpen = true;
        continue;
      }
      const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
      if (type === "blog") wanted = blog === null || blogLine.safeParse(value).data?.home === blog;
      else if (type === "end") ended = endLine.safeParse(value).success;
      else if (wanted) yield draftOf(type, value, place);
      else if (type === "comment")
        yield { kind: "note", outcome: "left", reason: "comments of other blogs of the file", place };
    }
    if (!isOpen) demandHeader(file, undefined);
    if (!ended) {
      yield { kind: "fault", reason: "the file ends in the middle; what comes after that is missing", place: file };
    }
  }
  return { software: "Antiphon", sessionKey: null, drafts, close: async () => undefined };
}

function draftOf(type: unknown, value: unknown, place: string): Draft {
  if (type === "thread") {
    const { data } = threadLine.safeParse(value);
    return data ? threadDraftOf(data) : { kind: "fault", reason: "threads that are not as the format has them", place };
  }
  if (type === "comment") {
    const { data } = commentLine.safeParse(value);
    return data
      ? commentDraftOf(data)
      : { kind: "fault", reason: "comments that are not as the format has them", place };
  }
  return { kind: "fault", reason: "lines that are none of the format", place };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function demandHeader(file: string, value: unknown): void {
  const { data } = headerLine.safeParse(value);
  if (!data) throw new Problem("invalid", `${file} is no export of Antiphon: its first line does not say so.`);
  if (data.version > formatVersion) {
    const known = `this node reads up to version ${formatVersion}`;
    throw new Problem("unsupported", `${file} was written by a newer Antiphon (version ${data.version}); ${known}.`);
  }
}
