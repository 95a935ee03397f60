import { readFileSync, writeFileSync } from "node:fs";
import { minPasswordLength } from "../src/domain/password.ts";
import { printOf } from "../src/domain/password-prints.ts";
import { root } from "./run.ts";

/*
 * Packs lists of common passwords, a line each and the most used first, into src/domain/common-passwords.ts: what is long
 * enough for a password from all of them, and the most used of any length from the first one. Only their prints are kept, so
 * that the sources hold nobody's words.
 *
 *   npx tsx tools/pack-common-passwords.ts LIST…
 */

const mostUsed = 3_000;
const lineLength = 112;

const lists = process.argv.slice(2).map((file) => readFileSync(file, "utf8").split(/\r?\n/).filter(Boolean));
const [first = []] = lists;
if (first.length < mostUsed) throw new Error(`The first list has ${first.length} lines; ${mostUsed} are needed.`);
const long = lists.flat().filter((password) => [...password].length >= minPasswordLength);
const prints = [...new Set([...long, ...first.slice(0, mostUsed)].map(printOf))].sort((a, b) => a - b);
const bytes = Buffer.alloc(prints.length * 4);
for (const [i, print] of prints.entries()) bytes.writeUInt32BE(print, i * 4);
const lines = bytes.toString("base64").match(new RegExp(`.{1,${lineLength}}`, "g")) ?? [];
const text = `/**
 * Prints of ${prints.length.toLocaleString("en")} common passwords, four bytes each in base64, made by \`tools/pack-common-passwords.ts\`: the ${mostUsed.toLocaleString("en")} most
 * used ones, and all that have ${minPasswordLength} letters or more among the 304,000 that were found in most leaks and in two other lists.
 * From “Probable Wordlists” 2.0 (berzerk0), “10 million passwords” (Mark Burnett) and the first 59,000 of RockYou.
 */
export const commonPrints = [
${lines.map((line) => `  "${line}",`).join("\n")}
].join("");
`;
writeFileSync(`${root}src/domain/common-passwords.ts`, text);
console.log(
  `${prints.length} prints of ${new Set(long).size} long and ${mostUsed} most used passwords, ${lines.length} lines.`,
);
