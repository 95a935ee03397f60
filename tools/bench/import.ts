import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type ExportKind, writeExport } from "./exports.ts";
import { type Result, result } from "./result.ts";

const titles: Record<ExportKind, string> = { disqus: "Disqus", wordpress: "WordPress", remark42: "Remark42" };
const floor = join(import.meta.dirname, "baselines", "insert.ts");

/**
 * Comments of an export that are stored in a second, from the start of the command to its end, beside the same documents
 * put into the same table by a bare program; and the most memory that takes.
 */
export async function measureImport(
  folder: string,
  comments: number,
  kind: ExportKind = "wordpress",
): Promise<Result[]> {
  const file = join(folder, `${kind}-${comments}.xml`);
  const database = join(folder, `imported-${comments}.db`);
  await writeExport(kind, file, comments);
  const before = performance.now();
  const args = ["dist/src/cli/main.js", "import", kind, file];
  const child = spawn(process.execPath, args, {
    env: {
      PATH: process.env["PATH"] ?? "",
      ANTIPHON_STORE: `sqlite:${database}`,
      ANTIPHON_SITE: "https://blog.example/",
      ANTIPHON_URL: "http://localhost:1",
      ANTIPHON_LOG: "error",
    },
    stdio: "ignore",
  });
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, peakMb(child.pid as number));
  }, 100);
  const [code] = await once(child, "close");
  clearInterval(look);
  if (code !== 0) throw new Error(`The import ended with ${code}.`);
  const seconds = (performance.now() - before) / 1000;
  rmSync(file);
  const bare = await bareRate(database, join(folder, `bare-${comments}.db`));
  return [
    result(`import, ${comments} comments of ${titles[kind]}`, "comments/s", comments / seconds, bare, { none: true }),
    result("memory of that import, at most", "MB", peak, null, { valueAtMost: 200 }),
  ];
}

async function bareRate(from: string, to: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", floor, from, to]);
  for (const file of [from, to]) rmSync(file);
  return Number(stdout);
}

/** The most resident memory so far, in millions of bytes; 0 once it is gone. */
function peakMb(pid: number): number {
  try {
    return (Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024) / 1e6;
  } catch {
    return 0;
  }
}
