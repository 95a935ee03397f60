import { createHash } from "node:crypto";
import { access, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Config } from "../config.ts";
import { Problem } from "../domain/problem.ts";
import type { Uploads } from "../domain/uploads.ts";
import { databaseFileOf } from "./secret-file.ts";

/** Where what is brought lies until it is done with: beside the data, or among temporary files where that is elsewhere. */
export function uploadFolder(store: string): string {
  const database = databaseFileOf(store);
  return database === null ? join(tmpdir(), "antiphon-imports") : join(dirname(database), "imports");
}

/** Keeps what is brought in a folder, which is made with the first file. */
export function createUploads({ store, importBytes }: Pick<Config, "store" | "importBytes">): Uploads {
  const folder = uploadFolder(store);
  const prefix = `${tagOf(store)}-`;
  const pathOf = (id: string) => join(folder, `${prefix}${id}`);

  return {
    maxBytes: importBytes,
    async take(id, chunks) {
      let size = 0;
      async function* measured() {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > importBytes) throw tooLarge(importBytes);
          yield chunk;
        }
      }
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        // Opened before anything is read: what breaks off would else be removed before it is there, and stay.
        const file = await open(pathOf(id), "wx", 0o600);
        await pipeline(measured, file.createWriteStream());
      } catch (error) {
        await rm(pathOf(id), { force: true });
        throw unwritable(error, folder);
      }
      return size;
    },
    async find(id) {
      try {
        await access(pathOf(id));
        return pathOf(id);
      } catch {
        return null;
      }
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    async untouchedSince(time) {
      const ids = (await namesIn(folder))
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length));
      const old: string[] = [];
      for (const id of ids) {
        const touched = await stat(pathOf(id)).catch(() => null);
        if (touched !== null && touched.mtime < time) old.push(id);
      }
      return old;
    },
  };
}

/** Two databases may share a folder, and neither node may take the other’s files for forgotten ones. */
function tagOf(store: string): string {
  const database = databaseFileOf(store);
  return createHash("sha256")
    .update(database === null ? store : basename(database))
    .digest("hex")
    .slice(0, 8);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function tooLarge(most: number): Problem {
  const mb = Math.floor(most / 1_000_000);
  return new Problem(
    "too-large",
    `The file is larger than ${mb} MB. Gzip it, set ANTIPHON_IMPORT_MB higher, or use “antiphon import” on the server.`,
  );
}

function unwritable(error: unknown, folder: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC")
    return new Problem("busy", "There is no room left on the disk for this file.", { cause: error });
  if (code === "EACCES" || code === "EROFS" || code === "EEXIST") {
    return new Problem("busy", `The node may not write to ${folder}.`, { cause: error });
  }
  return error;
}
