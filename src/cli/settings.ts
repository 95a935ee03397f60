import { parseEnv } from "node:util";
import { type Config, readConfig } from "../config.ts";
import type { Terminal } from "./node.ts";

/** The optional file of settings in the working folder. The environment wins over it. */
export const settingsFile = "antiphon.env";

/** Reads the settings in force. Throws `invalid`, telling every fault at once. */
export async function loadConfig(terminal: Pick<Terminal, "env" | "readFile">): Promise<Config> {
  const text = await terminal.readFile(settingsFile);
  return readConfig(terminal.env, text === null ? {} : parseEnv(text));
}
