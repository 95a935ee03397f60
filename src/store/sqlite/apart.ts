import { once } from "node:events";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { Bindable } from "./driver.ts";

/** A statement and what its question marks stand for. */
export interface ApartStatement {
  sql: string;
  values?: Bindable[];
}

/** What is handed to the thread. */
export interface ApartWork {
  file: string;
  statements: readonly ApartStatement[];
}

/** What it hands back: the rows of each statement, or the engine's error. */
export type ApartAnswer =
  | { rows: Record<string, unknown>[][] }
  | { fault: { message: string; errcode: number | undefined } };

/**
 * Runs long statements on a database file in a thread and a connection of their own, so that readers are answered
 * meanwhile. Returns the rows of each; throws the engine's error.
 */
export async function runApart(
  file: string,
  statements: readonly ApartStatement[],
): Promise<Record<string, unknown>[][]> {
  const work: ApartWork = { file, statements };
  const thread = createRequire(import.meta.url).resolve("#apart");
  const worker = new Worker(thread, { workerData: work, execArgv: [] });
  try {
    const [answer] = (await once(worker, "message")) as [ApartAnswer];
    if ("rows" in answer) return answer.rows;
    throw Object.assign(new Error(answer.fault.message), { errcode: answer.fault.errcode });
  } finally {
    await worker.terminate();
  }
}
