import { parseEnv } from "node:util";
import { Option } from "commander";
import { type IssoConfig, readIssoConfig } from "../config/isso/read.ts";
import { lineFaults } from "../config/lines.ts";
import { type Config, readConfig, type Variables } from "../config.ts";
import { Problem } from "../domain/problem.ts";
import type { Terminal, Tools } from "./node.ts";

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
  const file: Variables = parseEnv(text);
  return readConfig(terminal.env, file, await readIsso(terminal, file));
}

/** What `--isso-config` gives. */
export interface IssoConfigOption {
  issoConfig?: string;
}

/** The option that names an Isso configuration. */
export function issoConfigOption(): Option {
  return new Option("--isso-config <file>", "take what is not set otherwise from this configuration of Isso's");
}

/** The same tools, told of an Isso configuration on the command line; it wins over one that is set elsewhere. */
export function withIssoConfig(tools: Tools, file: string | undefined): Tools {
  if (file === undefined) return tools;
  const env = { ...tools.terminal.env, ANTIPHON_ISSO_CONFIG: file };
  return { ...tools, terminal: { ...tools.terminal, env } };
}

/** Reads the Isso configuration that the settings name, if they do. Throws `invalid` where it cannot be read. */
async function readIsso(
  { env, readFile }: Pick<Terminal, "env" | "readFile">,
  file: Variables,
): Promise<IssoConfig | null> {
  const name = env["ANTIPHON_ISSO_CONFIG"] || file["ANTIPHON_ISSO_CONFIG"] || "";
  if (name === "") return null;
  const text = await readFile(name).catch((cause: unknown) => {
    throw new Problem("invalid", `${name} cannot be read (${String(cause)}).`, { cause });
  });
  if (text === null) throw new Problem("invalid", `There is no Isso configuration ${name}.`);
  return readIssoConfig(name, text, env, { ...file, ...env });
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
