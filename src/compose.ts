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
import { createCarrying } from "./compose/carrying.ts";
import { createNodeChecks } from "./compose/checks.ts";
import { createCommentSweeps } from "./compose/comment-sweeps.ts";
import { createFirstDelivery } from "./compose/first-delivery.ts";
import { createFrontDoor } from "./compose/front-door.ts";
import { createHookTools } from "./compose/hooks.ts";
import { createInProcess } from "./compose/in-process.ts";
import { takeIssoConfig } from "./compose/isso.ts";
import { createKeeping } from "./compose/keeping.ts";
import { createMail } from "./compose/mail.ts";
import { readManifest } from "./compose/manifest.ts";
import { createMeasuring } from "./compose/measuring.ts";
import { openFor } from "./compose/open-for.ts";
import { createPushTools } from "./compose/push.ts";
import { createRepos } from "./compose/repos.ts";
import { demandSealKeys } from "./compose/seal-keys.ts";
import { closeServer, listen, slowestRequestMs } from "./compose/server.ts";
import { enterDemo, enterSites } from "./compose/sites.ts";
import { upgrade } from "./compose/upgrading.ts";
import { createWebSettings } from "./compose/web-settings.ts";
import { createWork } from "./compose/work.ts";
import { type Config, inMemory } from "./config.ts";
import type { Clock, Ids, Log, World } from "./domain/ports.ts";
import { createHtml } from "./html/html.ts";
import { createResting } from "./jobs/resting.ts";
import { createSweeper } from "./jobs/sweeps.ts";
import { createWorker } from "./jobs/worker.ts";
import { createLog } from "./log.ts";
import { createMediaProxy } from "./media/proxy.ts";
import { createGuardedFetch } from "./net/guarded-fetch.ts";
import { isPublicSuffix } from "./net/public-suffix.ts";
import { createPageReader } from "./posts/page-reader.ts";
import { createPostReader } from "./posts/post-reader.ts";
import { createSitemaps } from "./posts/sitemaps.ts";
import { createPasskeyReader } from "./runtime/passkeys.ts";
import { createPasswords } from "./runtime/passwords.ts";
import { openScratch } from "./runtime/scratch.ts";
import { createSeal } from "./runtime/seal.ts";
import { findSecret } from "./runtime/secret-file.ts";
import { createClock, createIds, createSecrets } from "./runtime.ts";
import type { Store } from "./store/open.ts";
import { createLoginLink } from "./usecases/door/login-link.ts";
import { createSweepBlocks } from "./usecases/moderate/sweep-blocks.ts";
import { createHookHeralds } from "./usecases/notify/hook-heralds.ts";
import { createHeralds } from "./usecases/notify/tell-owner.ts";
import { createOpenThread } from "./usecases/publish/open-thread.ts";
import { createPublishUrl } from "./usecases/publish/publish-url.ts";
import { createDebtCollector } from "./usecases/publish/settle-debts.ts";
import { pollJob } from "./usecases/publish/take-feed.ts";
import { createPlanWalks } from "./usecases/receive/plan-walks.ts";
import { createThreadSweeps } from "./usecases/threads/sweeps.ts";
import { createNetworks } from "./usecases/visit/networks.ts";
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
    await upgrade(store, config, { program: readManifest().version, clock, log });
    await demandSealKeys(store.seals);
    return await introduce(config, { log, clock, ids, store, demo, idle: overrides.idle ?? false });
  } catch (error) {
    await store.close();
    throw error;
  }
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
  const server = createServer({ requestTimeout: slowestRequestMs });
  const manifest = readManifest();
  const secrets = createSecrets(demo && config.secret === null ? ids.token() : await findSecret(config));
  const measuring = createMeasuring(config, manifest.version);
  const comments = measuring?.comments(store.repos.comments) ?? store.repos.comments;
  const repos = createRepos(store.repos, config, { comments, poke: () => worker.poke(), clock, log });
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
  const networks = createNetworks({ ...repos, secrets, clock, ids });
  const base = {
    ...repos,
    clock,
    ids,
    openScratch,
    secrets,
    networks,
    log,
    fetch,
    html,
    ...isso.inWorld,
    checks: createNodeChecks({ ...repos, secrets, networks, clock, ids, html, log }, config, userAgent),
    pages: createPageReader({ fetch, html }),
    feeds: createPostReader({ fetch, html }),
    sitemaps: createSitemaps({ fetch }),
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
  const heralds = createHeralds(base, { letters: mail.letters, heralds: createHookHeralds(base) });
  const push = createPushTools(html);
  const hookTools = createHookTools(base, config, userAgent);
  const debts = createDebtCollector({ ...base, outbox: outgoing.outbox, mails: mail.mails, heralds });
  const world: World = { ...base, outbox: outgoing.outbox, mails: mail.mails, heralds, debts };
  const inbox = createInbox({
    ...world,
    fetch: outgoing.signedFetch,
    addresses,
    callerOf: createCallerOf(config.trustProxy),
    ...(measuring ? { taken: measuring.taken } : {}),
  });
  const findActor = createFindActor({ fetch: outgoing.signedFetch, people: inbox.profiles });

  const handlers = { ...createWork(world, { push, hookTools }, config), ...outgoing.jobs, ...inbox.jobs, ...mail.jobs };
  measuring?.load(world);
  const worker = createWorker({
    jobs: store.repos.jobs,
    clock,
    ids,
    log,
    handlers: measuring?.jobs(handlers) ?? handlers,
    resting: createResting(store.repos),
  });
  const { carrying, imports } = createCarrying(world, config);
  const planWalks = createPlanWalks(world);
  const keeping = createKeeping(
    world,
    store,
    demo ? { ...config, store: inMemory, backup: null } : config,
    manifest.version,
  );
  const sweeper = createSweeper({
    log,
    sweeps: {
      address: () => firstDelivery.check(),
      debts: () => debts.sweep(),
      actors: () => outgoing.tellOfActors(),
      ...createCommentSweeps(world, config),
      // Who cannot be asked back asks nobody; the demo's comments come from servers that do not exist.
      walks: async () => (firstDelivery.mayDeliver() ? planWalks() : 0),
      hosts: () => repos.hosts.trim(maxHosts),
      ...keeping.sweeps,
      blocks: createSweepBlocks(world),
      ...createThreadSweeps(world, firstDelivery.mayDeliver),
      imports: () => imports.sweep(),
      letters: async () => mail.letters?.plan(),
      words: () => repos.search.file(clock.now()),
    },
  });
  const live = createLiveStreams(world);
  const ticker = createSweeper({ log, sweeps: { live: () => live.tick() }, everyMs: 1_000 });
  const openThread = createOpenThread(world);
  const app = createApp({
    world,
    openThread,
    settings: createWebSettings(config, { demo, version: manifest.version, isso: isso.settings }),
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
    push,
    carrying,
    ...(measuring ? { meter: measuring.meter } : {}),
    backups: keeping.backups,
  });
  const answer = createFrontDoor(world, inbox, app.answer);
  server.on("request", measuring?.requests(answer) ?? answer);

  if (demo) await seedDemo(world, openThread, config.url);
  await repos.jobs.put((await repos.sites.all()).map(pollJob), clock.now());

  let closing: Promise<void> | null = null;
  return {
    world,
    store,
    app: app.routes,
    seals: store.seals,
    faults: store.faults,
    findActor,
    adopt: inbox.adopt,
    inspect: createInspect({ world, addresses, actors: outgoing.actors, signedFetch: outgoing.signedFetch }),
    url: config.url,
    async listen() {
      await keeping.begin();
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
      await Promise.all([imports.drain(), keeping.idle()]);
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
    imports.poke();
    ticker.start();
  }

  async function close(): Promise<void> {
    live.close();
    measuring?.close();
    await Promise.all([closeServer(server), ticker.stop(), sweeper.stop(), worker.stop(), imports.stop()]);
    await debts.settled();
    await keeping.end();
    await store.close();
  }
}
