import type { Rejection, Severity } from "../../../domain/block.ts";
import { Problem } from "../../../domain/problem.ts";
import { readCsv } from "./csv.ts";

/** One entry of a list of rules, as it stands there. */
export interface Entry {
  /** The line that it stands on; in JSON the place in the list, from 1. */
  line: number;
  /** A domain, or a handle. */
  name: string;
  /** Null where the list says nothing. */
  severity: Severity | null;
  rejects: Rejection[];
  /** What the list says in public of why. */
  reason: string;
}

/** An entry that cannot be read, by its line. */
export interface Unread {
  line: number;
  name: string;
  fault: string;
}

/** A list as it was read. */
export interface ReadList {
  entries: Entry[];
  unread: Unread[];
}

/** The names of columns that lists use, without the `#` that some put before them. */
const columns = {
  name: ["domain", "account address", "account", "host", "instance"],
  severity: ["severity", "action"],
  media: ["reject_media"],
  reports: ["reject_reports"],
  reason: ["public_comment", "comment", "reason"],
} as const;

const severities: Record<string, Severity> = {
  noop: "noop",
  none: "noop",
  silence: "hold",
  limit: "hold",
  hold: "hold",
  filter: "hold",
  suspend: "block",
  block: "block",
  reject: "block",
  drop: "block",
  allow: "allow",
  accept: "allow",
};

/**
 * Reads a list in any of the ways that others write them: Mastodon's table of an administrator, its lists of a user's
 * domains and accounts, GoToSocial's JSON, what servers publish of their blocks, or one name a line. Throws `invalid` for
 * what is none of them.
 */
export function readList(text: string): ReadList {
  const bare = text.replace(/^\ufeff/, "");
  if (bare.trim() === "") throw new Problem("invalid", "The list is empty.");
  return /^\s*[[{]/.test(bare) ? readJson(bare) : readTable(bare);
}

function readTable(text: string): ReadList {
  const rows = readCsv(text);
  const names = rows[0]?.cells.map((cell) => cell.replace(/^#\s*/, "").toLowerCase()) ?? [];
  const has = names.some((name) => isColumn("name", name));
  const at = (column: keyof typeof columns) => names.findIndex((name) => isColumn(column, name));
  const places = has
    ? { name: at("name"), severity: at("severity"), media: at("media"), reports: at("reports"), reason: at("reason") }
    : // Without a head a table is in Mastodon's order; one name a line is a table of one column.
      { name: 0, severity: 1, media: 2, reports: 3, reason: 4 };
  const read: ReadList = { entries: [], unread: [] };
  for (const { line, cells } of has ? rows.slice(1) : rows) {
    const name = cells[places.name] ?? "";
    // A remark; a domain begins with none of these.
    if (/^(#|\/\/)/.test(name)) continue;
    const rejects: Rejection[] = [];
    if (isTrue(cells[places.media])) rejects.push("media");
    if (isTrue(cells[places.reports])) rejects.push("reports");
    take(read, { line, name, severity: cells[places.severity] ?? "", rejects, reason: cells[places.reason] ?? "" });
  }
  return read;
}

function readJson(text: string): ReadList {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Problem("invalid", "The list begins like JSON, but cannot be read as such; it may have been cut off.");
  }
  if (!Array.isArray(json)) throw new Problem("invalid", "The JSON is no list of domains.");
  const read: ReadList = { entries: [], unread: [] };
  for (const [i, item] of json.entries()) {
    const given = (typeof item === "string" ? { domain: item } : item) as Record<string, unknown> | null;
    const textOf = (member: string) => (typeof given?.[member] === "string" ? given[member] : "");
    const rejects: Rejection[] = [
      ...(given?.["reject_media"] === true ? ["media" as const] : []),
      ...(given?.["reject_reports"] === true ? ["reports" as const] : []),
    ];
    const name = textOf("domain") || textOf("value");
    const reason = textOf("public_comment") || textOf("comment");
    take(read, { line: i + 1, name, severity: textOf("severity"), rejects, reason });
  }
  return read;
}

function take(read: ReadList, entry: Omit<Entry, "severity"> & { severity: string }): void {
  const { line, name } = entry;
  const severity = entry.severity === "" ? null : severities[entry.severity.toLowerCase()];
  const fault = faultOf(name, severity === undefined ? entry.severity : null);
  if (fault === null) read.entries.push({ ...entry, severity: severity ?? null });
  else read.unread.push({ line, name, fault });
}

function faultOf(name: string, oddSeverity: string | null): string | null {
  if (name === "") return "There is no name in it.";
  if (/\*/.test(name.replace(/^\*\.(?=[^*])/, "")))
    return `“${name.slice(0, 100)}” is masked with stars, so that nobody can tell whom it means.`;
  return oddSeverity === null ? null : `“${oddSeverity.slice(0, 40)}” is no severity that is known here.`;
}

function isColumn(column: keyof typeof columns, name: string): boolean {
  return (columns[column] as readonly string[]).includes(name);
}

function isTrue(cell: string | undefined): boolean {
  return /^(true|1|yes|t)$/i.test(cell ?? "");
}
