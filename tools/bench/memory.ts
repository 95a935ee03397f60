import { join } from "node:path";
import { alternate } from "./load.ts";
import { startProgram } from "./program.ts";
import { type Result, result } from "./result.ts";
import { fill, seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];

/** (d) Resident memory idle, after load, and with many comments; (e) the time from start to a thread with that many. */
export async function measureMemoryAndStart(folder: string, comments: number, seconds: number): Promise<Result[]> {
  const small = `sqlite:${join(folder, "small.db")}`;
  const [page = ""] = await seed(small, [100]);
  const path = `/fragment?url=${encodeURIComponent(page)}`;
  const results: Result[] = [];

  const idle = await startProgram(node, { ANTIPHON_STORE: small }, path);
  try {
    results.push(result("memory, idle", "MB", idle.rssMb(), null, { valueAtMost: 110 }));
    await alternate([{ url: `${idle.origin}${path}`, status: 200 }], 1, seconds);
    results.push(result("memory, after load", "MB", idle.rssMb(), null, { valueAtMost: 150 }));
  } finally {
    await idle.stop();
  }

  const large = `sqlite:${join(folder, "large.db")}`;
  await seed(large, [100]);
  await fill(large, comments);
  const full = await startProgram(node, { ANTIPHON_STORE: large }, path);
  try {
    results.push(
      result(`start to first thread, ${comments} comments`, "s", full.startedInMs / 1000, null, { valueAtMost: 0.6 }),
    );
    await alternate([{ url: `${full.origin}${path}`, status: 200 }], 1, seconds);
    results.push(result(`memory, ${comments} comments, after load`, "MB", full.rssMb(), null, { valueAtMost: 160 }));
  } finally {
    await full.stop();
  }
  return results;
}
