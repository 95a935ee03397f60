import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ForeignWriter } from "../../domain/exporter.ts";
import { openDatabase } from "./driver.ts";

/** Opens an SQLite file of another program's, empty, among temporary files. */
export async function createForeign(): Promise<ForeignWriter> {
  const folder = await mkdtemp(join(tmpdir(), "antiphon-export-"));
  const file = join(folder, "export.db");
  const db = await openDatabase(file);
  let isOpen = true;
  const end = () => {
    if (isOpen) db.close();
    isOpen = false;
  };
  return {
    exec: (sql) => db.exec(sql),
    run: (sql, values) => void db.prepare(sql).run(...values),
    async *bytes() {
      end();
      yield* createReadStream(file);
    },
    async close() {
      end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
