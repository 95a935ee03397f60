import { join } from "node:path";
import { openStore } from "../../src/store/open.ts";
import { startProgram } from "./program.ts";
import { type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];
const samples = 15;
const goal = { valueAtMost: 100 } as const;

/**
 * What an owner waits for in a flood: pages of the queue while very many comments wait, narrowed down and searched, among
 * many that are published, and deciding of a hundred at once. In CPU time, as the machine is shared.
 */
export async function measureQueue(folder: string, held: number, published: number): Promise<Result[]> {
  const url = `sqlite:${join(folder, "queue.db")}`;
  await seed(url, [published, held]);
  await holdNewest(url, published);
  const program = await startProgram(node, { ANTIPHON_STORE: url, ANTIPHON_SITE: "https://blog.example/" }, "/healthz");

  async function milliseconds(work: () => Promise<Response>): Promise<number> {
    await (await work()).text();
    const started = program.cpuSeconds();
    for (let i = 0; i < samples; i++) {
      const answer = await work();
      await answer.text();
      if (answer.status >= 400) throw new Error(`The queue answered ${answer.status}.`);
    }
    return ((program.cpuSeconds() - started) / samples) * 1000;
  }

  try {
    const cookie = await signIn(program.origin, program.printed());
    const page = (query: string) => fetch(`${program.origin}/admin/?${query}`, { headers: { cookie } });
    const row = async (name: string, query: string) =>
      result(`queue with ${held} waiting: ${name}`, "ms CPU", await milliseconds(() => page(query)), null, goal);
    let csrf = "";
    const pages: string[] = [];
    for (let query = "tab=held&show=100"; pages.length <= samples; ) {
      const html = await (await page(query)).text();
      csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
      pages.push(/name="ids" value="([^"]+)"/.exec(html)?.[1] ?? "");
      const next = /href="\/admin\/\?([^"]+)">Older/.exec(html)?.[1];
      if (!next) break;
      query = next.replaceAll("&amp;", "&");
    }

    /** The pages were read before, so that their time is left out. */
    function decideHundred(): Promise<Response> {
      const given = { csrf, ids: pages.shift() ?? "", all: "1", do: "approve", back: "/admin/?tab=held" };
      const headers = { cookie, origin: program.origin };
      const request = { method: "POST", body: new URLSearchParams(given), headers, redirect: "manual" } as const;
      return fetch(`${program.origin}/admin/bulk`, request);
    }

    return [
      await row("a page", "tab=held"),
      await row("a page of 100", "tab=held&show=100"),
      await row("by one author, from the form", "tab=held&origin=web&author=h7"),
      await row("by days", "tab=published&from=2026-11-02&until=2026-11-03"),
      await row("search for a word", "tab=held&q=reads"),
      await row("search for what nobody wrote", "tab=published&q=zyzzyva"),
      result(
        `queue with ${held} waiting: publish 100 at once`,
        "ms CPU",
        await milliseconds(decideHundred),
        null,
        goal,
      ),
    ];
  } finally {
    await program.stop();
  }
}

/** Lets all but the oldest comments wait, and gathers all words. */
async function holdNewest(url: string, published: number): Promise<void> {
  const store = await openStore(url);
  try {
    await store.docs.comments.updateMany({ number: { $gt: published } }, { $set: { state: "held" } });
    while ((await store.repos.search.file(new Date())) > 0);
  } finally {
    await store.close();
  }
}

/** Uses the link that the node prints at its start; returns the cookie. */
async function signIn(origin: string, printed: string): Promise<string> {
  const token = /login\?token=([\w-]+)/.exec(printed)?.[1] ?? "";
  const body = new URLSearchParams({ token });
  const answer = await fetch(`${origin}/login`, { method: "POST", body, headers: { origin }, redirect: "manual" });
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}
