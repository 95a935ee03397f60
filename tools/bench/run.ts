import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureDelivery } from "./delivery.ts";
import { measureEmbed } from "./embed.ts";
import { measureImport } from "./import.ts";
import { measureInbox } from "./inbox.ts";
import { measureInteractions } from "./interactions.ts";
import { measureLive } from "./live.ts";
import { measureMemoryAndStart } from "./memory.ts";
import { measureFullStore } from "./million.ts";
import { measurePages } from "./pages.ts";
import { measurePhone } from "./phone.ts";
import { measurePosts } from "./posts.ts";
import { measureQueue } from "./queue.ts";
import { measureReads } from "./reads.ts";
import { type Result, report } from "./result.ts";
import { measureRules } from "./rules.ts";
import { measureUncached } from "./uncached.ts";

/*
 * Measures the built node against named baselines, both in one run on the same machine, and prints ratios: machines are
 * shared and noisy, so an absolute figure says little. `--short` takes shorter samples and fewer comments, and leaves out
 * delivery; `--quick` leaves out besides what keeps it from being done within a minute. `--million` measures a store of a
 * million comments and an import of two, and nothing else.
 */
const quick = process.argv.includes("--quick");
const short = quick || process.argv.includes("--short");
/** Nothing but what very many comments cost, which takes up to an hour. */
const million = process.argv.includes("--million");
/** More threads than fit the cache, as some blogs have. */
const uncached = { threads: 10_000, rounds: 5, seconds: 3, misses: 1_000 };
const folder = mkdtempSync(join(tmpdir(), "antiphon-bench-"));
try {
  if (million) await measureMillion();
  else await measureAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureMillion(): Promise<void> {
  report([
    ...(await measureFullStore(folder, { comments: 1_000_000, threads: 10_000, longest: 100_000, held: 1_000 })),
    ...(await measureImport(folder, 2_000_000, "disqus")),
  ]);
}

async function measureAll(): Promise<void> {
  const codings = ["", "br", "gzip"];
  const reads = short ? { rounds: quick ? 1 : 2, seconds: 1 } : { rounds: 5, seconds: 3 };
  const each = quick ? 150 : short ? 200 : 1000;
  report([
    ...(await measureReads(folder, { sizes: quick ? [5] : [5, 100, 1000], codings: quick ? [""] : codings, ...reads })),
    ...(await unless(quick, () =>
      measureUncached(folder, short ? { threads: 1_000, rounds: 2, seconds: 1, misses: 300 } : uncached),
    )),
    ...(await measurePosts(folder, short ? 2 : 5, each)),
    ...(await unless(quick, () => measurePages(folder, short ? 10_000 : 100_000))),
    ...(await unless(quick, () => measureQueue(folder, short ? 2_000 : 10_000, short ? 10_000 : 100_000))),
    ...(await measureInbox(folder, short ? 2 : 15, each)),
    ...(await unless(quick, () => measureRules(folder, short ? 9 : 24, 150))),
    ...(await unless(short, () => measureDelivery(folder, { rounds: 9, warm: 8, hosts: 2000, followers: 10_000 }))),
    ...(await measureMemoryAndStart(folder, short ? 10_000 : 100_000, short ? 2 : 10)),
    ...(await unless(quick, () => measureImport(folder, short ? 10_000 : 100_000))),
    ...(await unless(quick, () => measureLive(folder, short ? 200 : 1000))),
    ...measureEmbed(),
    ...(await unless(quick, () => measurePhone(folder, short ? 3 : 7))),
    ...(await unless(quick, () => measureInteractions(folder, short ? 3 : 7))),
  ]);
  if (short)
    console.log(
      "Short samples of programs that are hardly warm: judge what is near its goal by a whole run, on a machine that does nothing else. " +
        (quick ? "What takes more than a minute is left out." : "Delivery is left out."),
    );
}

async function unless(left: boolean, measure: () => Promise<Result[]>): Promise<Result[]> {
  return left ? [] : measure();
}
