import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type ErrorRequestHandler } from "express";
import { createAddresses } from "../../../federation/addresses.ts";
import { createOutgoing, type Outgoing } from "../../../federation/create-outgoing.ts";
import type { PageKey } from "../../../src/domain/brand.ts";
import type { Follower } from "../../../src/domain/follower.ts";
import type { FetchRequest, FetchResponse, GuardedFetch, Log } from "../../../src/domain/ports.ts";
import { isProblem, type ProblemKind } from "../../../src/domain/problem.ts";
import type { Repos } from "../../../src/domain/repos.ts";
import type { Site } from "../../../src/domain/site.ts";
import type { Thread } from "../../../src/domain/thread.ts";
import { createResting } from "../../../src/jobs/resting.ts";
import { createWorker, type Worker } from "../../../src/jobs/worker.ts";
import { openScratch } from "../../../src/runtime/scratch.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { createTestClock, type TestClock } from "../../helpers/clock.ts";
import { aFollower as createFollower } from "../../helpers/follower.ts";

export const origin = "https://node.example";
export const addresses = createAddresses(origin);
export const start = new Date("2026-11-02T10:00:00Z");

/** A POST or GET that our side made, as the other side saw it. */
export interface Seen {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

export type Answer = { status: number; headers?: Record<string, string>; body?: object } | Error;

export interface TestNode {
  outgoing: Outgoing;
  repos: Repos;
  store: Store;
  clock: TestClock;
  worker: Worker;
  /** What was sent to other servers, in order. */
  seen: Seen[];
  /** Sets what other servers answer. */
  answer(by: (request: Seen) => Answer | Promise<Answer>): void;
  setReachable(reachable: boolean): void;
  /** Asks the node over real HTTP, without following redirects. */
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>;
  /** The same without what the built-in fetch adds by itself; answers the status. */
  status(path: string, headers: Record<string, string>): Promise<number>;
  close(): Promise<void>;
}

const nothing = () => undefined;
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

const pair = (() => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { publicPem: publicKey, privatePem: privateKey };
})();

export const activityJson = { accept: "application/activity+json" };

/** A node with an embedded store in memory, other servers played by a function, and its routes over real HTTP. */
export async function aNode(
  given: { ownKeys?: boolean; secureFetch?: boolean; fetch?: GuardedFetch } = {},
): Promise<TestNode> {
  const clock = createTestClock(start.toISOString());
  const store = await openStore("sqlite::memory:", { clock });
  const { repos } = store;
  // Making a key takes longer than most tests.
  for (const name of given.ownKeys ? [] : ["node", "blog", "blog_guests"])
    await repos.keys.ensure(name, async () => pair);
  const seen: Seen[] = [];
  let reachable = true;
  let answerBy: (request: Seen) => Answer | Promise<Answer> = () => ({ status: 202 });
  let count = 0;
  const ids = { opaque: () => `id${++count}`, token: () => `token${++count}` };

  async function fetch(request: FetchRequest): Promise<FetchResponse> {
    const hop = await request.headersFor?.(new URL(request.url));
    const headers = { ...request.headers, ...hop };
    const one = { url: request.url, method: request.method ?? "GET", headers, body: String(request.body ?? "") };
    seen.push(one);
    const answer = await answerBy(one);
    if (answer instanceof Error) throw answer;
    const lower = new Map(Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const get = (name: string) => lower.get(name.toLowerCase()) ?? null;
    return {
      status: answer.status,
      url: request.url,
      headers: { get },
      body: Buffer.from(answer.body ? JSON.stringify(answer.body) : ""),
    };
  }

  const outgoing = createOutgoing({
    world: { ...repos, clock, openScratch, ids, log: silent, fetch: given.fetch ?? fetch },
    addresses,
    software: { version: "1.2.3", repository: "https://example.com/antiphon" },
    secureFetch: given.secureFetch ?? false,
    canDeliver: () => reachable,
  });
  const worker = createWorker({
    jobs: repos.jobs,
    clock,
    ids,
    log: silent,
    handlers: outgoing.jobs,
    resting: createResting(repos),
  });
  const app = express().disable("x-powered-by").use(outgoing.router).use(answerProblem);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    outgoing,
    repos,
    store,
    clock,
    worker,
    seen,
    answer(by) {
      answerBy = by;
    },
    setReachable(now) {
      reachable = now;
    },
    get: (path, headers = activityJson, method = "GET") =>
      globalThis.fetch(`http://127.0.0.1:${port}${path}`, { headers, method, redirect: "manual" }),
    async status(path, headers) {
      const [response] = await once(request({ port, path, headers }).end(), "response");
      response.resume();
      return response.statusCode;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

const statuses: Partial<Record<ProblemKind, number>> = { invalid: 400, "not-found": 404, gone: 410 };

const answerProblem: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
  const status = isProblem(error) ? (statuses[error.kind] ?? 500) : 500;
  res
    .status(status)
    .type("application/problem+json")
    .send(JSON.stringify({ detail: String(error) }));
};

export function aSite(given: Partial<Site> = {}): Site {
  const polling = { feed: null, etag: null, lastModified: null, firstPolledAt: null, nextPollAt: start, fault: null };
  return {
    _id: "site",
    home: "https://blog.example/",
    name: "Tea & Code",
    handle: "blog",
    lang: "en",
    feed: null,
    moderation: "first",
    guests: true,
    installedAt: new Date("2026-10-01T00:00:00Z"),
    epoch: 1,
    polling,
    ...given,
  };
}

export function aThread(given: Partial<Thread> & { _id: string }): Thread {
  return {
    site: "site",
    key: `blog.example/${given._id}` as PageKey,
    page: {
      url: `https://blog.example/${given._id}/`,
      title: "Brewing <green> tea",
      teaser: "Water & patience.",
      lang: null,
      publishedAt: new Date("2026-11-01T08:00:00Z"),
      updatedAt: null,
      hash: "hash",
    },
    noteId: `note-${given._id}`,
    retiredNoteIds: [],
    announcement: "announced",
    announcedAt: start,
    told: { first: 1, last: 1 },
    toldInboxes: [],
    revision: 1,
    counts: { published: 0, held: 0 },
    reactions: { likes: 3, boosts: 2 },
    createdAt: start,
    owed: [],
    owedSince: null,
    version: 1,
    ...given,
  };
}

export function aFollower(host: string, given: Partial<Follower> = {}): Follower {
  return createFollower(host, start, { followId: `https://${host}/follows/1`, ...given }, "bob");
}

/** Stores what a remote actor looks like, so that it can be written to. */
export async function knowActor(repos: Repos, host: string, name = "bob"): Promise<string> {
  const id = `https://${host}/users/${name}`;
  await repos.profiles.put({
    _id: id,
    handle: `${name}@${host}`,
    name,
    url: `https://${host}/@${name}`,
    avatar: null,
    inbox: `${id}/inbox`,
    sharedInbox: `https://${host}/inbox`,
    keys: [],
    hidden: false,
    fetchedAt: start,
  });
  return id;
}
