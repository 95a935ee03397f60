import { join } from "node:path";
import { openStore } from "../../src/store/open.ts";
import { pollJob } from "../../src/usecases/publish/take-feed.ts";
import { freePort } from "../../test/helpers/free-port.ts";
import { launch } from "../program.ts";
import { root, run } from "../run.ts";
import { eventually, pause } from "./eventually.ts";
import { type Page, readPage } from "./page.ts";
import type { BlogAccount } from "./peers/peer.ts";

/** What a browser keeps after a comment was sent. */
export interface Sent {
  cookie: string;
}

/** The built node, run as its owner runs it, and used from outside alone: by its pages, its commands and its addresses. */
export interface Antiphon extends BlogAccount {
  origin: string;
  /** Whether posts are handed out only to servers that sign for them. */
  secureFetch: boolean;
  /** The thread below a page of the blog, as readers see it. */
  page(url: string): Promise<Page>;
  /** Fills the form below a page in and sends it; `fields` are those of the form. */
  comment(url: string, fields: Record<string, string>): Promise<Sent>;
  /** Sends one of the pages that belong to a visitor's own comment. */
  ownComment(number: number, what: "edit" | "delete", fields: Record<string, string>, sent: Sent): Promise<void>;
  /** Runs `antiphon ARGS` beside the serving node; returns what it printed. Fails when the command does. */
  command(...args: string[]): Promise<string>;
  /** Brings the next look at the feed forward, which would be due in a quarter of an hour or later. */
  readFeed(): Promise<void>;
  /** How many follow the blog. */
  followers(): Promise<number>;
  /** The ActivityPub document at an address, asked for without a signature. */
  document(url: string): Promise<{ status: number; body: Record<string, unknown> }>;
  stop(): Promise<void>;
}

/** Starts a node for one blog with guests allowed, where a stranger's first comment waits for the owner. */
export async function startAntiphon(folder: string, home: string, secureFetch: boolean): Promise<Antiphon> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const store = `sqlite:${join(folder, "antiphon.db")}`;
  const main = `${root}dist/src/cli/main.js`;
  const env = {
    ANTIPHON_URL: origin,
    ANTIPHON_SITE: home,
    ANTIPHON_HANDLE: "blog",
    ANTIPHON_GUESTS: "on",
    ANTIPHON_MODERATION: "first",
    ANTIPHON_SECURE_FETCH: secureFetch ? "on" : "off",
    ANTIPHON_STORE: store,
    ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "on",
    ANTIPHON_LOG: "debug",
    PORT: String(port),
  };
  const program = await launch({
    command: process.execPath,
    args: [main, "serve"],
    env,
    ready: `${origin}/healthz`,
    cwd: folder,
    log: join(folder, "antiphon.log"),
  });

  /** The first look at a feed takes it all for old. */
  const polled = () => inStore(async ({ repos }) => (await repos.sites.all())[0]?.polling.firstPolledAt);

  async function inStore<T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
    const opened = await openStore(store);
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  }

  async function send(path: string, fields: Record<string, string>, cookie = ""): Promise<Sent> {
    const headers = { origin, accept: "text/html", cookie };
    const body = new URLSearchParams(fields);
    const answer = await fetch(origin + path, { method: "POST", body, headers, redirect: "manual" });
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    const set = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
    return { cookie: set.join("; ") };
  }

  const fragment = async (url: string) => (await fetch(`${origin}/fragment?url=${encodeURIComponent(url)}`)).text();

  await eventually("the first look at the feed", polled);

  return {
    origin,
    secureFetch,
    handle: `@blog@localhost:${port}`,
    actor: `${origin}/ap/actors/blog`,
    page: async (url) => readPage(await fragment(url)),
    async comment(url, fields) {
      const { form } = readPage(await fragment(url));
      // What is sent sooner than people write is taken for a program's.
      await pause(3_200);
      return send("/comments", { ...form, ...fields });
    },
    async ownComment(number, what, fields, sent) {
      await send(`/comments/${number}/${what}`, fields, sent.cookie);
    },
    async command(...args) {
      const ran = await run(process.execPath, [main, ...args], env);
      if (ran.code !== 0) throw new Error(`antiphon ${args.join(" ")}: ${ran.output}`);
      return ran.output;
    },
    readFeed: () =>
      inStore(async ({ repos }) => {
        const now = new Date();
        for (const { _id, polling } of await repos.sites.all()) {
          const due = { ...polling, nextPollAt: now };
          await repos.sites.set(_id, { polling: due });
          await repos.jobs.put([pollJob({ _id, polling: due })], now);
        }
      }),
    followers: () => inStore(({ repos }) => repos.followers.count("blog")),
    async document(url) {
      const answer = await fetch(url, { headers: { accept: "application/activity+json" } });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    stop: program.stop,
  };
}
