import { openStore } from "../../../src/store/open.ts";
import { openDatabase } from "./sqlite.ts";

/** So many are written in one transaction, as an import does. */
const atOnce = 500;

/**
 * The least that storing comments can do: the documents of one database, put as they are into the same tables and indexes of
 * another, without reading, cleaning or looking up anything. Prints how many a second that were.
 */
const [from = "", to = ""] = process.argv.slice(2);
await (await openStore(`sqlite:${to}`)).close();
const [source, target] = [await openDatabase(from), await openDatabase(to)];
for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "cache_size = -16000", "wal_autocheckpoint = 4000"]) {
  target.exec(`PRAGMA ${pragma}`);
}
const columns = target.prepare("SELECT name FROM pragma_table_info('comments')").all<{ name: string }>();
const names = columns.map(({ name }) => `"${name}"`).join(", ");
const read = source.prepare(`SELECT ${names} FROM comments WHERE rowid > ? AND rowid <= ?`);
const insert = target.prepare(`INSERT INTO comments (${names}) VALUES (${columns.map(() => "?").join(", ")})`);
let count = 0;
let took = 0;
for (let first = 0; ; first += atOnce) {
  const rows = read.all(`${first}`, `${first + atOnce}`).map((row) => Object.values<string>(row));
  if (rows.length === 0) break;
  const before = performance.now();
  target.exec("BEGIN IMMEDIATE");
  for (const row of rows) insert.run(...row);
  target.exec("COMMIT");
  took += performance.now() - before;
  count += rows.length;
}
console.log((count / took) * 1000);
