import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureDelivery } from "./delivery.ts";
import { measureEmbed } from "./embed.ts";
import { measureInbox } from "./inbox.ts";
import { measureInteractions } from "./interactions.ts";
import { measureLive } from "./live.ts";
import { measureMemoryAndStart } from "./memory.ts";
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
 * leaves out what takes minutes.
 */
const quick = process.argv.includes("--quick");
/** More threads than fit the cache, as some blogs have. */
const uncached = { threads: 10_000, rounds: 5, seconds: 3, misses: 1_000 };
const folder = mkdtempSync(join(tmpdir(), "antiphon-bench-"));
try {
  report([
    ...(await measureReads(folder, quick ? 2 : 5, quick ? 1 : 3)),
    ...(await measureUncached(folder, quick ? { threads: 1_000, rounds: 2, seconds: 1, misses: 300 } : uncached)),
    ...(await measurePosts(folder, quick ? 2 : 5, quick ? 200 : 1000)),
    ...(await measurePages(folder, quick ? 10_000 : 100_000)),
    ...(await measureQueue(folder, quick ? 2_000 : 10_000, quick ? 10_000 : 100_000)),
    ...(await measureInbox(folder, quick ? 2 : 5, quick ? 300 : 1000)),
    ...(await measureRules(folder, quick ? 3 : 7, quick ? 300 : 1000)),
    ...(quick ? [] : await measureDelivery(folder, { rounds: 3, warm: 3, hosts: 2000, followers: 10_000 })),
    ...(await measureMemoryAndStart(folder, quick ? 10_000 : 100_000, quick ? 2 : 10)),
    ...(await measureLive(folder, quick ? 200 : 1000)),
    ...measureEmbed(),
    ...(await measurePhone(folder, quick ? 3 : 7)),
    ...(await measureInteractions(folder, quick ? 3 : 7)),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
