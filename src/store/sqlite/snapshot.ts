import { closeSync, openSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { unwritable } from "../files.ts";
import type { Adapter } from "../port.ts";
import type { Connection } from "./connection.ts";
import { openDatabase } from "./driver.ts";
import { translate } from "./errors.ts";

type LeftOut = Parameters<NonNullable<Adapter["snapshot"]>>[1];

/**
 * Copies a live database to a new file that its owner alone may read. Throws `conflict` when the file exists, `invalid`
 * when it cannot be made, `busy` when the disk is full; a copy that failed is taken away.
 */
export async function snapshot(connection: Connection, file: string, leftOut: LeftOut): Promise<void> {
  const path = resolve(file);
  try {
    // VACUUM INTO takes an empty file; made exclusively, nothing is ever written over.
    closeSync(openSync(path, "wx", 0o600));
  } catch (cause) {
    throw unwritable(path, cause);
  }
  try {
    connection.alone("VACUUM INTO ?", [path]);
    await erase(path, leftOut);
  } catch (error) {
    rmSync(path, { force: true });
    throw translate(error);
  }
}

async function erase(path: string, leftOut: LeftOut): Promise<void> {
  if (leftOut.length === 0) return;
  const copy = await openDatabase(path);
  try {
    // Overwrites what is deleted, so that it cannot be read off the free pages.
    copy.exec("PRAGMA secure_delete = ON");
    for (const { collection, id } of leftOut) copy.prepare(`DELETE FROM ${collection} WHERE _id = ?`).run(id);
  } finally {
    copy.close();
  }
}
