import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { PushKey } from "../../src/domain/push.ts";
import type { Subscription } from "../../src/domain/subscription.ts";
import type { Webhook } from "../../src/domain/webhook.ts";
import { createSeal } from "../../src/runtime/seal.ts";
import { restore } from "../../src/store/backup.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { problemOf } from "../helpers/problem.ts";
import { aSite } from "../helpers/thread.ts";

const first = "the first key which is long enough to be one";
const second = "the second key which is long enough as well";
const pair = { publicPem: "PUBLIC", privatePem: "PRIVATE-OF-BLOG" };
const hook: Webhook = {
  _id: "hook",
  site: null,
  preset: "generic",
  name: "Mine",
  url: "https://hooks.example/WORD-OF-HOOK",
  secret: "WORD-OF-HOOK",
  room: null,
  events: [],
  createdAt: new Date(0),
  sentAt: null,
  failingSince: null,
  fault: null,
  stoppedAt: null,
};
const pushKey: PushKey = {
  _id: "site",
  secret: "WORD-OF-BLOG",
  oldGhost: false,
  createdAt: new Date(0),
};
const subscription: Subscription = {
  _id: "token",
  site: "site",
  hub: "https://hub.example/",
  topic: "https://blog.example/feed.xml",
  secret: "WORD-OF-HUB",
  state: "live",
  dueAt: new Date(0),
  tries: 0,
  leaseUntil: null,
  fault: null,
  createdAt: new Date(0),
};
const isso = [{ site: "site", key: "KEY-OF-ISSO" }];

describe("secrets in a store", () => {
  let folder: string;
  let url: string;
  const open: Store[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    url = `sqlite:${folder}/a.db`;
  });
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
    await rm(folder, { recursive: true });
  });

  async function at(keys: string[], address = url): Promise<Store> {
    const store = await openStore(address, { seal: createSeal(keys) });
    open.push(store);
    return store;
  }

  async function fill(store: Store): Promise<void> {
    await store.repos.keys.ensure("blog", async () => pair);
    const read = await store.repos.keys.succession("blog");
    const next = { ...pair, privatePem: "PRIVATE-TO-COME", name: "k2", from: new Date(0) };
    if (read) await store.repos.keys.succeed("blog", read, { ...read, next });
    await store.repos.settings.set("issoSessionKeys", isso);
    await store.repos.settings.set("instance", "open");
    await store.repos.webhooks.add(hook);
    await store.repos.pushKeys.put(pushKey);
    await store.repos.subscriptions.add(subscription);
    await store.repos.sites.add(aSite({ sourceKey: "KEY-OF-GHOST" }));
  }

  async function demandReadable(store: Store): Promise<void> {
    expect((await store.repos.keys.succession("blog"))?.current.privatePem).to.equal("PRIVATE-OF-BLOG");
    expect((await store.repos.keys.succession("blog"))?.next?.privatePem).to.equal("PRIVATE-TO-COME");
    expect((await store.repos.keys.ensure("blog", async () => pair)).privatePem).to.equal("PRIVATE-OF-BLOG");
    expect(await store.repos.settings.get("issoSessionKeys")).to.deep.equal(isso);
    expect(await store.repos.settings.ensure("issoSessionKeys", [])).to.deep.equal(isso);
    expect(await store.repos.settings.get("instance")).to.equal("open");
    expect(await store.repos.webhooks.get("hook")).to.deep.equal(hook);
    expect(await store.repos.webhooks.list()).to.deep.equal([hook]);
    expect(await store.repos.pushKeys.get("site")).to.deep.equal(pushKey);
    expect(await store.repos.subscriptions.get("token")).to.deep.equal(subscription);
    expect((await store.repos.sites.get("site"))?.sourceKey).to.equal("KEY-OF-GHOST");
    expect((await store.repos.sites.all())[0]?.sourceKey).to.equal("KEY-OF-GHOST");
  }

  /** Everything that a backup holds, as text. */
  async function bytesOf(store: Store): Promise<string> {
    const file = join(folder, `backup ${open.length} ${Math.random()}.db`);
    await store.backup(file);
    return (await readFile(file)).toString("latin1");
  }

  it("are sealed as they come, and nowhere in a backup", async () => {
    const store = await at([first]);
    await fill(store);
    await demandReadable(store);
    expect(await store.seals.survey()).to.deep.equal({ bare: 0, sealed: 8, former: 0, lost: 0 });
    expect(await bytesOf(store))
      .to.contain("PUBLIC")
      .and.not.contain("PRIVATE")
      .and.not.contain("KEY-OF-ISSO")
      .and.not.contain("KEY-OF-GHOST")
      .and.not.contain("WORD-OF");
  });

  it("lie open without a key, as before, and are sealed and unsealed by one call", async () => {
    await fill(await at([]));
    const store = await at([first]);
    await demandReadable(store);
    expect(await store.seals.survey()).to.deep.equal({ bare: 8, sealed: 0, former: 0, lost: 0 });
    expect(await store.seals.renew("sealed")).to.equal(8);
    expect(await store.seals.renew("sealed")).to.equal(0);
    await demandReadable(store);
    expect((await (await at([])).seals.survey()).lost).to.equal(8);
    expect(await store.seals.renew("bare")).to.equal(8);
    await demandReadable(await at([]));
  });

  it("change their key, while both are known", async () => {
    await fill(await at([first]));
    const both = await at([second, first]);
    await demandReadable(both);
    expect((await both.seals.survey()).former).to.equal(8);
    expect(await both.seals.renew("sealed")).to.equal(8);
    await demandReadable(await at([second]));
    const lost = await at([first]);
    expect((await problemOf(lost.repos.keys.succession("blog"))).kind).to.equal("conflict");
    expect((await problemOf(lost.seals.renew("sealed"))).message).to.contain("ANTIPHON_KEY does not hold");
    expect((await problemOf((await at([])).seals.renew("sealed"))).kind).to.equal("conflict");
  });

  it("stay sealed through a backup, a restore and a migration", async () => {
    const store = await at([first]);
    await fill(store);
    const file = join(folder, "backup.db");
    await store.backup(file);
    const restored = await at([first], `sqlite:${folder}/b.db`);
    await restore(restored, file);
    await demandReadable(restored);
    const migrated = await at([], `sqlite:${folder}/c.db`);
    await migrate(store, migrated, { now: () => new Date() });
    expect((await migrated.seals.survey()).lost).to.equal(8);
    await demandReadable(await at([first], `sqlite:${folder}/c.db`));
  });

  it("cannot be put in each other's place", async () => {
    const store = await at([first]);
    await fill(store);
    const stolen = await store.docs.keys.findOne({ _id: "blog" });
    await store.docs.keys.insertOne({ _id: "other", publicPem: "P", privatePem: stolen?.privatePem ?? "" });
    expect((await problemOf(store.repos.keys.succession("other"))).message).to.contain("was changed or is damaged");
  });
});
