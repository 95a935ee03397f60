import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../config.ts";
import { Problem } from "../domain/problem.ts";

/**
 * The node's secret: the one that was set, else the one in a key file (mode 0600) beside the embedded database, made
 * once. A store in memory gets a new one each time. Throws `internal` when the key file cannot be read or made.
 */
export async function findSecret(config: Pick<Config, "secret" | "store">): Promise<string> {
  if (config.secret !== null) return config.secret;
  const path = keyFileOf(config.store);
  if (path === null) return freshSecret();
  return (await read(path)) ?? (await make(path));
}

/** Where the key file of an embedded database lies; null for a store in memory or a database server. */
export function keyFileOf(store: string): string | null {
  const database = databaseFileOf(store);
  return database === null ? null : `${database.replace(/\.(db|sqlite3?)$/i, "")}.key`;
}

/** The file of an embedded database; null for a store in memory or a database server. */
export function databaseFileOf(store: string): string | null {
  const file = /^sqlite:(.+)$/.exec(store)?.[1];
  return file === undefined || file === ":memory:" ? null : file;
}

async function read(path: string): Promise<string | null> {
  let text: string;
  try {
    text = (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw unusable(path, error);
  }
  if (text.length >= 32) return text;
  throw new Problem(
    "internal",
    `The key file ${path} is damaged. Put its backup back, or remove it: then everybody signs in again and links in old mails stop working.`,
  );
}

/** Links a finished file into place, so that two processes agree on one key and a crash leaves none half-written. */
async function make(path: string): Promise<string> {
  const secret = freshSecret();
  const draft = `${path}.${process.pid}.${secret.slice(0, 8)}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, `${secret}\n`, { mode: 0o600, flag: "wx" });
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
    return (await read(path)) ?? secret;
  } catch (error) {
    throw error instanceof Problem ? error : unusable(path, error);
  } finally {
    await rm(draft, { force: true });
  }
}

function unusable(path: string, cause: unknown): Problem {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    "internal",
    `The key file ${path} cannot be read or made (${why}). Give the node's user that folder, or set ANTIPHON_SECRET.`,
    { cause },
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function freshSecret(): string {
  return randomBytes(32).toString("base64url");
}
