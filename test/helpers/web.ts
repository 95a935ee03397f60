import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { createPushTools } from "../../src/compose/push.ts";
import type { Backups } from "../../src/domain/backup.ts";
import type { Carrying } from "../../src/domain/carrying.ts";
import type { Comment } from "../../src/domain/comment.ts";
import type { Follower } from "../../src/domain/follower.ts";
import { issoDefaults } from "../../src/domain/isso.ts";
import type { MediaProxy } from "../../src/domain/media.ts";
import { owner as ourOwner } from "../../src/domain/moderator.ts";
import type { MailDesk } from "../../src/domain/owner-letters.ts";
import type { Grant } from "../../src/domain/person.ts";
import type { Log, Outbox, PageReader, Secrets, World } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import type { Site } from "../../src/domain/site.ts";
import { type SpamGuard, usualGuards } from "../../src/domain/spam.ts";
import { createHtml } from "../../src/html/html.ts";
import { createChecks } from "../../src/moderation/checks.ts";
import { isPublicSuffix } from "../../src/net/public-suffix.ts";
import { createPasskeyReader } from "../../src/runtime/passkeys.ts";
import { createPasswords } from "../../src/runtime/passwords.ts";
import { openScratch } from "../../src/runtime/scratch.ts";
import { openStore } from "../../src/store/open.ts";
import { createPeople } from "../../src/usecases/door/people.ts";
import { createSignIn } from "../../src/usecases/door/sign-in.ts";
import type { FindActor } from "../../src/usecases/moderate/read-target.ts";
import { noMail } from "../../src/usecases/notify/plan-mail.ts";
import type { HookTools } from "../../src/usecases/notify/send-hook.ts";
import { createOpenThread } from "../../src/usecases/publish/open-thread.ts";
import { createPublishUrl } from "../../src/usecases/publish/publish-url.ts";
import { createDebtCollector } from "../../src/usecases/publish/settle-debts.ts";
import type { OpenThread } from "../../src/usecases/visit/opened.ts";
import type { FindWay } from "../../src/usecases/visit/reply-from-home.ts";
import { createApp } from "../../src/web/app.ts";
import { createLiveStreams } from "../../src/web/live/streams.ts";
import type { WebSettings } from "../../src/web/settings.ts";
import { createTestClock, type TestClock } from "./clock.ts";
import { aComment } from "./comment.ts";
import { testIds } from "./ids.ts";
import { withNetworks } from "./networks.ts";
import { aSite, aThread } from "./thread.ts";

/** The page that the thread `thread` belongs to. */
export const postUrl = "https://blog.example/post";
export const blogOrigin = "https://blog.example";

/** A node that consists of its web: real HTTP, a real store, the fediverse only written down. */
export interface WebNode {
  url: string;
  world: World;
  clock: TestClock;
  /** What its routes hang on. */
  router: Express["router"];
  openThread: OpenThread;
  /** What the fediverse would have been told, as sentences. */
  told: string[];
  /** Stores a comment of the thread and makes the page follow. */
  put(given: Partial<Comment> & { _id: string }): Promise<Comment>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Sends a form like a browser does from a page of the node, unless other headers are given. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** The word that a freshly drawn form carries; four seconds pass. */
  started(): Promise<string>;
  /** Tells open pages what is new, as is otherwise done each second. */
  tick(): Promise<void>;
  /** Signs the owner in, or somebody with the roles given; returns the cookie and the word for forms. */
  signIn(as?: { name: string; grants: readonly Grant[] }): Promise<{ cookie: string; csrf: string }>;
  close(): Promise<void>;
}

export interface WebNodeOptions {
  site?: Partial<Site>;
  settings?: Partial<WebSettings>;
  /** Where it listens; anywhere unless a test has to know beforehand. */
  port?: number;
  /** The node's own demo blog instead of `https://blog.example/`. */
  demo?: boolean;
  /** What fetches pictures from elsewhere; nothing does unless a test brings it. */
  media?: MediaProxy;
  /** Puts something before the store's repositories. */
  bend?: (world: World) => World;
  /** How readers' servers take up a reply; none answers unless given. */
  findWay?: FindWay;
  /** Finds people by their handles; nobody does unless given. */
  findActor?: FindActor;
  /** The mail server; none unless given. */
  mailDesk?: MailDesk;
  /** What messages to webhooks are sent with; there are none unless given. */
  hookTools?: HookTools;
  carrying?: Carrying;
  /** The backups that the node makes; none unless given. */
  backups?: Backups;
  /** Whether posts can be published; they cannot unless a test asks for it. */
  publishes?: boolean;
  /** How many pages may listen at once. */
  maxStreams?: number;
}

/** Passwords that cost next to nothing. */
const cheap = { ln: 4, r: 8, p: 1 };

const nothing = () => undefined;
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Starts a node with one blog and one thread; close it when done. */
export async function startWebNode(options: WebNodeOptions = {}): Promise<WebNode> {
  let handler: RequestListener = (_req, res) => void res.writeHead(503).end();
  const server = createServer((req, res) => handler(req, res));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = await createTestWorld(options.settings?.spam);
  const world = options.bend ? options.bend(made.world) : made.world;
  const { clock, told, store } = made;
  await world.sites.add(aSite({ ...(options.demo ? { home: `${url}/demo/` } : {}), ...options.site }));
  if (!options.demo) await world.threads.add(aThread());
  const openThread = createOpenThread(world);
  const settings: WebSettings = {
    url,
    trustProxy: false,
    federated: true,
    demo: options.demo ?? false,
    version: "test",
    isso: issoDefaults,
    ...options.settings,
  };
  const findWay: FindWay = options.findWay ?? (async () => ({ kind: "away" }));
  const mailDesk = options.mailDesk ? { mailDesk: options.mailDesk } : {};
  const findActor = options.findActor ? { findActor: options.findActor } : {};
  const hookTools = options.hookTools ? { hookTools: options.hookTools } : {};
  const media = options.media ? { media: options.media } : {};
  const live = createLiveStreams(world, options.maxStreams === undefined ? {} : { max: options.maxStreams });
  const app = createApp({
    world,
    settings,
    openThread,
    passwords: createPasswords(cheap),
    passkeys: createPasskeyReader(),
    findWay,
    live,
    push: createPushTools(world.html),
    ...media,
    ...mailDesk,
    ...hookTools,
    ...(options.carrying ? { carrying: options.carrying } : {}),
    ...(options.backups ? { backups: options.backups } : {}),
    ...findActor,
    ...(options.publishes ? { publish: createPublishUrl(world) } : {}),
  });
  handler = app.answer;

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { headers: { accept: "text/html", ...headers }, redirect: "manual" });

  return {
    url,
    world,
    clock,
    router: app.routes.router,
    openThread,
    told,
    async put(given) {
      const comment = aComment({ number: await world.numbers.next(), createdAt: clock.now(), ...given });
      await world.comments.add(comment);
      await world.threads.raise(comment.thread, await world.comments.counts(comment.thread));
      clock.advance(250);
      return comment;
    },
    get,
    post: (path, fields, headers = {}) =>
      fetch(`${url}${path}`, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { accept: "text/html", origin: url, ...headers },
        redirect: "manual",
      }),
    async started() {
      const page = await (await get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text();
      clock.advance(4_000);
      return /name="started" value="([^"]+)"/.exec(page)?.[1] ?? "";
    },
    tick: () => live.tick(),
    async signIn(as) {
      const signIn = createSignIn(world);
      const invited = as && (await createPeople(world).invite(as, ourOwner));
      const session = await signIn.open(invited?.token ?? (await signIn.issueLogin()));
      return { cookie: `antiphon=${session}`, csrf: signIn.formToken(session) };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

/** A world over a store in memory, with everything real that this part of the node uses; outgoing words are written down. */
export async function createTestWorld(guards: readonly SpamGuard[] = usualGuards) {
  const clock = createTestClock("2026-11-24T12:00:00Z");
  const store = await openStore("sqlite::memory:", { clock });
  const told: string[] = [];
  const html = createHtml();
  const named = withNetworks({ ...store.repos, clock, secrets: testSecrets });
  const base = {
    ...named,
    ids: testIds,
    openScratch,
    log: silent,
    html,
    isPublicSuffix,
    checks: createChecks({ ...named, html }, guards),
    fetch: () => Promise.reject(new Problem("upstream", "Nothing is fetched in this test.")),
    pages,
    feeds: { poll: () => Promise.reject(new Problem("upstream", "No feed is polled in this test.")) },
    sitemaps: { read: async () => ({ kind: "none" as const, fault: "No sitemap is read in this test." }) },
    outbox: recordingOutbox(told),
    mails: noMail,
  };
  const world: World = { ...base, debts: createDebtCollector(base) };
  return { world, clock, store, told };
}

/** Reads any page below a blog, except one: there is nothing at `/missing`. */
const pages: PageReader = {
  async read(url) {
    if (url.endsWith("/missing")) throw new Problem("not-found", "The blog has no page at this address.");
    return { url, finalUrl: url, title: "A page", teaser: "", lang: "en", publishedAt: null };
  },
};

const testSecrets: Secrets = {
  sign: (purpose, text) => createHmac("sha256", `test ${purpose}`).update(text).digest("base64url"),
  verify(purpose, text, signature) {
    const right = Buffer.from(testSecrets.sign(purpose, text));
    const given = Buffer.from(signature);
    return right.length === given.length && timingSafeEqual(right, given);
  },
};

function recordingOutbox(told: string[]): Outbox {
  return {
    inboxesFor: async () => ["https://far.example/inbox"],
    tellOfComment: async (comment, telling) => void told.push(`${telling} comment ${comment._id}`),
    tellOfThread: async (thread, telling) => void told.push(`${telling} thread ${thread._id}`),
    accept: async (follower: Follower) => void told.push(`accept ${follower.remote}`),
    reject: async (follower: Follower) => void told.push(`reject ${follower.remote}`),
    answerQuote: async ({ actor }, answer) => void told.push(`${answer} a quote by ${actor}`),
    report: async ({ note, words }) => void told.push(`report ${note}: ${words}`),
    revokeQuote: async ({ quote, actor }) => void (quote?.stamped && told.push(`revoke a quote by ${actor}`)),
  };
}
