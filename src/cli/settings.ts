import { parseEnv } from "node:util";
import { lineFaults } from "../config/lines.ts";
import { type Config, readConfig } from "../config.ts";
import { Problem } from "../domain/problem.ts";
import type { Terminal } from "./node.ts";

/** The optional file of settings in the working folder. The environment wins over it. */
export const settingsFile = "antiphon.env";

/**
 * Reads the settings in force. Throws `invalid`: for a file that cannot be read, for all its lines that set nothing, and
 * then for all faults of what is set.
 */
export async function loadConfig(terminal: Pick<Terminal, "env" | "readFile">): Promise<Config> {
  const text = await readSettings(terminal);
  const wrong = lineFaults(text);
  if (wrong.length > 0) {
    const lines = wrong.map(({ line, sentence }) => `  line ${line} ${sentence}`);
    throw new Problem("invalid", [`${settingsFile} cannot be understood:`, ...lines].join("\n"));
  }
  return readConfig(terminal.env, parseEnv(text));
}

async function readSettings(terminal: Pick<Terminal, "readFile">): Promise<string> {
  try {
    const text = await terminal.readFile(settingsFile);
    // Some editors put a mark at the start of a file, which would become part of the first name.
    return (text ?? "").replace(/^\uFEFF/, "");
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    const folder = "is a folder, as Docker makes one where a file to mount is missing: put the file in its place.";
    const why = `cannot be read (${cause.message}): let the account that runs Antiphon read it.`;
    throw new Problem("invalid", `${settingsFile} ${cause.code === "EISDIR" ? folder : why}`, { cause });
  }
}
