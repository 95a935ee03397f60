import { type Block, everywhere, type Severity, severityOf } from "../../../domain/block.ts";
import { writeCsv } from "./csv.ts";

/** The ways in which rules are handed to others. */
export const listFormats = ["mastodon", "gotosocial", "domains", "accounts"] as const;
export type ListFormat = (typeof listFormats)[number];

const mastodon: Partial<Record<Severity, string>> = { noop: "noop", hold: "silence", block: "suspend" };
const head = ["#domain", "#severity", "#reject_media", "#reject_reports", "#public_comment", "#obfuscate"];

/**
 * Writes rules as others read them: Mastodon's table of servers, GoToSocial's JSON or plain names of those that are
 * blocked, or the handles of people who are. Notes stay here; the public reason goes along.
 */
export function writeList(rules: readonly Block[], format: ListFormat): string {
  const hosts = rules.filter(({ kind, value }) => kind === "host" && value !== everywhere);
  const blocked = hosts.filter((rule) => severityOf(rule) === "block");
  switch (format) {
    case "mastodon":
      return writeCsv([head, ...hosts.flatMap(rowOf)]);
    case "gotosocial":
      return `${JSON.stringify(
        blocked.map(({ value, reason }) => ({ domain: value, ...(reason ? { public_comment: reason } : {}) })),
        null,
        2,
      )}\n`;
    case "domains":
      return blocked.map(({ value }) => `${value}\n`).join("");
    case "accounts":
      return writeCsv([
        ["Account address"],
        ...rules.flatMap((rule) => (isBlockedHandle(rule) ? [[rule.label.replace(/^@/, "")]] : [])),
      ]);
  }
}

/** What is allowed has no place in a table of blocks. */
function rowOf(rule: Block): string[][] {
  const severity = mastodon[severityOf(rule)];
  if (severity === undefined) return [];
  const is = (rejection: "media" | "reports") => String(rule.rejects?.includes(rejection) ?? false);
  return [[rule.value, severity, is("media"), is("reports"), rule.reason ?? "", "false"]];
}

function isBlockedHandle(rule: Block): boolean {
  return rule.kind === "actor" && severityOf(rule) === "block" && /^@?[^@\s]+@[^@\s]+$/.test(rule.label);
}
