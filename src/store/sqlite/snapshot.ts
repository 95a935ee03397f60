import { closeSync, openSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { unwritable } from "../files.ts";
import type { Adapter } from "../port.ts";
import { type ApartStatement, runApart } from "./apart.ts";
import type { Connection } from "./connection.ts";
import { openDatabase } from "./driver.ts";
import { translate } from "./errors.ts";

type LeftOut = Parameters<NonNullable<Adapter["snapshot"]>>[1];

/**
 * Copies a live database to a new file that its owner alone may read, by a thread of its own where `source` is the file
 * that others may open as well. Throws `conflict` when the file exists, `invalid` when it cannot be made, `busy` when the
 * disk is full; a copy that failed is taken away.
 */
export async function snapshot(
  connection: Connection,
  source: string | null,
  file: string,
  leftOut: LeftOut,
): Promise<void> {
  const path = resolve(file);
  try {
    // VACUUM INTO takes an empty file; made exclusively, nothing is ever written over.
    closeSync(openSync(path, "wx", 0o600));
  } catch (cause) {
    throw unwritable(path, cause);
  }
  try {
    if (source === null) {
      connection.alone("VACUUM INTO ?", [path]);
      await runHere(path, erasing(leftOut));
    } else {
      // What was written in this turn is committed, and so is part of the copy.
      await connection.write(() => undefined, false);
      await runApart(source, [{ sql: "VACUUM INTO ?", values: [path] }]);
      await runApart(path, erasing(leftOut));
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw translate(error, "The copy, or the database,");
  }
}

function erasing(leftOut: LeftOut): ApartStatement[] {
  // Overwrites what is deleted, so that it cannot be read off the free pages.
  return [
    { sql: "PRAGMA secure_delete = ON" },
    ...leftOut.map(({ collection, id }) => ({ sql: `DELETE FROM ${collection} WHERE _id = ?`, values: [id] })),
  ];
}

async function runHere(file: string, statements: readonly ApartStatement[]): Promise<void> {
  const db = await openDatabase(file);
  try {
    for (const { sql, values = [] } of statements) db.prepare(sql).all(...values);
  } finally {
    db.close();
  }
}
