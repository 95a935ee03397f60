import { chmod, mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Erasure } from "../../domain/repos.ts";

/** The name of the list, in a folder of backups. */
export const erasureListName = "erasures.jsonl";

/** Something that was erased, or came back by itself since. */
interface Line {
  id: string;
  /** An ISO time. */
  at: string;
  back?: true;
}

/** What a list says last of each thing. */
export type Erased = ReadonlyMap<string, { at: Date; back: boolean }>;

/**
 * The list of what was erased, beside the backups, so that one that is older than the list brings nothing back for good,
 * also where the store was lost. It names nobody: comments by their ids, people by hashes under the node's secret. Lines
 * are only ever added; one that was cut off by a crash is passed over.
 */
export function createErasureList(folder: string) {
  const file = join(folder, erasureListName);

  async function add(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(file, "a", 0o600);
    try {
      // The line before may have no end.
      await handle.appendFile(lines.map((line) => `\n${JSON.stringify(line)}`).join(""));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await chmod(file, 0o600);
  }

  return {
    noted: (id: string, at: Date) => add([{ id, at: at.toISOString() }]),
    lifted: (id: string, at: Date) => add([{ id, at: at.toISOString(), back: true }]),
    /** Adds what is known and is not in the list: from before there was one, or from other processes. */
    async catchUp(known: AsyncIterable<Erasure>): Promise<void> {
      const listed = await readErasures(file);
      const missing: Line[] = [];
      for await (const { _id, at } of known) {
        const line = listed.get(_id);
        if (line === undefined || line.at < at) missing.push({ id: _id, at: at.toISOString() });
      }
      await add(missing);
    },
  };
}

/** Reads a list; one that is not there is empty. */
export async function readErasures(file: string): Promise<Erased> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const erased = new Map<string, { at: Date; back: boolean }>();
  for (const line of text.split("\n")) {
    const read = readLine(line);
    if (read === null) continue;
    const at = new Date(read.at);
    const before = erased.get(read.id);
    if (before === undefined || before.at <= at) erased.set(read.id, { at, back: read.back === true });
  }
  return erased;
}

function readLine(text: string): Line | null {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const isLine = typeof line?.id === "string" && !Number.isNaN(Date.parse(line.at ?? ""));
    return isLine ? (line as Line) : null;
  } catch {
    return null;
  }
}
