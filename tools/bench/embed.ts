import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type Result, result } from "./result.ts";

/** (f) What a reader's browser loads besides the thread itself, gzipped: to read, to write, to count. */
export function measureEmbed(): Result[] {
  const kilobytes = (name: string) => gzipSync(readFileSync(`dist/client/${name}`), { level: 9 }).length / 1000;
  return [
    result("embed: reading, script and style", "kB", kilobytes("embed.js"), null, { valueAtMost: 5 }),
    result("embed: writing, votes and live, loaded when needed", "kB", kilobytes("write.js"), null, { valueAtMost: 8 }),
    result("embed: counting", "kB", kilobytes("count.js"), null, { valueAtMost: 0.7 }),
  ];
}
