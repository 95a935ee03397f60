import type { ImportRun, ImportStage } from "../../domain/import-run.ts";
import type { Importer } from "../../domain/importer.ts";
import type { Site } from "../../domain/site.ts";
import { moment } from "./time.ts";

/** How the list calls each step. */
const stages: Record<ImportStage, string> = {
  uploaded: "to be looked at",
  looking: "being looked at",
  looked: "waits for you to begin",
  importing: "under way",
  done: "done",
  failed: "failed",
};

/** An import as a line of the list. */
export function viewRunLine({ _id, fileName, stage, createdAt, by, importer }: ImportRun, all: readonly Importer[]) {
  const title = all.find(({ name }) => name === importer)?.title ?? null;
  return {
    id: _id,
    fileName,
    stage: stages[stage],
    isOpen: stage !== "done",
    title,
    at: moment(createdAt),
    by: by.name,
  };
}

/** An import as its own page has it; `typed` are the fields of a form that could not be taken. */
export function viewRun(
  run: ImportRun,
  all: readonly Importer[],
  sites: readonly Site[],
  typed: ((name: string) => string) | null,
) {
  const { _id, fileName, size, stage, done, total, report, lost, fault } = run;
  const detected = all.find(({ name }) => name === run.detected) ?? null;
  const chosen = typed ? typed("importer") : (run.importer ?? "");
  const picked = all.find(({ name }) => name === chosen);
  const site = typed ? typed("site") : (run.site ?? "");
  return {
    id: _id,
    fileName,
    size: sizeOf(size),
    stage,
    isAtWork: stage === "looking" || stage === "importing",
    mayLook: stage === "uploaded" || stage === "looked" || stage === "failed",
    detected: detected && { title: detected.title, file: detected.file },
    formats: all.map(({ name, title }) => ({ value: name, label: title, chosen: name === chosen })),
    blogs: sites.map(({ _id, name, home }) => ({ value: _id, label: name || home, chosen: _id === site })),
    options: (picked?.options ?? []).map(({ name, label, value, choices, otherwise }) => ({
      field: `${picked?.name}-${name}`,
      label: `${label.charAt(0).toUpperCase()}${label.slice(1)}`,
      value: typed ? typed(`${picked?.name}-${name}`) : (run.values[name] ?? ""),
      placeholder: otherwise ?? value,
      choices: choices ?? null,
    })),
    map: typed ? typed("map") : run.map,
    check: typed ? typed("check") === "yes" : run.check,
    progress: total > 0 ? { done, total, percent: Math.floor((done / total) * 100) } : null,
    report: report ? sectionsOf(report) : null,
    lost,
    fault,
  };
}

/** What was said to the options of the chosen format. */
export function valuesOf(importer: Importer | undefined, typed: (name: string) => string): Record<string, string> {
  return Object.fromEntries((importer?.options ?? []).map(({ name }) => [name, typed(`${importer?.name}-${name}`)]));
}

/** Lines of a report by the heading that they stand below; the first ones have none. */
function sectionsOf(lines: readonly string[]) {
  const first: Section = { heading: null, lines: [] };
  const sections = [first];
  for (const line of lines) {
    if (!line.startsWith(" ") && line.endsWith(":")) sections.push({ heading: line.slice(0, -1), lines: [] });
    else if (!line.startsWith(" ")) first.lines.push({ count: null, text: line });
    else {
      if (sections.length === 1) sections.push({ heading: "Pages", lines: [] });
      const [, count = null, text = line] = /^ *(\d+) {2}(.*)$/.exec(line) ?? [];
      sections.at(-1)?.lines.push({ count, text: text.trim() });
    }
  }
  return sections;
}

interface Section {
  heading: string | null;
  lines: { count: string | null; text: string }[];
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
