import { counted } from "../../domain/counted.ts";
import type { ImportedPage, ImportReport } from "./import-comments.ts";
import type { ImportNote, Outcome } from "./import-tally.ts";

const titles: Record<Outcome, string> = {
  lost: "Lost:",
  changed: "Not as it was:",
  left: "Left out, or left alone:",
};

/** A report with the first of its pages alone, as it is kept. */
export interface KeptReport extends Omit<ImportReport, "pages"> {
  pages: ImportedPage[];
  /** How many pages there are, and how many of them had no thread before. */
  pageCount: number;
  newPages: number;
}

/** A report as it is kept, with so many of its pages. */
export function keptReport(report: ImportReport, mostPages: number): KeptReport {
  const newPages = report.pages.filter(({ isNew }) => isNew).length;
  return { ...report, pages: report.pages.slice(0, mostPages), pageCount: report.pages.length, newPages };
}

/** What an import did, or with `dryRun` would do, as lines for the operator; with `pages` each page has one. */
export function reportLines(report: KeptReport, { dryRun, pages }: { dryRun: boolean; pages: boolean }): string[] {
  const { added, updated, already, software } = report;
  const sum = added.published + added.held + added.spam + added.removed;
  const parts = [
    added.published > 0 && `${added.published} published`,
    added.held > 0 && `${added.held} for review`,
    added.spam > 0 && `${added.spam} as spam`,
    added.removed > 0 && `${counted(added.removed, "place")} of deleted ones`,
  ].filter((part) => part !== false);
  const lines = [
    `${software}: ${counted(report.comments, "comment")} in ${counted(report.threads, "thread")}, ${counted(report.pageCount, "page")} of the blog (${report.newPages} new here).`,
    `${dryRun ? "Would store" : "Stored"} ${counted(sum, "comment")}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}.`,
  ];
  if (updated > 0) lines.push(`${dryRun ? "Would bring" : "Brought"} ${counted(updated, "comment")} up to date.`);
  const { hidden, held } = report.byRules;
  if (hidden > 0) lines.push(`${hidden} hidden by your rules; they are shown once the rules are taken back.`);
  if (held > 0) lines.push(`${held} for review by your rules.`);
  if (already > 0) lines.push(`${counted(already, "comment")} ${already === 1 ? "was" : "were"} here already.`);
  if (pages) for (const page of report.pages) lines.push(`  ${page.comments}  ${page.url}${page.isNew ? "  new" : ""}`);
  if (pages && report.pages.length < report.pageCount) {
    lines.push(`  … and ${counted(report.pageCount - report.pages.length, "more page", "more pages")}`);
  }
  for (const outcome of ["lost", "changed", "left"] as const) {
    const notes = report.notes.filter((note) => note.outcome === outcome);
    if (notes.length > 0) lines.push(titles[outcome], ...notes.map(lineOf));
  }
  if (dryRun) lines.push("Nothing was written.");
  return lines;
}

function lineOf({ reason, count, examples, more }: ImportNote): string {
  const places = examples.length > 0 ? `: ${examples.map(clean).join(", ")}${more ? ", …" : ""}` : "";
  return `  ${count}  ${reason}${places}`;
}

/** Addresses and ids of a file that anybody may have written go to a terminal. */
function clean(text: string): string {
  const printable = text.replace(/\p{C}/gu, "�");
  return printable.length > 100 ? `${printable.slice(0, 99)}…` : printable;
}
