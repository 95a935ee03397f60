import { readFileSync } from "node:fs";
import { root } from "../run.ts";
import { type Figure, reckon } from "./arithmetic.ts";
import { reckonOneBlog } from "./one-blog.ts";

/** The page whose tables are reckoned, and the figures that they are reckoned from. */
export const page = `${root}docs/operations/sizing.md`;
export const figuresFile = `${root}docs/operations/figures.json`;

/** Figures, with a sentence on when and where they were taken. */
export interface Kept {
  taken: string;
  rows: Figure[];
}

/** The figures that the documentation keeps. */
export function keptFigures(): Kept {
  return JSON.parse(readFileSync(figuresFile, "utf8")) as Kept;
}

/** The kept figures as their file has them, a row a line. */
export function textOf({ taken, rows }: Kept): string {
  const lines = rows.map(
    ({ name, value, unit }) =>
      `    { "name": ${JSON.stringify(name)}, "value": ${JSON.stringify(value)}, "unit": ${JSON.stringify(unit)} }`,
  );
  return `{\n  "taken": ${JSON.stringify(taken)},\n  "rows": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** The kept figures with the values that others of the same name have, and the names of those that none has. */
export function renewed({ taken, rows }: Kept, figures: readonly Figure[]): { kept: Kept; missing: string[] } {
  const newest = new Map(figures.map(({ name, value }) => [name, value]));
  const missing = rows.map(({ name }) => name).filter((name) => typeof newest.get(name) !== "number");
  return { kept: { taken, rows: rows.map((row) => ({ ...row, value: newest.get(row.name) ?? row.value })) }, missing };
}

/** The words of the page with what is reckoned of figures in its places. Throws where one of these, or a figure, is missing. */
export function withTables(words: string, { taken, rows }: Kept): string {
  const places = {
    taken: `${taken[0]?.toUpperCase()}${taken.slice(1)}.`,
    "one blog": tableOf(["| | |", "|---|---|"], reckonOneBlog(rows)),
    reckoned: tableOf(["| | reckoned as | |", "|---|---|---|"], reckon(rows)),
  };
  return Object.entries(places).reduce((text, [name, made]) => {
    const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`The page has no place for “${name}”.`);
    return text.replace(place, (_, before: string, after: string) => `${before}${made}\n${after}`);
  }, words);
}

function tableOf(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [...head, ...lines.map((line) => `| ${line.join(" | ")} |`)].join("\n");
}
