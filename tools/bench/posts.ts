import { join } from "node:path";
import autocannon, { type Result as Load, type Request } from "autocannon";
import { usualGuards } from "../../src/domain/spam.ts";
import { atOnce, rateResult } from "./load.ts";
import { type Program, startProgram } from "./program.ts";
import { median, type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];
const floor = join(import.meta.dirname, "baselines", "post.ts");
/** Rounds that do not count: a program gets cheaper until the runtime has compiled what is hot, and a large one longer. */
const warmUp = 8;
/** A form that comes back sooner than this was filled in by a program. */
const patienceMs = 3_200;

/** What a browser sends besides the words. */
interface Form {
  url: string;
  started: string;
}

/** What one round came to. */
interface Round {
  /** Comments a second. */
  rate: number;
  /** CPU milliseconds of the program for each. */
  cpu: number;
}

/**
 * (a) Anonymous comments a second, beside the least that anybody must do for one; the CPU time of each is told as well,
 * as a floor that waits for the disk each time leaves the processor to others meanwhile.
 */
export async function measurePosts(folder: string, rounds: number, each: number): Promise<Result[]> {
  const store = `sqlite:${join(folder, "posts.db")}`;
  const [page = ""] = await seed(store, [5]);
  // All that is usual against spam but the browser's work, as checking that is the price of a second request.
  const guards = usualGuards.filter((guard) => guard !== "work").join();
  const env = { ANTIPHON_STORE: store, ANTIPHON_TRUST_PROXY: "1", ANTIPHON_SPAM: guards };
  const ours = await startProgram(node, env, "/healthz");
  const least = await startProgram(["--import", "tsx", floor, join(folder, "post-floor.db")], {}, "/healthz");
  try {
    const form = { url: page, started: await patiently(ours, page) };
    const taken = { ours: [] as Round[], least: [] as Round[] };
    for (let round = -warmUp; round < rounds; round++) {
      const pair = [await post(ours, form, each), await post(least, form, each)] as const;
      if (round < 0) continue;
      taken.ours.push(pair[0]);
      taken.least.push(pair[1]);
    }
    return rowsOf(taken.ours, taken.least);
  } finally {
    await ours.stop();
    await least.stop();
  }
}

function rowsOf(ours: readonly Round[], least: readonly Round[]): Result[] {
  const [rates, floorRates] = [ours, least].map((all) => all.map(({ rate }) => rate)) as [number[], number[]];
  const [cpu, floorCpu] = [ours, least].map((all) => median(all.map((round) => round.cpu))) as [number, number];
  return [
    rateResult("anonymous comments", "per s", rates, floorRates, 0.5),
    result("anonymous comment", "ms CPU", cpu, floorCpu, { none: true }),
  ];
}

/** CPU milliseconds for each of so many anonymous comments on a page, once some were written. */
export async function cpuPerPosts(program: Program, page: string, count: number): Promise<number> {
  const form = { url: page, started: await patiently(program, page) };
  await post(program, form, count);
  return (await post(program, form, count)).cpu;
}

/** Opens the form of a page, and waits as long as somebody who writes. */
async function patiently(program: Program, page: string): Promise<string> {
  const drawn = await (await fetch(`${program.origin}/fragment?url=${encodeURIComponent(page)}`)).text();
  await new Promise((resolve) => setTimeout(resolve, patienceMs));
  return /name="started" value="([^"]+)"/.exec(drawn)?.[1] ?? "";
}

async function post(program: Program, form: Form, count: number): Promise<Round> {
  const before = program.cpuSeconds();
  const { origin } = program;
  const setupRequest = (request: Request) => ({ ...request, ...written(origin, form) });
  let [first, last] = [0, 0];
  const run = await new Promise<Load>((resolve, reject) => {
    const options = {
      url: `${origin}/comments`,
      connections: atOnce,
      amount: count,
      // It ends between two samples only.
      sampleInt: 20,
      requests: [{ method: "POST" as const, path: "/comments", setupRequest }],
    };
    autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
      .once("start", () => {
        first = performance.now();
      })
      .on("response", () => {
        last = performance.now();
      });
  });
  const statuses = Object.keys(run.statusCodeStats ?? {});
  if (run.errors > 0 || statuses.some((status) => status !== "201")) {
    throw new Error(`${origin}/comments answered ${statuses.join(", ")} with ${run.errors} errors`);
  }
  return { rate: (count / (last - first)) * 1000, cpu: ((program.cpuSeconds() - before) / count) * 1000 };
}

/** How many comments were written, so that no two of them are the same. */
let soFar = 0;

function written(origin: string, form: Form): Pick<Request, "headers" | "body"> {
  soFar += 1;
  const number = soFar;
  const text = `Some *words*, a [link](https://example.org/${number}) and **no** end.\n\nNumber ${number}.`;
  const draft = String(number).padStart(26, "x");
  return {
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      origin,
      // One network may not say so much at once.
      "x-forwarded-for": `2001:db8:${(number & 0xffff).toString(16)}::1`,
    },
    body: new URLSearchParams({ ...form, text, author: `Reader ${number}`, draft }).toString(),
  };
}
