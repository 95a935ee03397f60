import { writeFileSync } from "node:fs";
import { join } from "node:path";
import autocannon from "autocannon";
import { atOnce, rateResult } from "./load.ts";
import { type Program, startProgram } from "./program.ts";
import { median, type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];
const baselines = join(import.meta.dirname, "baselines");
const commentsEach = 20;

/** How a store full of threads is read. */
export interface UncachedPlan {
  threads: number;
  rounds: number;
  seconds: number;
  /** Threads that are read for the first time in each round. */
  misses: number;
}

/**
 * (h) Reads of many threads of twenty comments, more than the cache holds: by how often people open them (Zipf), beside a
 * bare Express handler with the same bytes; and the CPU time of threads that nobody read before, beside the least that
 * such a reading can do.
 */
export async function measureUncached(folder: string, plan: UncachedPlan): Promise<Result[]> {
  const store = `sqlite:${join(folder, "uncached.db")}`;
  const pages = await seed(
    store,
    Array.from({ length: plan.threads }, () => commentsEach),
  );
  const results = [...(await compareZipf(folder, store, pages, plan)), await compareMisses(folder, store, pages, plan)];
  const mongo = process.env["TEST_MONGODB_URI"];
  if (!mongo) return results;
  const url = new URL(mongo);
  url.pathname = `/antiphon_bench_${Date.now()}`;
  const there = await seed(
    url.href,
    Array.from({ length: plan.threads }, () => commentsEach),
  );
  return [...results, ...(await compareZipf(folder, url.href, there, plan, ", MongoDB"))];
}

async function compareZipf(
  folder: string,
  store: string,
  pages: readonly string[],
  { rounds, seconds }: UncachedPlan,
  suffix = "",
): Promise<Result[]> {
  const antiphon = await startProgram(node, { ANTIPHON_STORE: store, ANTIPHON_SECRET: secret }, "/healthz");
  const file = join(folder, "twenty.html");
  const bytes = await (await fetch(`${antiphon.origin}${fragment(pages[0] as string)}`)).arrayBuffer();
  writeFileSync(file, Buffer.from(bytes));
  const bare = await startProgram(["--import", "tsx", join(baselines, "bytes.ts"), "express", file], {}, "/");
  try {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      const pair = [
        await readZipf(antiphon, pages, seconds, round),
        await readZipf(bare, pages, seconds, round),
      ] as const;
      if (round === 0) continue;
      ours.push(pair[0]);
      theirs.push(pair[1]);
    }
    const name = `read, ${pages.length} threads by Zipf${suffix}`;
    return [rateResult(name, "req/s", ours, theirs, suffix ? null : 0.4)];
  } finally {
    await antiphon.stop();
    await bare.stop();
  }
}

const secret = "the bench keeps its secret in the open";

/** Reads for a while what people would: the thread at place n is asked for 1/n as often as the first one. */
async function readZipf(program: Program, pages: readonly string[], seconds: number, seed: number): Promise<number> {
  const random = lcg(seed + 1);
  const total = pages.reduce((sum, _page, i) => sum + 1 / (i + 1), 0);
  const places: number[] = [];
  for (let i = 0; i < pages.length; i++) places.push((places[i - 1] ?? 0) + 1 / (i + 1) / total);
  const draw = () => pages[Math.min(pages.length - 1, lowerBound(places, random()))] as string;
  const run = await autocannon({
    url: program.origin,
    connections: atOnce,
    duration: seconds,
    setupClient: (client) =>
      client.setRequests(Array.from({ length: 2_000 }, () => ({ method: "GET" as const, path: fragment(draw()) }))),
  });
  if (run.errors > 0 || run.non2xx > 0) throw new Error(`${run.errors} errors and ${run.non2xx} wrong answers`);
  return run.requests.average;
}

async function compareMisses(
  folder: string,
  store: string,
  pages: readonly string[],
  { rounds, misses }: UncachedPlan,
): Promise<Result> {
  const ours = await startProgram(node, { ANTIPHON_STORE: store }, "/healthz");
  const floor = join(baselines, "miss.ts");
  const least = await startProgram(["--import", "tsx", floor, join(folder, "uncached.db")], {}, "/?url=none");
  try {
    const cost = { ours: [] as number[], least: [] as number[] };
    // The first round warms both programs up.
    for (let round = 0; round <= rounds; round++) {
      const asked = pages.slice(round * misses, (round + 1) * misses);
      const pair = [await cpuPerRead(ours, asked), await cpuPerRead(least, asked)] as const;
      if (round === 0) continue;
      cost.ours.push(pair[0]);
      cost.least.push(pair[1]);
    }
    return result("read, for the first time", "ms CPU", median(cost.ours), median(cost.least), { ratioAtMost: 2 });
  } finally {
    await ours.stop();
    await least.stop();
  }
}

async function cpuPerRead(program: Program, pages: readonly string[]): Promise<number> {
  const before = program.cpuSeconds();
  const queue = [...pages];
  const reader = async () => {
    for (let page = queue.pop(); page !== undefined; page = queue.pop()) {
      const answer = await fetch(`${program.origin}${fragment(page)}`, { headers: { "accept-encoding": "identity" } });
      const comments = (await answer.text()).match(/ id="comment-\d/g)?.length;
      if (answer.status !== 200 || comments !== commentsEach)
        throw new Error(`${program.origin} answered ${answer.status} with ${comments} comments`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, reader));
  return ((program.cpuSeconds() - before) / pages.length) * 1000;
}

function fragment(page: string): string {
  return `/fragment?url=${encodeURIComponent(page)}`;
}

/** Random numbers from 0 to 1, the same in every run. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function lowerBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
