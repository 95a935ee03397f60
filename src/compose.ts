import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { Express } from "express";
import { createAddresses } from "../federation/addresses.ts";
import { createOutgoing } from "../federation/create-outgoing.ts";
import { createFindActor } from "../federation/find-actor.ts";
import { createFindWay } from "../federation/find-way.ts";
import { createInbox } from "../federation/inbox.ts";
import { createInspect } from "../federation/inspect/inspect.ts";
import { createPostByAddress } from "../federation/serving/post-by-address.ts";
import type { Node } from "./cli/node.ts";
import { createNodeChecks } from "./compose/checks.ts";
import { createFirstDelivery } from "./compose/first-delivery.ts";
import { createFrontDoor } from "./compose/front-door.ts";
import { createHookTools } from "./compose/hooks.ts";
import { createInProcess } from "./compose/in-process.ts";
import { takeIssoConfig } from "./compose/isso.ts";
import { createMail } from "./compose/mail.ts";
import { readManifest } from "./compose/manifest.ts";
import { demandSealKeys } from "./compose/seal-keys.ts";
import { closeServer, listen } from "./compose/server.ts";
import { enterDemo, enterSites } from "./compose/sites.ts";
import type { Config } from "./config.ts";
import type { Clock, Ids, Log, World } from "./domain/ports.ts";
import { createHtml } from "./html/html.ts";
import { createResting } from "./jobs/resting.ts";
import { createSweeper } from "./jobs/sweeps.ts";
import { wakeOnPut } from "./jobs/waking.ts";
import { createWorker } from "./jobs/worker.ts";
import { createLog } from "./log.ts";
import { createMediaProxy } from "./media/proxy.ts";
import { createGuardedFetch } from "./net/guarded-fetch.ts";
import { isPublicSuffix } from "./net/public-suffix.ts";
import { createFeedReader } from "./posts/feed-reader.ts";
import { createPageReader } from "./posts/page-reader.ts";
import { createPasskeyReader } from "./runtime/passkeys.ts";
import { createPasswords } from "./runtime/passwords.ts";
import { createSeal } from "./runtime/seal.ts";
import { databaseFileOf, findSecret } from "./runtime/secret-file.ts";
import { createClock, createIds, createSecrets } from "./runtime.ts";
import { openStore, type Store, type StoreOptions } from "./store/open.ts";
import { createLoginLink } from "./usecases/door/login-link.ts";
import { createSweepBlocks } from "./usecases/moderate/sweep-blocks.ts";
import { createSweepSpam } from "./usecases/moderate/sweep-spam.ts";
import { createHookHeralds } from "./usecases/notify/hook-heralds.ts";
import { createHookJobs } from "./usecases/notify/hook-jobs.ts";
import { createHeralds } from "./usecases/notify/tell-owner.ts";
import { createPublishJobs } from "./usecases/publish/jobs.ts";
import { createOpenThread } from "./usecases/publish/open-thread.ts";
import { createPublishUrl } from "./usecases/publish/publish-url.ts";
import { createRenderAgain } from "./usecases/publish/render-again.ts";
import { createDebtCollector } from "./usecases/publish/settle-debts.ts";
import { pollJob } from "./usecases/publish/take-feed.ts";
import { createReceiveJobs } from "./usecases/receive/jobs.ts";
import { createPlanWalks } from "./usecases/receive/plan-walks.ts";
import { createThreadSweeps } from "./usecases/threads/sweeps.ts";
import { createApp } from "./web/app.ts";
import { createCallerOf } from "./web/caller.ts";
import { seedDemo } from "./web/demo/seed.ts";
import { createLiveStreams } from "./web/live/streams.ts";

/** What a test puts in the place of the real thing. */
export interface Overrides {
  log?: Log;
  clock?: Clock;
  ids?: Ids;
  /** Jobs run when they are drained, and at no other time. */
  idle?: boolean;
}

/** A composed node, with what tests need beside what the command line does. */
export interface ComposedNode extends Node {
  store: Store;
  /** What answers requests, with all its routes. */
  app: Express;
  /** Does all that is due: debts, jobs, and what they leave behind. */
  drain(): Promise<void>;
  /** One round of what is otherwise done each minute. */
  sweep(): Promise<void>;
  /** Tells open pages what is new, as is otherwise done each second. */
  tick(): Promise<void>;
}

const sweepBodiesAfterMs = 14 * 24 * 3_600_000;

/** Of so many servers something is known at a time. */
const maxHosts = 10_000;

/**
 * Introduces the rooms to each other. Opens the store and enters the configured blogs, but neither listens nor works
 * before `listen`. Throws `busy` or `conflict` when the store cannot be used, `conflict` when the address changed.
 */
export async function compose(config: Config, overrides: Overrides = {}): Promise<ComposedNode> {
  const log = overrides.log ?? createLog(config.log);
  const clock = overrides.clock ?? createClock();
  const ids = overrides.ids ?? createIds();
  const { store, demo } = await openFor(config, { clock, log, seal: createSeal(config.sealKeys) });
  try {
    await demandSealKeys(store.seals);
    return await introduce(config, { log, clock, ids, store, demo, idle: overrides.idle ?? false });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** With no blog to serve, the node shows its own, in a store that ends with it. */
async function openFor(config: Config, options: StoreOptions): Promise<{ store: Store; demo: boolean }> {
  const file = databaseFileOf(config.store);
  // Opening would make an empty database, in whatever folder a command happened to be called.
  if (config.sites.length === 0 && file !== null && !existsSync(file)) return demoStore(options);
  const store = await openStore(config.store, options);
  if (config.sites.length > 0 || (await store.repos.sites.all()).length > 0) return { store, demo: false };
  await store.close();
  return demoStore(options);
}

async function demoStore(options: StoreOptions): Promise<{ store: Store; demo: boolean }> {
  return { store: await openStore("sqlite::memory:", options), demo: true };
}

interface Parts {
  log: Log;
  clock: Clock;
  ids: Ids;
  store: Store;
  demo: boolean;
  idle: boolean;
}

async function introduce(config: Config, { log, clock, ids, store, demo, idle }: Parts): Promise<ComposedNode> {
  const server = createServer();
  const manifest = readManifest();
  const secrets = createSecrets(demo && config.secret === null ? ids.token() : await findSecret(config));
  const repos = { ...store.repos, jobs: wakeOnPut(store.repos.jobs, () => worker.poke()) };
  if (demo) await enterDemo({ ...repos, clock, ids, log }, config);
  else await enterSites({ ...repos, clock, ids, log }, config);

  const userAgent = `Antiphon/${manifest.version} (+${config.url})`;
  const fetch = createGuardedFetch({
    allowPrivate: config.allowPrivateAddresses,
    userAgent,
    own: { origin: config.url, answer: createInProcess(server) },
  });
  const html = createHtml();
  const isso = takeIssoConfig(config, log);
  const base = {
    ...repos,
    clock,
    ids,
    secrets,
    log,
    fetch,
    html,
    ...isso.inWorld,
    checks: createNodeChecks({ ...repos, secrets, clock, ids, html, log }, config, userAgent),
    pages: createPageReader({ fetch, html }),
    feeds: createFeedReader({ fetch, html }),
    isPublicSuffix,
  };
  // Answers carry the time of a machine, so that it is the machine's own clock that they are held against.
  const firstDelivery = await createFirstDelivery({ ...base, clock: createClock() }, config, globalThis.fetch, demo);
  const addresses = createAddresses(config.url);
  const outgoing = createOutgoing({
    world: base,
    addresses,
    software: { version: manifest.version },
    secureFetch: config.secureFetch,
    canDeliver: firstDelivery.mayDeliver,
  });
  const mail = createMail(base, config);
  const mails = mail.mails;
  const heralds = createHeralds(base, { letters: mail.letters, heralds: createHookHeralds(base) });
  const hookTools = createHookTools(base, config, userAgent);
  const debts = createDebtCollector({ ...base, outbox: outgoing.outbox, mails, heralds });
  const world: World = { ...base, outbox: outgoing.outbox, mails, heralds, debts };
  const inbox = createInbox({
    ...world,
    fetch: outgoing.signedFetch,
    addresses,
    callerOf: createCallerOf(config.trustProxy),
  });
  const findActor = createFindActor({ fetch: outgoing.signedFetch, people: inbox.profiles });

  const worker = createWorker({
    jobs: store.repos.jobs,
    clock,
    ids,
    log,
    handlers: {
      ...outgoing.jobs,
      ...inbox.jobs,
      ...createReceiveJobs(world),
      ...createPublishJobs(world),
      ...mail.jobs,
      ...createHookJobs(world, hookTools),
    },
    resting: createResting(store.repos),
  });
  const planWalks = createPlanWalks(world);
  const sweeper = createSweeper({
    log,
    sweeps: {
      address: () => firstDelivery.check(),
      debts: () => debts.sweep(),
      actors: () => outgoing.tellOfActors(),
      renderer: createRenderAgain(world),
      expired: () => store.sweep(clock.now()),
      // Who cannot be asked back asks nobody; the demo's comments come from servers that do not exist.
      walks: async () => (firstDelivery.mayDeliver() ? planWalks() : 0),
      hosts: () => repos.hosts.trim(maxHosts),
      spam: createSweepSpam(world, config.spamDays),
      blocks: createSweepBlocks(world),
      ...createThreadSweeps(world, firstDelivery.mayDeliver),
      letters: async () => mail.letters?.plan(),
      words: () => repos.search.file(clock.now()),
      bodies: () => repos.bodies.sweep(new Date(clock.now().getTime() - sweepBodiesAfterMs)),
    },
  });
  const live = createLiveStreams(world);
  const ticker = createSweeper({ log, sweeps: { live: () => live.tick() }, everyMs: 1_000 });
  const openThread = createOpenThread(world);
  const app = createApp({
    world,
    openThread,
    settings: {
      url: config.url,
      lang: config.lang,
      trustProxy: config.trustProxy,
      federated: config.federates && !demo,
      demo,
      gravatar: config.gravatar,
      version: manifest.version,
      spam: config.spam,
      spamDays: config.spamDays,
      isso: isso.settings,
    },
    federation: [outgoing.router, createPostByAddress(openThread, addresses)],
    media: createMediaProxy({ fetch, blocks: repos.blocks, secrets, origin: config.url }),
    findActor,
    passwords: createPasswords(),
    passkeys: createPasskeyReader(),
    findWay: createFindWay({ fetch }),
    live,
    publish: createPublishUrl(world),
    ...(mail.desk ? { mailDesk: mail.desk } : {}),
    hookTools,
  });
  server.on("request", createFrontDoor(world, inbox, app.answer));

  if (demo) await seedDemo(world, openThread, config.url);
  await repos.jobs.put((await repos.sites.all()).map(pollJob), clock.now());

  let closing: Promise<void> | null = null;
  return {
    world,
    store,
    app: app.routes,
    seals: store.seals,
    findActor,
    inspect: createInspect({ world, addresses, actors: outgoing.actors, signedFetch: outgoing.signedFetch }),
    url: config.url,
    async listen() {
      const origin = await listen(server, config);
      if (!idle) void start();
      return origin;
    },
    ...(mail.desk ? { mailDesk: mail.desk } : {}),
    hookTools,
    rotateKey: (actor, atOnce) => outgoing.keys.rotate(actor, atOnce),
    loginLink: createLoginLink(world, config.url),
    async drain() {
      do await debts.settled();
      while ((await worker.drain()) > 0);
      await repos.journal.written();
    },
    sweep: () => sweeper.sweep(),
    tick: () => live.tick(),
    close() {
      closing ??= close();
      return closing;
    },
  };

  /** The address first: what is told before it was found right would wait for its next turn. */
  async function start(): Promise<void> {
    await firstDelivery.check().catch((error: unknown) => log.warn({ error }, "The address could not be checked."));
    if (closing) return;
    worker.start();
    sweeper.start();
    ticker.start();
  }

  async function close(): Promise<void> {
    live.close();
    await Promise.all([closeServer(server), ticker.stop(), sweeper.stop(), worker.stop()]);
    await debts.settled();
    await store.close();
  }
}
