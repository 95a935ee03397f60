import { statSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../src/store/open.ts";
import { alternate } from "./load.ts";
import { cpuPerPosts } from "./posts.ts";
import { type Program, startProgram } from "./program.ts";
import { signIn } from "./queue.ts";
import { type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];
const none = { none: true } as const;
const samples = 15;

/** A store that is full: so many comments in so many threads, one of which is much longer than the others. */
export interface FullStore {
  comments: number;
  threads: number;
  longest: number;
  /** So many of the newest threads' comments wait. */
  held: number;
}

/** What a node does with a store of very many comments, for information: start, reads, the owner's pages, posts, memory, size. */
export async function measureFullStore(folder: string, full: FullStore): Promise<Result[]> {
  const file = join(folder, "full.db");
  const store = `sqlite:${file}`;
  const each = Math.floor((full.comments - full.longest) / (full.threads - 1));
  const sizes = [full.longest, ...Array.from({ length: full.threads - 1 }, () => each)];
  const pages = await seed(store, sizes);
  const filed = await prepare(store, full);
  const name = (what: string) => `${full.comments} comments: ${what}`;
  const env = { ANTIPHON_STORE: store, ANTIPHON_SITE: "https://blog.example/", ANTIPHON_TRUST_PROXY: "1" };
  const [longest = "", ...others] = pages.map((page) => `/fragment?url=${encodeURIComponent(page)}`);
  const program = await startProgram(node, { ...env, ANTIPHON_SPAM: "links" }, others[0] ?? longest);
  try {
    const idle = program.rssMb();
    const [cached = []] = await alternate([{ url: `${program.origin}${others[0]}`, status: 200 }], 1, 3);
    const [long = []] = await alternate([{ url: `${program.origin}${longest}`, status: 200 }], 1, 3);
    const cookie = await signIn(program);
    const owners = (path: string) => asked(program, Array<string>(samples).fill(`/admin/${path}`), { cookie });
    return [
      result(name("words made ready for the search"), "comments/s", full.comments / filed, null, none),
      result(name("start to first thread"), "s", program.startedInMs / 1000, null, { valueAtMost: 0.6 }),
      result(name(`read of ${each}, cached`), "req/s", cached[0] ?? 0, null, none),
      result(
        name(`read of ${each}, for the first time`),
        "ms CPU",
        await asked(program, others.slice(1, 1_001)),
        null,
        none,
      ),
      result(name(`read of the first of ${full.longest}, cached`), "req/s", long[0] ?? 0, null, none),
      result(name("a page of the queue"), "ms CPU", await owners("?tab=held"), null, { valueAtMost: 100 }),
      result(name("published ones in the queue"), "ms CPU", await owners("?tab=published"), null, { valueAtMost: 100 }),
      result(name("search for a word"), "ms CPU", await owners("?tab=published&q=reads"), null, { valueAtMost: 100 }),
      result(name("search for what nobody wrote"), "ms CPU", await owners("?tab=published&q=zyzzyva"), null, none),
      result(name("the list of commenters"), "ms CPU", await owners("commenters"), null, { valueAtMost: 100 }),
      result(name("posts"), "ms CPU", await owners("posts"), null, { valueAtMost: 100 }),
      result(name("anonymous comment"), "ms CPU", await cpuPerPosts(program, pages[1] ?? "", 300), null, none),
      result(
        name(`anonymous comment below ${full.longest}`),
        "ms CPU",
        await cpuPerPosts(program, pages[0] ?? "", 100),
        null,
        none,
      ),
      result(name("memory, idle"), "MB", idle, null, { valueAtMost: 110 }),
      result(name("memory, after all that"), "MB", program.rssMb(), null, { valueAtMost: 200 }),
      result(name("size of the database"), "MB", statSync(file).size / 1e6, null, none),
    ];
  } finally {
    await program.stop();
  }
}

/** Lets the newest wait, and gathers all words; returns the seconds that those took. */
async function prepare(store: string, { comments, held }: FullStore): Promise<number> {
  const open = await openStore(store);
  try {
    await open.docs.comments.updateMany({ number: { $gt: comments - held } }, { $set: { state: "held" } });
    while ((await open.repos.comments.nameHosts(500)) > 0);
    const before = performance.now();
    while ((await open.repos.search.file(new Date())) > 0);
    return (performance.now() - before) / 1000;
  } finally {
    await open.close();
  }
}

/** CPU milliseconds for each of some pages, asked for one after the other. */
async function asked(
  program: Program,
  paths: readonly string[],
  headers: Record<string, string> = {},
): Promise<number> {
  const before = program.cpuSeconds();
  for (const path of paths) {
    const answer = await fetch(`${program.origin}${path}`, { headers });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
  }
  return ((program.cpuSeconds() - before) / paths.length) * 1000;
}
