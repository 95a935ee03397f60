import { expect } from "chai";
import { type Block, blockId } from "../../../../src/domain/block.ts";
import { type Follower, followerId } from "../../../../src/domain/follower.ts";
import type { RemoteProfile, Repos } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { aComment } from "../../../helpers/comment.ts";
import { aFollower } from "../../../helpers/follower.ts";
import { at, type Backend } from "../backend.ts";

const now = at("12:00:00");

const follower = (host: string, given: Partial<Follower> = {}) => aFollower(host, now, given);

function block(value: string, createdAt = now): Block {
  return { _id: blockId("host", value), kind: "host", value, label: "", note: "", createdAt };
}

function profile(given: Partial<RemoteProfile> = {}): RemoteProfile {
  const _id = "https://far.example/users/ada";
  const rest = {
    handle: "ada@far.example",
    name: "Ada",
    url: _id,
    avatar: null,
    inbox: `${_id}/inbox`,
    sharedInbox: null,
  };
  return { _id, ...rest, keys: [{ id: `${_id}#main-key`, pem: "PEM" }], hidden: false, fetchedAt: now, ...given };
}

/** Followers, blocks and profiles: what concerns other people. */
export function peopleContract(backend: Backend): void {
  let store: Store;
  let repos: Repos;
  const fresh = async () => {
    store = await backend.store();
    repos = store.repos;
  };

  describe("followers", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("stores a follower once and renews it", async () => {
      await repos.followers.put(follower("far.example"));
      expect(await repos.followers.get(follower("far.example")._id)).to.deep.equal(follower("far.example"));
      await repos.followers.put(follower("far.example", { followId: "again", owed: ["fediverse"], owedSince: now }));
      expect(await repos.followers.count("blog")).to.equal(1);
      expect([
        await repos.followers.countFrom("far.example"),
        await repos.followers.countFrom("a.example"),
      ]).to.deep.equal([1, 0]);
      expect(await repos.followers.get(follower("far.example")._id)).to.deep.include({ followId: "again", version: 2 });
    });

    it("does not let a debt that was read before pay for a renewed follow", async () => {
      const owing = follower("far.example", { owed: ["fediverse"], owedSince: now });
      await repos.followers.put(owing);
      await repos.followers.put({ ...owing, followId: "again" });
      expect(await repos.followers.pay(owing, ["fediverse"])).to.equal("stale");
      expect((await repos.followers.indebted(now, 5)).map((one) => one.followId)).to.deep.equal(["again"]);
      expect(await repos.followers.pay({ ...owing, version: 2 }, ["fediverse"])).to.equal("ok");
    });

    it("reaches an actor elsewhere in all their follows, and nobody else", async () => {
      const { followers } = repos;
      const moved = follower("a.example");
      const other = follower("b.example");
      const twice = follower("a.example", { _id: followerId("two", moved.remote), actor: "two" });
      for (const one of [moved, twice, other]) await followers.put(one);
      const to = { handle: "ada@new.example", inbox: "https://new.example/inbox", sharedInbox: null };
      await followers.readdress(moved.remote, to);
      expect(await followers.get(moved._id)).to.deep.include(to);
      expect(await followers.get(twice._id)).to.deep.include(to);
      expect((await followers.get(other._id))?.inbox).to.equal(other.inbox);
    });

    it("lists distinct inboxes, shared ones preferred, in pages of 500", async () => {
      for (let i = 0; i < 5; i++)
        await repos.followers.put(follower("big.example", { _id: `blog ${i}`, inbox: `https://big.example/${i}` }));
      await repos.followers.put(follower("own.example", { sharedInbox: null }));
      await repos.followers.put(follower("else.example", { actor: "other", _id: "other x" }));
      const pages: string[][] = [];
      for await (const page of repos.followers.inboxes("blog")) pages.push(page);
      expect(pages).to.have.lengthOf(1);
      expect(pages[0]).to.have.members(["https://big.example/inbox", "https://own.example/users/ada/inbox"]);
    });

    it("knows who is behind a shared inbox, and leads round it", async () => {
      for (let i = 0; i < 3; i++)
        await repos.followers.put(follower("big.example", { _id: `blog ${i}`, inbox: `https://big.example/${i}` }));
      await repos.followers.put(follower("big.example", { _id: "other 0", actor: "other" }));
      await repos.followers.put(follower("own.example"));
      const behind: string[] = [];
      for await (const page of repos.followers.behind("blog", "https://big.example/inbox")) behind.push(...page);
      expect(behind.sort()).to.deep.equal(["https://big.example/0", "https://big.example/1", "https://big.example/2"]);
      await repos.followers.unshare("https://big.example/inbox");
      const inboxes: string[] = [];
      for await (const page of repos.followers.inboxes("blog")) inboxes.push(...page);
      expect(inboxes).to.have.members([...behind, "https://own.example/inbox"]);
    });

    it("cuts a long list of inboxes", async () => {
      const store = await backend.store();
      await store.docs.followers.insertMany(Array.from({ length: 1100 }, (_, i) => follower(`h${i}.example`)));
      const sizes: number[] = [];
      for await (const page of store.repos.followers.inboxes("blog")) sizes.push(page.length);
      expect(sizes).to.deep.equal([500, 500, 100]);
    });

    it("drops who is reached through an inbox, who is blocked, and who left", async () => {
      const own = follower("own.example", { sharedInbox: null });
      for (const one of [follower("a.example"), follower("sub.a.example"), own, follower("c.example")])
        await repos.followers.put(one);
      expect(await repos.followers.dropInbox(own.inbox)).to.equal(1);
      expect(await repos.followers.dropInbox(follower("c.example").inbox)).to.equal(0);
      expect(await repos.followers.dropInbox("https://c.example/inbox")).to.equal(1);
      const [a, sub] = [follower("a.example").remote, follower("sub.a.example").remote];
      expect(await repos.followers.remotes()).to.have.members([a, sub]);
      expect((await repos.followers.by([a, sub], 9)).map(({ remote }) => remote)).to.have.members([a, sub]);
      expect(await repos.followers.by([a, sub], 1)).to.have.lengthOf(1);
      expect(await repos.followers.remotes(["other"])).to.deep.equal([]);
      expect(await repos.followers.remotes(["other", "blog"])).to.have.members([a, sub]);
      expect(await repos.followers.by([a, sub], 9, ["other"])).to.deep.equal([]);
      expect(await repos.followers.by([a, sub], 9, ["blog"])).to.have.lengthOf(2);
      expect((await repos.followers.by([a], 9)).map(({ host }) => host)).to.deep.equal(["a.example"]);
      expect(await repos.followers.dropActor(follower("a.example").remote)).to.equal(1);
      await repos.followers.remove(follower("sub.a.example")._id);
      expect(await repos.followers.count("blog")).to.equal(0);
    });
  });

  describe("blocks", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("keeps a rule once, finds it among ids and lists the newest first", async () => {
      await repos.blocks.put(block("old.example", at("10:00:00")));
      await repos.blocks.put(block("new.example"));
      await repos.blocks.put({ ...block("new.example"), note: "Spam." });
      expect((await repos.blocks.list()).map((one) => [one.value, one.note])).to.deep.equal([
        ["new.example", "Spam."],
        ["old.example", ""],
      ]);
      expect(await repos.blocks.among(["host:x.example", "host:old.example"])).to.deep.equal([
        block("old.example", at("10:00:00")),
      ]);
      expect(await repos.blocks.among([])).to.deep.equal([]);
      expect(await repos.blocks.remove("host:old.example")).to.equal(true);
      expect(await repos.blocks.remove("host:old.example")).to.equal(false);
    });

    it("puts another rule in the place of one, and many at once", async () => {
      const until = at("13:00:00");
      await repos.blocks.put({ ...block("a.example"), severity: "hold", rejects: ["media"], until });
      await repos.blocks.put(
        { ...block("a.example"), severity: "block", rejects: [], until: null },
        block("b.example"),
      );
      expect(await repos.blocks.among(["host:a.example"])).to.deep.equal([
        { ...block("a.example"), severity: "block", rejects: [], until: null },
      ]);
      expect(await repos.blocks.list()).to.have.lengthOf(2);
    });

    it("lists in pages, by kind, and counts the kinds", async () => {
      for (const hour of [1, 2, 3]) await repos.blocks.put(block(`${hour}.example`, at(`0${hour}:00:00`)));
      await repos.blocks.put({ ...block("casino"), _id: "word:casino", kind: "word" });
      const first = await repos.blocks.page({ kind: "host", limit: 2 });
      expect(first.items.map(({ value }) => value)).to.deep.equal(["3.example", "2.example"]);
      const second = await repos.blocks.page({ kind: "host", limit: 2, after: first.next });
      expect([second.items.map(({ value }) => value), second.next]).to.deep.equal([["1.example"], null]);
      expect((await repos.blocks.page({ limit: 1 })).items.map(({ value }) => value)).to.deep.equal(["casino"]);
      await repos.blocks.put({ ...block("casino"), _id: "b/word:casino", kind: "word", site: "b" });
      const found = async (site: string | null) => (await repos.blocks.page({ site, limit: 9 })).items.length;
      expect([await found(null), await found("b"), await found("c")]).to.deep.equal([4, 1, 0]);
      expect([(await repos.blocks.list("b")).length, (await repos.blocks.list(null)).length]).to.deep.equal([1, 4]);
      expect(await repos.blocks.counts("b")).to.deep.equal(new Map([["word", 1]]));
      expect((await repos.blocks.counts(null)).get("word")).to.equal(1);
      await repos.blocks.remove("b/word:casino");
      expect((await repos.blocks.ofKind("word")).map(({ value }) => value)).to.deep.equal(["casino"]);
      expect(Object.fromEntries(await repos.blocks.counts())).to.deep.equal({ host: 3, word: 1 });
    });

    it("finds those that are over, and none that have no end", async () => {
      await repos.blocks.put(block("old.example"), { ...block("none.example"), until: null });
      await repos.blocks.put({ ...block("over.example"), until: at("12:00:00") });
      await repos.blocks.put({ ...block("on.example"), until: at("12:00:01") });
      expect((await repos.blocks.expired(at("12:00:00"), 9)).map(({ value }) => value)).to.deep.equal(["over.example"]);
    });
  });

  describe("profiles", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("finds an actor by id and by key, and follows a change of keys", async () => {
      const ada = profile();
      await repos.profiles.put(ada);
      expect(await repos.profiles.get(ada._id)).to.deep.equal(ada);
      expect(await repos.profiles.byKey(`${ada._id}#main-key`)).to.deep.equal(ada);
      await repos.profiles.put({ ...ada, keys: [{ id: `${ada._id}#new`, pem: "NEW" }] });
      expect(await repos.profiles.byKey(`${ada._id}#main-key`)).to.equal(null);
      expect((await repos.profiles.byKey(`${ada._id}#new`))?.keys[0]?.pem).to.equal("NEW");
    });

    it("finds an actor by the page that people look at", async () => {
      const ada = profile({ url: "https://far.example/@ada" });
      await repos.profiles.put(ada);
      expect(await repos.profiles.byUrl("https://far.example/@ada")).to.deep.equal(ada);
      expect(await repos.profiles.byUrl(ada._id)).to.equal(null);
    });

    it("forgets an actor with the keys", async () => {
      await repos.profiles.put(profile());
      await repos.profiles.forget(profile()._id);
      expect(await repos.profiles.get(profile()._id)).to.equal(null);
      expect(await repos.profiles.byKey(`${profile()._id}#main-key`)).to.equal(null);
    });

    it("sweeps who was not looked at for thirty days and left nothing here, and nobody else", async () => {
      const people = ["stranger", "writer", "reader", "follower", "recent"].map(
        (name) => `https://far.example/users/${name}`,
      );
      const [stranger = "", writer = "", reader = "", follows = "", recent = ""] = people;
      for (const _id of people) {
        await repos.profiles.put(profile({ _id, keys: [{ id: `${_id}#key`, pem: "PEM" }], fetchedAt: now }));
      }
      const later = new Date(now.getTime() + 30 * 86_400_000);
      await repos.profiles.put(profile({ _id: recent, keys: [], fetchedAt: later }));
      const author = { kind: "remote", id: writer, handle: "", name: "", url: writer, avatar: null } as const;
      await repos.comments.add(aComment({ _id: "c1", author }));
      const reaction = { _id: "r1", kind: "like", target: "c1", host: "far.example", activity: "a1" } as const;
      await repos.reactions.put({ ...reaction, actor: reader, undone: false, createdAt: later });
      await repos.followers.put(follower("far.example", { remote: follows, _id: followerId("blog", follows) }));
      await store.sweep(later);
      const left = await Promise.all(people.map((id) => repos.profiles.get(id)));
      expect(left.map((one) => one?._id ?? null)).to.deep.equal([null, writer, reader, follows, recent]);
      expect(await store.docs.keyOwners.findOne({ _id: `${stranger}#key` })).to.equal(null);
    });
  });
}
