import type { Compose, Node, Terminal, Tools } from "../../../src/cli/node.ts";
import { run } from "../../../src/cli/program.ts";
import { createExporters } from "../../../src/compose/exporters.ts";
import { importers } from "../../../src/compose/importers.ts";
import { saveFile } from "../../../src/compose/save-file.ts";
import { createStoreTools } from "../../../src/compose/stores.ts";
import type { Variables } from "../../../src/config.ts";
import type { Follower } from "../../../src/domain/follower.ts";
import type { MailDesk } from "../../../src/domain/owner-letters.ts";
import type { FeedPoll, GuardedFetch, World } from "../../../src/domain/ports.ts";
import { Problem } from "../../../src/domain/problem.ts";
import type { Site } from "../../../src/domain/site.ts";
import { createLog } from "../../../src/log.ts";
import { createChecks } from "../../../src/moderation/checks.ts";
import { isPublicSuffix } from "../../../src/net/public-suffix.ts";
import { createPageReader } from "../../../src/posts/page-reader.ts";
import { openScratch } from "../../../src/runtime/scratch.ts";
import { createIds, createSecrets } from "../../../src/runtime.ts";
import { openStore } from "../../../src/store/open.ts";
import { createDebtCollector } from "../../../src/usecases/publish/settle-debts.ts";
import { withNetworks } from "../../helpers/networks.ts";

/** A command line with a real store in memory behind it, and everything it said. */
export interface Cli {
  world: World;
  out: string[];
  err: string[];
  /** Actors that got a new key, with `!` at once; one that is `busy` is on its way to one already. */
  rotated: string[];
  busy: string | null;
  /** Actors whose follows were rejected. */
  rejected: string[];
  /** The mail server; none unless a test brings one. */
  mailDesk?: MailDesk;
  /** What is damaged in the store. */
  faults: string[];
  env: Record<string, string>;
  files: Record<string, string>;
  /** Reads those files; replaced by tests of one that cannot be read. */
  readFile: Terminal["readFile"];
  /** What the outside answers; replaced by tests of the doctor. */
  outside: { fetch: typeof fetch; guarded: GuardedFetch; poll: (site: Site) => FeedPoll; freeBytes: number };
  compose: Compose;
  /** Asks a serving node to stop. */
  stop(): void;
  run(...args: string[]): Promise<number>;
  close(): Promise<void>;
}

const now = new Date("2026-11-02T12:00:00Z");

/** Opens a command line of its own for one test. */
export async function openCli(): Promise<Cli> {
  const store = await openStore("sqlite::memory:");
  const cli = {
    out: [] as string[],
    err: [] as string[],
    rejected: [] as string[],
    rotated: [] as string[],
    busy: null,
    faults: [] as string[],
    env: {},
    files: {},
  } as unknown as Cli;
  cli.outside = {
    fetch: () => Promise.reject(new Error("connect ECONNREFUSED")),
    guarded: () => Promise.reject(new Error("not asked for in this test")),
    poll: (site) => ({ entries: [], polling: site.polling }),
    freeBytes: 10e9,
  };
  cli.world = worldOf(store.repos, cli);
  const node: Node = {
    world: cli.world,
    url: "https://comments.example.org",
    listen: () => Promise.resolve("http://127.0.0.1:8080"),
    close: () => Promise.resolve(),
    async rotateKey(actor, atOnce) {
      if (cli.busy === actor) throw new Problem("conflict", `A new key of ${actor} is on its way.`);
      cli.rotated.push(atOnce ? `${actor}!` : actor);
      return { keyId: `https://comments.example.org/ap/actors/${actor}#main-key-2`, from: now };
    },
    hookTools: {
      format: (hook) => ({ url: hook.url, method: "POST", headers: {}, body: "" }),
      fetch: (request) => cli.outside.guarded(request),
    },
    seals: store.seals,
    faults: () => Promise.resolve(cli.faults),
    loginLink: () => Promise.resolve("https://comments.example.org/admin/login?token=abc"),
    findActor: (handle) =>
      Promise.resolve(handle === "eve@bad.example" ? { id: "https://bad.example/users/eve", handle } : null),
  };
  cli.compose = () => Promise.resolve({ ...node, ...(cli.mailDesk ? { mailDesk: cli.mailDesk } : {}) });
  cli.readFile = (name) => Promise.resolve(cli.files[name] ?? null);
  const stopping = new Promise<void>((resolve) => {
    cli.stop = resolve;
  });
  const terminal: Terminal = {
    get env(): Variables {
      return cli.env;
    },
    readFile: (name) => cli.readFile(name),
    async save(name, chunks) {
      if (name !== null) return saveFile(name, chunks);
      for await (const chunk of chunks) cli.out.push(Buffer.from(chunk).toString());
    },
    out: (line) => void cli.out.push(...line.split("\n")),
    err: (line) => void cli.err.push(...line.split("\n")),
    stopRequested: () => stopping,
    freeBytes: () => Promise.resolve(cli.outside.freeBytes),
    fetch: (...args) => cli.outside.fetch(...args),
  };
  const tools = (): Tools => ({
    terminal,
    compose: cli.compose,
    stores: createStoreTools(),
    importers,
    exporters: createExporters(),
    version: "1.2.3",
  });
  cli.run = (...args) => run(args, tools());
  cli.close = () => store.close();
  return cli;
}

function worldOf(repos: Awaited<ReturnType<typeof openStore>>["repos"], cli: Cli): World {
  const fetch: GuardedFetch = (request) => cli.outside.guarded(request);
  const html = { toText: (text: string, max: number) => text.replace(/<[^>]*>/g, "").slice(0, max) };
  const parts = {
    ...repos,
    clock: { now: () => now },
    ids: createIds(),
    openScratch,
    secrets: createSecrets("a secret of the tests"),
    log: createLog("silent"),
    isPublicSuffix,
    html,
    fetch,
    pages: createPageReader({ fetch, html }),
    feeds: { poll: (site: Site) => Promise.resolve(cli.outside.poll(site)) },
    outbox: {
      reject(follower: Follower) {
        cli.rejected.push(follower.remote);
        return Promise.resolve();
      },
    },
  } as unknown as World;
  return Object.assign(
    parts,
    { networks: withNetworks(parts).networks },
    { debts: createDebtCollector(parts), checks: createChecks(parts) },
  );
}

/** A site as the store keeps it. */
export function aSite(given: Partial<Site> = {}): Site {
  return {
    _id: "blog",
    home: "https://blog.example.org/",
    name: "A blog",
    handle: "blog",
    lang: "en",
    feed: null,
    moderation: "first",
    guests: false,
    installedAt: now,
    epoch: 0,
    polling: {
      feed: "https://blog.example.org/feed.xml",
      etag: null,
      lastModified: null,
      firstPolledAt: now,
      nextPollAt: now,
      fault: null,
    },
    ...given,
  };
}
