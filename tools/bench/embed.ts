import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type Result, result } from "./result.ts";

/** (f) What a reader's browser loads besides the thread itself: script and style, gzipped. */
export function measureEmbed(): Result[] {
  const kilobytes = ["embed.js", "embed.css"].map(
    (name) => gzipSync(readFileSync(`dist/client/${name}`), { level: 9 }).length / 1000,
  );
  const total = kilobytes.reduce((sum, size) => sum + size, 0);
  return [result("embed, script and style, gzip", "kB", total, null, { valueAtMost: 8 })];
}
