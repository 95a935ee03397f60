import { expect } from "chai";
import { Problem } from "../../../src/domain/problem.ts";
import type { ServingNode } from "../../../src/domain/repos.ts";
import { collectionSpecs } from "../../../src/store/collection-specs.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { upgrades as all, storeVersion } from "../../../src/store/upgrades/all.ts";
import { bringUp } from "../../../src/store/upgrades/bring-up.ts";
import type { Upgrade } from "../../../src/store/upgrades/upgrade.ts";
import { readVersion } from "../../../src/store/upgrades/version.ts";
import { createTestClock, type TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { problemOf } from "../../helpers/problem.ts";
import { aSite } from "../../helpers/thread.ts";

const nothing = () => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

describe("bringing a store to the version of the program", () => {
  let store: Store;
  let clock: TestClock;
  let ran: string[];
  beforeEach(async () => {
    store = await openStore("sqlite::memory:");
    clock = createTestClock();
    ran = [];
  });
  afterEach(() => store.close());

  const step = (version: number, given: Partial<Upgrade> = {}): Upgrade => ({
    version,
    title: "a test",
    run: async () => void ran.push(String(version)),
    ...given,
  });

  function bring(upgrades: readonly Upgrade[], given: Partial<Parameters<typeof bringUp>[1]> = {}) {
    return bringUp(store, { program: "9.9.9", by: "me", clock, log, upgrades, ...given });
  }

  it("gives a new store the newest at once, and runs nothing on it", async () => {
    expect(await bring([step(2), step(3)])).to.equal(null);
    expect(ran).to.deep.equal([]);
    expect(await readVersion(store.docs)).to.deep.equal({ version: 3, program: "9.9.9" });
  });

  it("takes one from before versions for the first, runs all in order, and each once", async () => {
    await store.repos.sites.add(aSite());
    const keep = async (version: number) => void ran.push(`kept ${version}`);
    expect(await bring([step(2), step(3)], { keep })).to.equal(1);
    expect(await bring([step(2), step(3)], { keep })).to.equal(null);
    expect(await bring([step(2), step(3), step(4)], { keep })).to.equal(3);
    expect(ran).to.deep.equal(["kept 1", "2", "3", "kept 3", "4"]);
  });

  it("changes nothing where the store cannot be put in a safe place first", async () => {
    await store.repos.sites.add(aSite());
    const keep = () => Promise.reject(new Error("full"));
    expect(await bring([step(2)], { keep }).catch(({ message }: Error) => message)).to.equal("full");
    expect(ran).to.deep.equal([]);
    expect((await readVersion(store.docs))?.version).to.equal(1);
  });

  it("goes on where it was cut off", async () => {
    await store.repos.sites.add(aSite());
    const falls = step(3, { run: () => Promise.reject(new Error("cut off")) });
    await bring([step(2), falls, step(4)]).catch(nothing);
    expect((await readVersion(store.docs))?.version).to.equal(2);
    expect(await bring([step(2), step(3), step(4)])).to.equal(2);
    expect(ran).to.deep.equal(["2", "3", "4"]);
  });

  it("refuses a newer store with both versions and what to do, and changes nothing", async () => {
    await store.docs.settings.insertOne({ _id: "store", value: { version: 7, program: "3.2.1" } });
    const problem = await problemOf(bring([step(2)]));
    expect(problem.kind).to.equal("conflict");
    expect(problem.message).to.equal(
      "The store has version 7, as Antiphon 3.2.1 left it; this one knows versions up to 2. Use the newer Antiphon, or a backup from before the upgrade.",
    );
    expect(await readVersion(store.docs)).to.deep.equal({ version: 7, program: "3.2.1" });
  });

  it("is done by one of two nodes that start at once, and both go on", async () => {
    await store.repos.sites.add(aSite());
    let inside = 0;
    const slow = step(2, {
      async run() {
        expect(++inside).to.equal(1);
        await new Promise((resolve) => setImmediate(resolve));
        ran.push("2");
        inside--;
      },
    });
    const pause = () => new Promise((resolve) => setImmediate(resolve));
    const both = await Promise.all(["one", "other"].map((by) => bring([slow], { by, pause })));
    expect(both).to.have.members([1, null]);
    expect(ran).to.deep.equal(["2"]);
  });

  it("takes over from a node that died in the middle, once its lease is over", async () => {
    await store.repos.sites.add(aSite());
    const now = clock.now();
    await store.repos.leases.take("upgrade", "dead", now, new Date(now.getTime() + 30_000));
    const pause = async (ms: number) => clock.advance(ms);
    expect(await bring([step(2)], { pause })).to.equal(1);
    expect(clock.now().getTime() - now.getTime()).to.equal(30_000);
  });

  it("waits as well while another keeps the lock of the file, and cannot even be asked", async () => {
    await store.repos.sites.add(aSite());
    const { leases } = store.repos;
    let locked = 3;
    const take: typeof leases.take = (...lease) =>
      locked-- > 0 ? Promise.reject(new Problem("busy", "The database is locked.")) : leases.take(...lease);
    const repos = { ...store.repos, leases: { ...leases, take } };
    const pause = async () => void ran.push("waited");
    const brought = bringUp(
      { ...store, repos },
      { program: "9.9.9", by: "me", clock, log, upgrades: [step(2)], pause },
    );
    expect(await brought).to.equal(1);
    expect(ran).to.deep.equal(["waited", "waited", "waited", "2"]);
  });

  it("says so when another node takes long", async () => {
    await store.repos.sites.add(aSite());
    await store.repos.leases.take("upgrade", "busy", clock.now(), new Date(clock.now().getTime() + 86_400_000));
    const pause = async (ms: number) => clock.advance(ms);
    expect((await problemOf(bring([step(2)], { pause }))).kind).to.equal("busy");
    expect(ran).to.deep.equal([]);
  });

  describe("while an older node serves it", () => {
    const older = (until: Date): ServingNode => ({
      _id: "old",
      program: "0.1.0",
      knows: 1,
      startedAt: until,
      until,
    });
    beforeEach(async () => {
      await store.repos.sites.add(aSite());
      await store.repos.nodes.say(older(new Date(clock.now().getTime() + 180_000)));
    });

    it("goes on, as most steps may", async () => {
      expect(await bring([step(2)])).to.equal(1);
    });

    it("waits with one that the older cannot go on with, and names its version", async () => {
      const problem = await problemOf(bring([step(2, { alone: true })]));
      expect(problem.kind).to.equal("conflict");
      expect(problem.message).to.contain("A node with Antiphon 0.1.0 serves the store");
      expect(ran).to.deep.equal([]);
      await store.repos.nodes.leave("old");
      expect(await bring([step(2, { alone: true })])).to.equal(1);
    });

    it("does not wait for one that was killed three minutes ago", async () => {
      clock.advance(180_000);
      expect(await bring([step(2, { alone: true })])).to.equal(1);
    });
  });
});

describe("the upgrades of the store", () => {
  it("have versions without a gap, from 2 to that of the program", () => {
    expect(all.map(({ version }) => version)).to.deep.equal(all.map((_, i) => i + 2));
    expect(storeVersion).to.equal(all.length + 1);
  });

  it("send posts for members on where either way did, and decide nothing else", async () => {
    const store = await openStore("sqlite::memory:");
    const at = new Date("2026-01-01");
    const kept = {
      on: [true],
      off: [false],
      other: [undefined, true],
      neither: [undefined],
      both: [true, true],
      no: [true, false],
    };
    try {
      for (const [_id, [membersToo, sendsMembers]] of Object.entries(kept)) {
        const home = `https://${_id}.example/`;
        const decided = sendsMembers === undefined ? {} : { sendsMembers };
        await store.docs.sites.insertOne({ ...aSite({ _id, home, handle: _id }), ...decided });
        const key = { _id, secret: "s3cret", oldGhost: false, createdAt: at };
        if (membersToo !== undefined) await store.docs.pushKeys.insertOne({ ...key, ...{ membersToo } });
      }
      const bring = () => bringUp(store, { program: "1", by: "me", clock: createTestClock(), log });
      expect(await bring()).to.equal(1);
      const sends = async () =>
        Object.fromEntries(
          (await store.docs.sites.find({}).toArray()).map(({ _id, sendsMembers }) => [_id, sendsMembers]),
        );
      const expected = { on: true, off: undefined, other: true, neither: undefined, both: true, no: true };
      expect(await sends()).to.deep.equal(expected);
      await store.docs.settings.deleteOne({ _id: "store" });
      expect(await bring()).to.equal(1);
      expect(await sends()).to.deep.equal(expected);
    } finally {
      await store.close();
    }
  });

  it("take away the indexes of the first stores, and none that is used", async () => {
    const store = await openStore("sqlite::memory:");
    try {
      const dropped: string[] = [];
      const drop = async (collection: string, paths: readonly string[]) => {
        dropped.push(`${collection} ${paths.join()}`);
        await store.dropIndex(collection, paths);
      };
      await store.docs.comments.insertOne(aComment({ _id: "c" }));
      await bringUp({ ...store, dropIndex: drop }, { program: "1", by: "me", clock: createTestClock(), log });
      const used = collectionSpecs.flatMap(({ name, indexes }) => indexes.map((paths) => `${name} ${paths.join()}`));
      expect(dropped).to.include("comments author.id");
      expect(dropped.filter((one) => used.includes(one))).to.deep.equal([]);
    } finally {
      await store.close();
    }
  });
});
