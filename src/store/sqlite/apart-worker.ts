import { parentPort, workerData } from "node:worker_threads";
import type { ApartAnswer, ApartWork } from "./apart.ts";
import { openDatabase } from "./driver.ts";

/** Runs what it is given on a database file and answers with the rows, or with the engine's error. */
async function work({ file, statements }: ApartWork): Promise<ApartAnswer> {
  try {
    const db = await openDatabase(file);
    try {
      db.exec("PRAGMA busy_timeout = 5000");
      return { rows: statements.map(({ sql, values = [] }) => db.prepare(sql).all(...values)) };
    } finally {
      db.close();
    }
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    return { fault: { message, errcode } };
  }
}

parentPort?.postMessage(await work(workerData as ApartWork));
