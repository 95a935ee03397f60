import { expect } from "chai";
import { isProblem } from "../../../../src/domain/problem.ts";
import type { Repos } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import type { KeptLimits } from "../../../../src/store/repos/limits.ts";
import { createTestClock } from "../../../helpers/clock.ts";
import { aSite } from "../../../helpers/thread.ts";
import { at, type Backend } from "../backend.ts";

const now = at("12:00:00");

/** What the node keeps for itself: sites, keys, bodies, tokens, settings, limits, graves. */
export function nodeContract(backend: Backend): void {
  let store: Store;
  let repos: Repos;
  const clock = createTestClock("2026-11-20T12:00:00Z");
  const fresh = async () => {
    store = await backend.store({ clock });
    repos = store.repos;
  };

  describe("sites", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("stores, changes and lists sites in the order of their setting up", async () => {
      await repos.sites.add(aSite({ _id: "b", installedAt: at("11:00:00") }));
      await repos.sites.add(aSite({ _id: "a", installedAt: at("12:00:00") }));
      await repos.sites.set("a", { name: "New", polling: { ...aSite().polling, nextPollAt: now } });
      await repos.sites.set("a", {});
      expect((await repos.sites.all()).map((site) => site._id)).to.deep.equal(["b", "a"]);
      expect(await repos.sites.get("a")).to.deep.include({
        name: "New",
        polling: { ...aSite().polling, nextPollAt: now },
      });
    });

    it("says that a site is there already", async () => {
      await repos.sites.add(aSite());
      const outcome = await repos.sites.add(aSite({ name: "Two" })).catch((error: unknown) => error);
      expect(isProblem(outcome, "conflict")).to.equal(true);
      expect((await repos.sites.get("site"))?.name).to.equal("A blog");
    });

    it("keeps those that were put away apart, and gives them back", async () => {
      await repos.sites.add(aSite({ _id: "a" }));
      await repos.sites.add(aSite({ _id: "b", removedAt: null }));
      await repos.sites.set("a", { removedAt: now });
      expect((await repos.sites.all()).map((site) => site._id)).to.deep.equal(["b"]);
      expect(await repos.sites.get("a")).to.equal(null);
      expect(await repos.sites.putAway()).to.deep.equal([aSite({ _id: "a", removedAt: now })]);
      await repos.sites.set("a", { removedAt: null, name: "Again" });
      expect(await repos.sites.putAway()).to.deep.equal([]);
      expect((await repos.sites.get("a"))?.name).to.equal("Again");
    });

    it("raises the epoch of one site or of all", async () => {
      await repos.sites.add(aSite({ _id: "a" }));
      await repos.sites.add(aSite({ _id: "b" }));
      await repos.sites.raiseEpoch("a");
      await repos.sites.raiseEpoch();
      expect((await repos.sites.all()).map((site) => site.epoch)).to.deep.equal([3, 2]);
    });
  });

  describe("keys", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("makes a pair once, however many ask", async () => {
      let made = 0;
      const make = async () => ({ publicPem: `public ${++made}`, privatePem: `private ${made}` });
      const pairs = await Promise.all([1, 2, 3].map(() => repos.keys.ensure("blog", make)));
      expect(pairs).to.deep.equal(Array(3).fill({ publicPem: "public 1", privatePem: "private 1" }));
      expect(await repos.keys.ensure("blog", make)).to.deep.equal(pairs[0]);
      expect(made).to.equal(1);
    });

    it("lets the first one stored win on all nodes", async () => {
      const other = await backend.second();
      const pair = await repos.keys.ensure("blog", async () => {
        await other.repos.keys.ensure("blog", async () => ({ publicPem: "theirs", privatePem: "theirs" }));
        return { publicPem: "ours", privatePem: "ours" };
      });
      expect(pair.publicPem).to.equal("theirs");
    });

    it("asks again after a pair could not be made", async () => {
      const failed = await repos.keys
        .ensure("blog", () => Promise.reject(new Error("no")))
        .catch((error: Error) => error.message);
      expect(failed).to.equal("no");
      expect(await repos.keys.ensure("blog", async () => ({ publicPem: "a", privatePem: "b" }))).to.deep.equal({
        publicPem: "a",
        privatePem: "b",
      });
    });
  });

  describe("bodies", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("stores a body once and sweeps the old ones", async () => {
      await repos.bodies.put("act1", "blog", "{}", new Date(now.getTime() - 15 * 86_400_000));
      await repos.bodies.put("act1", "blog", '{"other":1}', now);
      await repos.bodies.put("act2", "blog", "{}", now);
      expect(await repos.bodies.get("act1")).to.deep.equal({ actor: "blog", body: "{}" });
      await store.sweep(now);
      expect(await repos.bodies.get("act1")).to.equal(null);
      expect(await repos.bodies.get("act2")).to.not.equal(null);
    });
  });

  describe("tokens", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("knows a token until it ends, and whom it lets in", async () => {
      await repos.tokens.put({ id: "t", kind: "login", expiresAt: at("13:00:00") });
      await repos.tokens.put({ id: "u", kind: "login", person: "anna", expiresAt: at("13:00:00") });
      expect(await repos.tokens.find("t", "login", now)).to.deep.equal({ person: null });
      expect(await repos.tokens.find("u", "login", now)).to.deep.equal({ person: "anna" });
      expect(await repos.tokens.find("t", "login", at("13:00:00"))).to.equal(null);
    });

    it("takes back what would let somebody in, and nothing else", async () => {
      await repos.tokens.put({ id: "t", kind: "login", expiresAt: at("13:00:00") });
      await repos.tokens.put({ id: "u", kind: "login", person: "anna", expiresAt: at("13:00:00") });
      await repos.tokens.revoke("anna");
      expect(await repos.tokens.find("t", "login", now)).to.deep.equal({ person: null });
      expect(await repos.tokens.find("u", "login", now)).to.equal(null);
    });

    it("is used up by exactly one caller", async () => {
      await repos.tokens.put({ id: "t", kind: "login", expiresAt: at("13:00:00") });
      expect(await repos.tokens.take("t", "login", at("14:00:00"))).to.equal(false);
      const takes = await Promise.all([1, 2, 3].map(() => repos.tokens.take("t", "login", now)));
      expect(takes.filter(Boolean)).to.have.lengthOf(1);
    });

    it("sweeps what has ended", async () => {
      await repos.tokens.put({ id: "t", kind: "login", expiresAt: at("11:00:00") });
      await repos.tokens.put({ id: "u", kind: "login", expiresAt: at("13:00:00") });
      await repos.tokens.sweep(now);
      expect(await store.docs.tokens.countDocuments({})).to.equal(1);
    });
  });

  describe("settings", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("keeps values of any shape by name", async () => {
      for (const value of ["text", 0, false, ["a", 1], { deep: { list: [{ a: null }] } }]) {
        await repos.settings.set("name", value);
        expect(await repos.settings.get("name")).to.deep.equal(value);
      }
      expect(await repos.settings.get("none")).to.equal(null);
    });

    it("lets the first value win", async () => {
      const values = await Promise.all([1, 2, 3].map((n) => repos.settings.ensure("first", n)));
      expect(new Set(values).size).to.equal(1);
      expect(await repos.settings.ensure("first", 9)).to.equal(values[0]);
    });
  });

  describe("limits", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("lets as many through as the limit says and tells how long to wait", async () => {
      const take = (at: Date) => repos.limits.take("key", 2, 60, at);
      expect(await take(at("12:00:10"))).to.deep.equal({ ok: true });
      expect(await take(at("12:00:20"))).to.deep.equal({ ok: true });
      expect(await take(at("12:00:30"))).to.deep.equal({ ok: false, retryAfter: 30 });
      expect(await repos.limits.take("other", 2, 60, at("12:00:30"))).to.deep.equal({ ok: true });
      expect(await take(at("12:01:00"))).to.deep.equal({ ok: true });
    });

    it("holds when many come at once", async () => {
      const takes = await Promise.all(Array.from({ length: 20 }, () => repos.limits.take("key", 5, 60, now)));
      expect(takes.filter((one) => one.ok)).to.have.lengthOf(5);
    });

    it("is shared with a node that starts after the counts were written", async () => {
      for (let i = 0; i < 3; i++) await repos.limits.take("key", 3, 60, now);
      await (repos.limits as KeptLimits).flush();
      const other = await backend.second();
      expect(await other.repos.limits.take("key", 3, 60, now)).to.deep.equal({ ok: false, retryAfter: 60 });
    });
  });

  describe("buckets", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    const size = { burst: 3, perMinute: 2 };
    const take = (when: Date, tokens?: 0 | 1) => repos.limits.bucket("key", size, when, tokens);
    const full = async (times: number) => {
      for (let i = 0; i < times; i++) expect(await take(now)).to.include({ ok: true });
    };

    it("lets a burst through, and then as many as come back with time", async () => {
      await full(3);
      expect(await take(now)).to.deep.include({ ok: false, retryAfter: 30 });
      expect(await take(at("12:00:20"))).to.deep.include({ ok: false, retryAfter: 10 });
      expect(await take(at("12:00:30"))).to.include({ ok: true });
      expect(await take(at("12:00:30"))).to.include({ ok: false });
      expect(await repos.limits.bucket("other", size, now)).to.include({ ok: true });
    });

    it("never holds more than its burst", async () => {
      await full(3);
      for (let i = 0; i < 3; i++) expect(await take(at("18:00:00"))).to.include({ ok: true });
      expect(await take(at("18:00:00"))).to.include({ ok: false });
    });

    it("only looks when asked for nothing", async () => {
      for (let i = 0; i < 5; i++) expect(await take(now, 0)).to.include({ ok: true });
      await full(3);
      expect(await take(now, 0)).to.include({ ok: false });
    });

    it("holds when many come at once", async () => {
      const takes = await Promise.all(Array.from({ length: 20 }, async () => take(now)));
      expect(takes.filter((one) => one.ok)).to.have.lengthOf(3);
    });

    it("is shared with a node that starts after it ran low, and with one that took from it as well", async () => {
      const other = await backend.second({ clock });
      const there = (when: Date) => other.repos.limits.bucket("key", size, when);
      expect(await there(now)).to.include({ ok: true });
      expect(await there(now)).to.include({ ok: true });
      await full(3);
      await (repos.limits as KeptLimits).flush();
      await (other.repos.limits as KeptLimits).flush();
      expect(await there(now)).to.include({ ok: false });
      const third = await backend.second();
      expect(await third.repos.limits.bucket("key", size, now)).to.include({ ok: false });
    });

    it("costs no write while it is more than half full, and is forgotten when it is full again", async () => {
      await full(1);
      await (repos.limits as KeptLimits).flush();
      expect(await store.docs.buckets.countDocuments({})).to.equal(0);
      await full(2);
      await (repos.limits as KeptLimits).flush();
      expect(await store.docs.buckets.countDocuments({})).to.equal(1);
      await store.sweep(at("12:02:00"));
      expect(await store.docs.buckets.countDocuments({})).to.equal(0);
    });
  });

  describe("graves", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("remembers until the end, the later one when told twice", async () => {
      const id = "https://far.example/notes/1";
      await repos.graves.bury(id, at("13:00:00"));
      await repos.graves.bury(id, at("12:30:00"));
      expect(await repos.graves.has(id, at("12:59:59"))).to.equal(true);
      expect(await repos.graves.has(id, at("13:00:00"))).to.equal(false);
      expect(await repos.graves.has("https://far.example/notes/2", now)).to.equal(false);
    });

    it("is forgotten when it is lifted, and may be dug again", async () => {
      await repos.graves.bury("a", at("13:00:00"));
      await repos.graves.lift("a");
      await repos.graves.lift("never there");
      expect(await repos.graves.has("a", now)).to.equal(false);
      await repos.graves.bury("a", at("12:30:00"));
      expect(await repos.graves.has("a", at("12:29:59"))).to.equal(true);
      expect(await repos.graves.has("a", at("12:30:00"))).to.equal(false);
    });

    it("is swept when its time is over", async () => {
      await repos.graves.bury("a", at("11:00:00"));
      await repos.graves.bury("b", at("13:00:00"));
      await store.sweep(now);
      expect(await store.docs.graves.countDocuments({})).to.equal(1);
    });
  });
}
