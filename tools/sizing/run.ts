import { readFileSync, writeFileSync } from "node:fs";
import type { Figure } from "./arithmetic.ts";
import { figuresFile, keptFigures, page, renewed, textOf, withTables } from "./page.ts";

/*
 * Reckons the tables of docs/operations/sizing.md: of the figures that the documentation keeps, or of those in a file, such as
 * bench/results.json, as far as it has them. `--write` puts them into the documentation, and the figures of a file into those
 * that it keeps; when and where these were taken is for whoever took them to say, in `taken` of figures.json.
 */
const file = process.argv.slice(2).find((word) => !word.startsWith("--"));
const found = file === undefined ? null : (JSON.parse(readFileSync(file, "utf8")) as Figure[]);
const { kept, missing } = found ? renewed(keptFigures(), found) : { kept: keptFigures(), missing: [] };
for (const name of missing) console.error(`${file} has no “${name}”: the figure from before is used.`);
const words = withTables(readFileSync(page, "utf8"), kept);
console.log(words);
if (process.argv.includes("--write")) {
  writeFileSync(figuresFile, textOf(kept));
  writeFileSync(page, words);
}
