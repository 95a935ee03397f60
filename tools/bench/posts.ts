import { join } from "node:path";
import { usualGuards } from "../../src/domain/spam.ts";
import { type Program, startProgram } from "./program.ts";
import { median, type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];
const floor = join(import.meta.dirname, "baselines", "post.ts");
const connections = 8;
/** Rounds that do not count: a program gets cheaper until the runtime has compiled what is hot, and a large one longer. */
const warmUp = 8;
/** A form that comes back sooner than this was filled in by a program. */
const patienceMs = 3_200;

/** What a browser sends besides the words. */
interface Form {
  url: string;
  started: string;
}

/** (i) CPU time of an anonymous comment, beside the least that anybody must do for one. */
export async function measurePosts(folder: string, rounds: number, each: number): Promise<Result[]> {
  const store = `sqlite:${join(folder, "posts.db")}`;
  const [page = ""] = await seed(store, [5]);
  // All that is usual against spam but the browser's work, as checking that is the price of a second request.
  const guards = usualGuards.filter((guard) => guard !== "work").join();
  const env = { ANTIPHON_STORE: store, ANTIPHON_TRUST_PROXY: "1", ANTIPHON_SPAM: guards };
  const ours = await startProgram(node, env, "/healthz");
  const least = await startProgram(["--import", "tsx", floor, join(folder, "post-floor.db")], {}, "/healthz");
  try {
    const started = await patiently(ours, page);
    const cost = { ours: [] as number[], least: [] as number[] };
    for (let round = -warmUp; round < rounds; round++) {
      const first = (round + warmUp) * each;
      const form = { url: page, started };
      const pair = [await cpuPerPost(ours, form, first, each), await cpuPerPost(least, form, first, each)] as const;
      if (round < 0) continue;
      cost.ours.push(pair[0]);
      cost.least.push(pair[1]);
    }
    return [result("anonymous comment", "ms CPU", median(cost.ours), median(cost.least), { ratioAtMost: 2 })];
  } finally {
    await ours.stop();
    await least.stop();
  }
}

/** CPU milliseconds for each of so many anonymous comments on a page, once some were written; a page takes them once. */
export async function cpuPerPosts(program: Program, page: string, count: number): Promise<number> {
  const form = { url: page, started: await patiently(program, page) };
  const first = page.length * 100_000;
  await cpuPerPost(program, form, first, count);
  return cpuPerPost(program, form, first + count, count);
}

/** Opens the form of a page, and waits as long as somebody who writes. */
async function patiently(program: Program, page: string): Promise<string> {
  const drawn = await (await fetch(`${program.origin}/fragment?url=${encodeURIComponent(page)}`)).text();
  await new Promise((resolve) => setTimeout(resolve, patienceMs));
  return /name="started" value="([^"]+)"/.exec(drawn)?.[1] ?? "";
}

async function cpuPerPost(program: Program, form: Form, first: number, count: number): Promise<number> {
  const before = program.cpuSeconds();
  let next = first;
  const writer = async () => {
    while (next < first + count) await post(program, form, next++);
  };
  await Promise.all(Array.from({ length: connections }, writer));
  return ((program.cpuSeconds() - before) / count) * 1000;
}

async function post(program: Program, form: Form, number: number): Promise<void> {
  const text = `Some *words*, a [link](https://example.org/${number}) and **no** end.\n\nNumber ${number}.`;
  const draft = String(number).padStart(26, "x");
  const answer = await fetch(`${program.origin}/comments`, {
    method: "POST",
    headers: {
      accept: "application/json",
      origin: program.origin,
      // One network may not say so much at once.
      "x-forwarded-for": `2001:db8:${number.toString(16)}::1`,
    },
    body: new URLSearchParams({ ...form, text, author: `Reader ${number}`, draft }),
  });
  await answer.arrayBuffer();
  if (answer.status !== 201) throw new Error(`${program.origin}/comments answered ${answer.status}`);
}
