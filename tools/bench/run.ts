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
import { report } from "./result.ts";
import { measureRules } from "./rules.ts";
import { measureUncached } from "./uncached.ts";

/*
 * Measures the built node against named baselines, both in one run on the same machine, and prints ratios: machines are
 * shared and noisy, so an absolute figure says little. `--quick` takes shorter samples and fewer comments, and
 * leaves out what takes minutes. `--million` measures a store of a million comments and an import of two, and nothing else.
 */
const quick = process.argv.includes("--quick");
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
  report([
    ...(await measureReads(folder, quick ? 2 : 5, quick ? 1 : 3)),
    ...(await measureUncached(folder, quick ? { threads: 1_000, rounds: 2, seconds: 1, misses: 300 } : uncached)),
    ...(await measurePosts(folder, quick ? 2 : 5, quick ? 200 : 1000)),
    ...(await measurePages(folder, quick ? 10_000 : 100_000)),
    ...(await measureQueue(folder, quick ? 2_000 : 10_000, quick ? 10_000 : 100_000)),
    ...(await measureInbox(folder, quick ? 2 : 5, quick ? 300 : 1000)),
    ...(await measureRules(folder, quick ? 9 : 24, 150)),
    ...(quick ? [] : await measureDelivery(folder, { rounds: 3, warm: 3, hosts: 2000, followers: 10_000 })),
    ...(await measureMemoryAndStart(folder, quick ? 10_000 : 100_000, quick ? 2 : 10)),
    ...(await measureImport(folder, quick ? 10_000 : 100_000)),
    ...(await measureLive(folder, quick ? 200 : 1000)),
    ...measureEmbed(),
    ...(await measurePhone(folder, quick ? 3 : 7)),
    ...(await measureInteractions(folder, quick ? 3 : 7)),
  ]);
  if (quick)
    console.log(
      "Short samples of programs that are hardly warm: judge what is near its goal by a whole run, on a machine that does nothing else. Delivery is left out.",
    );
}
