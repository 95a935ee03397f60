import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { alternate, rateResult, type Target } from "./load.ts";
import { type Program, startProgram } from "./program.ts";
import { median, type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const baseline = join(import.meta.dirname, "baselines", "bytes.ts");
const node = ["dist/src/cli/main.js", "serve"];

interface Reads {
  /** Of threads, in comments; the first is also asked for when it did not change. */
  sizes: readonly number[];
  /** What the answers are packed with; nothing where that is empty. */
  codings: readonly string[];
  rounds: number;
  seconds: number;
}

/**
 * (a) Hot reads of threads, packed and not, and of an answer that did not change, beside a bare Express handler that
 * sends the same bytes.
 */
export async function measureReads(folder: string, { sizes, codings, rounds, seconds }: Reads): Promise<Result[]> {
  const store = `sqlite:${join(folder, "reads.db")}`;
  const pages = await seed(store, sizes);
  const antiphon = await startProgram(node, { ANTIPHON_STORE: store }, "/healthz");
  const results: Result[] = [];
  try {
    for (const [i, size] of sizes.entries()) {
      const url = fragment(antiphon, pages[i] as string);
      const goal = size >= 100 ? 0.85 : 0.75;
      for (const coding of codings) {
        const target: Target = { url, status: 200, headers: coding ? { "accept-encoding": coding } : {} };
        const name = `read, ${size} comments${coding && `, ${coding}`}`;
        results.push(...(await compare(folder, name, target, goal, rounds, seconds)));
      }
    }
    const url = fragment(antiphon, pages[0] as string);
    const etag = (await fetch(url)).headers.get("etag") ?? "";
    const unchanged = { url, status: 304, headers: { "if-none-match": etag } };
    results.push(...(await compare(folder, "read, 304", unchanged, 0.75, rounds, seconds)));
  } finally {
    await antiphon.stop();
  }
  return results;
}

async function compare(
  folder: string,
  name: string,
  ours: Target,
  goal: number,
  rounds: number,
  seconds: number,
): Promise<Result[]> {
  const file = join(folder, "bytes.html");
  writeFileSync(file, await bytesOf(ours));
  const bare = [await startBaseline("express", file), await startBaseline("http", file)];
  try {
    const headers = ours.status === 304 ? { "if-none-match": '"the-same-bytes"' } : (ours.headers ?? {});
    const targets = [ours, ...bare.map(({ origin }) => ({ url: `${origin}/`, status: ours.status, headers }))];
    const [mine = [], express = [], http = []] = await alternate(targets, rounds, seconds);
    const row = rateResult(name, "req/s", mine, express, goal);
    const told = result(`${name}, beside node:http`, "req/s", median(mine), median(http), { none: true });
    return [row, told];
  } finally {
    for (const program of bare) await program.stop();
  }
}

/** The body as it travels, packed or not; of an answer without one, what it stands for. */
async function bytesOf({ url, status, headers }: Target): Promise<Buffer> {
  const [response] = (await once(get(url, { headers: status === 304 ? {} : headers }), "response")) as [
    IncomingMessage,
  ];
  return Buffer.concat(await response.toArray());
}

function startBaseline(kind: "express" | "http", file: string): Promise<Program> {
  return startProgram(["--import", "tsx", baseline, kind, file], {}, "/");
}

function fragment(program: Program, page: string): string {
  return `${program.origin}/fragment?url=${encodeURIComponent(page)}`;
}
