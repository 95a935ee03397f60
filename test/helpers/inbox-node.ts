import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import { createAddresses } from "../../federation/addresses.ts";
import { createInbox, type Inbox, type InboxOptions } from "../../federation/inbox.ts";
import { commentIdOf } from "../../federation/incoming/remote-id.ts";
import type { Comment } from "../../src/domain/comment.ts";
import type { Job, JobOutcome } from "../../src/domain/job.ts";
import type { Checks, DebtCollector, Log, Outbox } from "../../src/domain/ports.ts";
import type { QuoteAsk } from "../../src/domain/reaction.ts";
import type { Repos } from "../../src/domain/repos.ts";
import { createHtml } from "../../src/html/html.ts";
import { createChecks } from "../../src/moderation/checks.ts";
import { isPublicSuffix } from "../../src/net/public-suffix.ts";
import { createSecrets } from "../../src/runtime.ts";
import { type Line, linesOf } from "../../src/store/copy.ts";
import { openStore } from "../../src/store/open.ts";
import { createReceiveJobs } from "../../src/usecases/receive/jobs.ts";
import { createCallerOf } from "../../src/web/caller.ts";
import { createTestClock, type TestClock } from "./clock.ts";
import { fixture } from "./fixture.ts";
import { testIds } from "./ids.ts";
import { withNetworks } from "./networks.ts";
import {
  createPretendFediverse,
  makeKey,
  type PretendFediverse,
  type SignOptions,
  signCavage,
  type TestKey,
  type WireRequest,
} from "./remote.ts";
import { aSite, aThread } from "./thread.ts";

/** What an inbox answered. */
export interface InboxAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A node that consists of its inbox: real HTTP, a real store, a pretend fediverse around it. */
export interface InboxNode {
  repos: Repos;
  checks: Checks;
  clock: TestClock;
  fediverse: PretendFediverse;
  inbox: Inbox;
  /** What was noticed as owing, as `kind id`. */
  noticed: string[];
  /** What was answered to those who asked to quote. */
  answers: ({ answer: string } & QuoteAsk)[];
  /** Lets the pretend fediverse serve an actor of the fixtures, and returns its key. */
  introduce(actor: Record<string, unknown>, key?: TestKey): TestKey;
  /** Lets the pretend fediverse show what a Create is about at its own address, and returns the Create. */
  show(create: Record<string, unknown>): Record<string, unknown>;
  send(wire: WireRequest): Promise<InboxAnswer>;
  /** Signs a payload as its software does and sends it. */
  deliver(payload: unknown, key: TestKey, bent?: Partial<SignOptions>): Promise<InboxAnswer>;
  /** All that the store holds, as text. */
  everything(): Promise<string>;
  /** The comment that a remote object is stored as. */
  comment(remoteId: string): Promise<Comment | null>;
  /** Runs the jobs that are due, once each. */
  work(): Promise<JobOutcome[]>;
  /** Takes the store away, as a fault would. */
  closeStore(): Promise<void>;
  close(): Promise<void>;
}

export const ourOrigin = "https://node.example";
const nothing = () => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

// Making a key takes longer than everything else in a test.
const sharedKey = makeKey("");

/**
 * Gives each test of a suite a node of its own, to which somebody on a Mastodon server can write. A test that takes another
 * node has to close that itself.
 */
export function withInbox(take: (node: InboxNode, ada: TestKey) => void): void {
  let node: InboxNode;
  beforeEach(async () => {
    node = await startInboxNode();
    take(node, node.introduce(actorOf("mastodon")));
  });
  afterEach(() => node.close());
}

/** Starts a node with one blog and one thread (`note1`); close it when done. */
export async function startInboxNode(
  given: { site?: Parameters<typeof aSite>[0]; options?: InboxOptions; log?: Log } = {},
): Promise<InboxNode> {
  const clock = createTestClock();
  const store = await openStore("sqlite::memory:", { clock });
  const { repos } = store;
  await repos.sites.add(aSite(given.site));
  await repos.threads.add(aThread());
  const fediverse = createPretendFediverse();
  const noticed: string[] = [];
  const debts: DebtCollector = {
    notice: (kind, id) => void noticed.push(`${kind} ${id}`),
    settled: async () => undefined,
  };
  const answers: InboxNode["answers"] = [];
  const addresses = createAddresses(ourOrigin);
  const html = createHtml();
  const secrets = createSecrets("a secret of the tests");
  const world = {
    ...withNetworks({ ...repos, clock, secrets }),
    log: given.log ?? silent,
    html,
    checks: createChecks(withNetworks({ ...repos, clock, html, secrets })),
    fetch: fediverse.fetch,
    debts,
    outbox: outboxInto(answers),
    addresses,
    callerOf: createCallerOf(1),
  };
  const inbox = createInbox(world, given.options);
  const receiveJobs = createReceiveJobs({ ...world, ids: testIds, isPublicSuffix });
  const handlers: Handlers = { ...inbox.jobs, ...receiveJobs };
  const server = await listening((request, response) => {
    if (inbox.isFor(request)) void inbox.answer(request, response);
    else response.writeHead(404).end();
  });
  const { port } = server.address() as AddressInfo;

  let delivered = 0;
  const node: InboxNode = {
    repos,
    clock,
    checks: world.checks,
    fediverse,
    inbox,
    noticed,
    answers,
    introduce(actor, key) {
      const id = actor["id"] as string;
      const publicKey = actor["publicKey"] as { id: string; publicKeyPem: string };
      const own = key ?? { ...sharedKey, id: publicKey.id };
      fediverse.serve(id, { ...actor, publicKey: { ...publicKey, publicKeyPem: own.pem } });
      return own;
    },
    show(create) {
      const object = create["object"] as Record<string, unknown>;
      fediverse.serve(object["id"] as string, { body: object });
      return create;
    },
    send: (wire) => post(port, wire),
    deliver(payload, key, bent = {}) {
      // Nobody signs twice within the same second and means something else by it.
      const date = new Date(clock.now().getTime() - 1000 * (delivered++ % 1800));
      return post(port, signCavage({ key, body: Buffer.from(JSON.stringify(payload)), date, ...bent }));
    },
    async everything() {
      const lines: Line[] = [];
      for await (const line of linesOf(store.docs)) lines.push(line);
      return JSON.stringify(lines);
    },
    comment: (remoteId) => repos.comments.get(commentIdOf(remoteId)),
    async work() {
      const until = new Date(clock.now().getTime() + 60_000);
      const claimed = await repos.jobs.claim({ by: "test", now: clock.now(), until, limit: 100, exceptLanes: [] });
      const outcomes: JobOutcome[] = [];
      for (const job of claimed) outcomes.push(await run(handlers, repos, job));
      return outcomes;
    },
    closeStore: () => store.close(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close().catch(nothing);
    },
  };
  return node;
}

/** The actor of a fixture folder, its stand-in key to be replaced by `introduce`. */
export function actorOf(software: string): Record<string, unknown> {
  return fixture(`${software}/actor`);
}

/** Tells nobody, and remembers what was answered to those who want to quote. */
function outboxInto(answers: InboxNode["answers"]): Outbox {
  const silence = async () => undefined;
  return {
    inboxesFor: async () => [],
    tellOfComment: silence,
    tellOfThread: silence,
    accept: silence,
    reject: silence,
    answerQuote: async (ask, answer) => void answers.push({ answer, ...ask }),
    revokeQuote: silence,
    report: silence,
  };
}

type Handlers = Record<string, (job: Job) => Promise<JobOutcome>>;

async function run(handlers: Handlers, repos: Repos, job: Job): Promise<JobOutcome> {
  const handler = handlers[job.kind];
  if (!handler) throw new Error(`Nobody here does jobs of the kind “${job.kind}”.`);
  const outcome = await handler(job);
  if (outcome.kind === "done") await repos.jobs.done([job._id], "test");
  if (outcome.kind === "retry") await repos.jobs.retry(job._id, "test", outcome.after, outcome.reason);
  if (outcome.kind === "failed") await repos.jobs.fail(job._id, "test", outcome.reason);
  return outcome;
}

function listening(answer: RequestListener): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(answer).listen(0, "127.0.0.1", () => resolve(server));
  });
}

function post(port: number, { method = "POST", target, headers, body }: WireRequest): Promise<InboxAnswer> {
  return new Promise((resolve, reject) => {
    const flat = [...headers, ["Content-Length", String(body.length)]].flat();
    const request = httpRequest(
      { port, host: "127.0.0.1", method, path: target, headers: flat, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
