import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureQueue } from "./queue.ts";
import { report } from "./result.ts";

/*
 * What an owner waits for while 10,000 comments wait, by itself: `npm run build && npx tsx tools/bench/flood.ts`.
 */
const folder = mkdtempSync(join(tmpdir(), "antiphon-flood-"));
try {
  report(await measureQueue(folder, 10_000, 100_000));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
