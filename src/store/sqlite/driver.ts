import { isBuiltin } from "node:module";
import { Problem } from "../../domain/problem.ts";

/** The part of a prepared statement that both engines have. */
export interface Statement {
  run(...values: Bindable[]): { changes: number | bigint };
  get(...values: Bindable[]): Record<string, unknown> | undefined;
  all(...values: Bindable[]): Record<string, unknown>[];
}

/** The part of an open database that both engines have. */
export interface Database {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  close(): void;
}

export type Bindable = string | number | null;

/**
 * Opens a database file (or `:memory:`) with the engine built into the runtime, or on Node 20 with its drop-in.
 * Throws `unsupported` when there is neither, and the engine's own error when the file cannot be opened.
 */
export async function openDatabase(file: string): Promise<Database> {
  const engine = builtIn() ?? (await dropIn());
  return new engine.DatabaseSync(file);
}

interface Engine {
  DatabaseSync: new (file: string) => Database;
}

function builtIn(): Engine | null {
  if (!isBuiltin("node:sqlite")) return null;
  const emitWarning = process.emitWarning;
  // Loading is synchronous, so that nothing but this module's own notice can be kept back.
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === "ExperimentalWarning" && String(warning).includes("SQLite")) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return process.getBuiltinModule("node:sqlite") as unknown as Engine;
  } finally {
    process.emitWarning = emitWarning;
  }
}

async function dropIn(): Promise<Engine> {
  try {
    return (await import("@photostructure/sqlite")) as unknown as Engine;
  } catch (cause) {
    const sentence =
      "This Node has no SQLite: use Node 22.13 or newer, or install the optional package @photostructure/sqlite.";
    throw new Problem("unsupported", sentence, { cause });
  }
}
