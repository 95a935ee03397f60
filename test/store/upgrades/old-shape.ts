import { collectionSpecs } from "../../../src/store/collection-specs.ts";
import { everyCollection } from "../../../src/store/copy.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Doc, Docs } from "../../../src/store/port.ts";
import { openDatabase } from "../../../src/store/sqlite/driver.ts";
import { indexName } from "../../../src/store/sqlite/layout.ts";

/** What the fields of a document may hold that have an index, dates aside. */
const values = [null, true, false, 0, 1, 2.5, -7, 1e15, "", "a", "ü🎵", "1", "{}"];

/**
 * Makes an embedded store as programs left it that kept no fields beside the documents: tables of `_id` and `doc` with
 * indexes on expressions, every collection in use, each field with an index in all that it may be.
 */
export async function writeOldShape(file: string, documents = 40): Promise<void> {
  const db = await openDatabase(file);
  db.exec("PRAGMA journal_mode = WAL");
  db.exec(`PRAGMA application_id = ${0x416e7469}`);
  db.exec("PRAGMA user_version = 1");
  for (const { name, indexes } of collectionSpecs) {
    db.exec(`CREATE TABLE ${name} (_id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL)`);
    for (const paths of indexes) {
      const fields = paths.map((path) => (path === "_id" ? path : `doc->>'$.${path}'`));
      const present = paths.length === 1 ? ` WHERE ${fields[0]} IS NOT NULL` : "";
      db.exec(`CREATE INDEX ${indexName(name, paths)} ON ${name} (${fields.join(", ")})${present}`);
    }
  }
  db.close();
  const store = await openStore(`sqlite:${file}`);
  for (const docs of everyCollection(store.docs)) if (docs.spec.name !== "leases") await fill(docs, documents);
  await store.docs.settings.insertOne({ _id: "store", value: { version: 2, program: "0.1.0" } });
  await store.close();
  // All of it is to be in the one file, which is copied.
  const whole = await openDatabase(file);
  whole.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  whole.close();
}

async function fill(docs: Docs<Doc>, documents: number): Promise<void> {
  const { spec } = docs;
  const paths = [...new Set([...spec.indexes.flat(), ...spec.dates])].filter((path) => path !== "_id");
  const made = Array.from({ length: documents }, (_, n) => {
    const doc: Doc & Record<string, unknown> = { _id: `d${n}`, else: `“${n}” \\ \n 日本` };
    for (const [i, path] of paths.entries()) {
      const pick = n * 7 + i * 3;
      if (pick % 5 === 0) continue;
      put(doc, path, spec.dates.includes(path) ? new Date(2e12 + pick * 1000) : values[pick % values.length]);
    }
    return doc;
  });
  await docs.insertMany(made);
}

function put(doc: Record<string, unknown>, path: string, value: unknown): void {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    doc[name] = value;
  } else {
    const inner = doc[name] ?? {};
    doc[name] = inner;
    if (typeof inner === "object") put(inner as Record<string, unknown>, rest.join("."), value);
  }
}
