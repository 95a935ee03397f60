import type { ImportRun } from "../import-run.ts";
import type { Written } from "./shared.ts";

/** Imports in the browser; there are few. */
export interface ImportRuns {
  add(run: ImportRun): Promise<void>;
  get(id: string): Promise<ImportRun | null>;
  /** The newest first. */
  list(limit: number): Promise<ImportRun[]>;
  /** Sets members and raises the version, if it is still the one that was read. */
  change(run: Pick<ImportRun, "_id" | "version">, set: Partial<ImportRun>): Promise<Written>;
  /** How far it is, for how long it is held, and that its file is there; raises nothing. */
  progress(id: string, set: Partial<Pick<ImportRun, "done" | "total" | "heldUntil" | "seenAt">>): Promise<void>;
  remove(id: string): Promise<void>;
}
