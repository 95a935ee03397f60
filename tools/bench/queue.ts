import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { RemoteActor } from "../../src/domain/author.ts";
import { openStore } from "../../src/store/open.ts";
import { type Program, startProgram } from "./program.ts";
import { type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];
const samples = 15;
const goal = { valueAtMost: 100 } as const;

/**
 * What an owner waits for in a flood: pages of the queue and of commenters while very many comments wait, narrowed down and
 * searched, among many that are published, and deciding of a hundred at once. A quarter of all is by ten people of one server. In CPU time, as the machine is shared.
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
      if (answer.status >= 400) throw new Error(`The queue answered ${answer.status} at ${answer.url}.`);
    }
    return ((program.cpuSeconds() - started) / samples) * 1000;
  }

  try {
    const cookie = await signIn(program);
    const page = (query: string) => fetch(`${program.origin}/admin/?${query}`, { headers: { cookie } });
    const rowOf = async (name: string, ask: () => Promise<Response>) =>
      result(`queue with ${held} waiting: ${name}`, "ms CPU", await milliseconds(ask), null, goal);
    const row = (name: string, query: string) => rowOf(name, () => page(query));
    const about = (name: string, path: string) =>
      rowOf(name, () => fetch(`${program.origin}/admin/${path}`, { headers: { cookie } }));
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
      await row("by one author, from the form", "tab=held&origin=web&author=h17"),
      await row("by days", "tab=published&from=2026-11-02&until=2026-11-03"),
      await row("search for a word", "tab=held&q=reads"),
      await row("search for what nobody wrote", "tab=published&q=zyzzyva"),
      await row("from one server", `tab=held&server=${floodHost}`),
      await row("published from a server that nobody is on", "tab=published&server=nobody.example"),
      await row("spam, of which there is none", "tab=spam"),
      await about("a commenter", `commenter?actor=${encodeURIComponent(flooder(3).id)}`),
      await about("a visitor", "commenter?visitor=h17"),
      await about("a server", `server?host=${floodHost}`),
      await about("the list of commenters", "commenters"),
      await about("who has most that waits", "commenters?order=held"),
      await about("servers with most that waits", "commenters?kind=servers&order=held"),
      await about("search for somebody by name", "commenters?q=flooder"),
      await about("search for a server", "commenters?kind=servers&q=flo"),
      await about("the reported ones", "?tab=reported"),
      await about("rules", "blocks"),
      await about("the log of acts", "audit"),
      await about("posts", "posts"),
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

const floodHost = "flood.example";

function flooder(i: number): RemoteActor {
  const id = `https://${floodHost}/users/${i}`;
  return { kind: "remote", id, handle: `f${i}@${floodHost}`, name: `Flooder ${i}`, url: id, avatar: null };
}

/** Lets all but the oldest comments wait, a quarter of all be by people of one server, and gathers all words. */
async function holdNewest(url: string, published: number): Promise<void> {
  const store = await openStore(url);
  try {
    await store.docs.comments.updateMany({ number: { $gt: published } }, { $set: { state: "held" } });
    for (let i = 0; i < 10; i++) {
      const set = { author: flooder(i), host: floodHost, origin: "fediverse" } as const;
      await store.docs.comments.updateMany({ "author.hash": `h${i}` }, { $set: set });
    }
    while ((await store.repos.comments.nameHosts(500)) > 0);
    while ((await store.repos.search.file(new Date())) > 0);
  } finally {
    await store.close();
  }
}

/** Uses the link that the node prints once it has begun to answer; returns the cookie. */
export async function signIn({ origin, printed }: Pick<Program, "origin" | "printed">): Promise<string> {
  const token = await linkIn(printed);
  const body = new URLSearchParams({ token });
  const answer = await fetch(`${origin}/login`, { method: "POST", body, headers: { origin }, redirect: "manual" });
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

async function linkIn(printed: () => string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const token = /login\?token=([\w-]+) /.exec(printed())?.[1];
    if (token !== undefined) return token;
    await pause(10);
  }
  throw new Error(`The node printed no link for its owner, but:\n${printed()}`);
}
