import { expect } from "chai";
import type { Reaction } from "../../../../src/domain/reaction.ts";
import type { Face, KeySuccession, Repos } from "../../../../src/domain/repos.ts";
import { at, type Backend } from "../backend.ts";

const inbox = (n: number) => `https://h${n}.example/inbox`;
const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => inbox(from + i));

/** Who was told what, how our actors looked by then, and with which keys it is said. */
export function tellingContract(backend: Backend): void {
  let repos: Repos;
  const fresh = async () => {
    repos = (await backend.store()).repos;
  };

  describe("tellings", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    async function all(note: string): Promise<string[]> {
      const found: string[] = [];
      for await (const page of repos.tellings.of(note)) {
        expect(page.length).to.be.within(1, 500);
        found.push(...page);
      }
      return found;
    }

    it("keeps who was told of a note, in pages, apart from every other note", async () => {
      await repos.tellings.add("post.one", many(0, 1200));
      await repos.tellings.add("post.one", [inbox(5000)]);
      await repos.tellings.add("post.one1", [inbox(7000)]);
      expect((await all("post.one")).sort()).to.deep.equal([...many(0, 1200), inbox(5000)].sort());
      expect(await all("post.one1")).to.deep.equal([inbox(7000)]);
      expect(await all("post.none")).to.deep.equal([]);
    });

    it("keeps the same ones once, however often a crash lets them be added", async () => {
      for (let i = 0; i < 3; i++) await repos.tellings.add("post.one", many(0, 700));
      expect(await all("post.one")).to.have.length(700);
      await repos.tellings.add("post.one", []);
      expect(await all("post.one")).to.have.length(700);
    });

    it("goes on where it is while others add", async () => {
      await repos.tellings.add("post.one", many(0, 600));
      const found = new Set<string>();
      for await (const page of repos.tellings.of("post.one")) {
        for (const one of page) found.add(one);
        if (found.size < 700) await (await backend.second()).repos.tellings.add("post.one", many(0, 600));
      }
      expect(found.size).to.equal(600);
    });

    it("forgets one note and no other", async () => {
      await repos.tellings.add("post.one", many(0, 600));
      await repos.tellings.add("post.two", [inbox(1)]);
      await repos.tellings.forget("post.one");
      await repos.tellings.forget("post.none");
      expect(await all("post.one")).to.deep.equal([]);
      expect(await all("post.two")).to.deep.equal([inbox(1)]);
    });
  });

  describe("the succession of keys", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    const pair = (n: number) => ({ publicPem: `public ${n}`, privatePem: `private ${n}` });
    const next = (n: number) => ({ ...pair(n), name: `main-key-${n}`, from: at("12:05:00") });
    const first: KeySuccession = { current: { ...pair(1), name: null }, next: null };

    it("is unknown before there is a key, and then begins with the first one, without a name", async () => {
      expect(await repos.keys.succession("blog")).to.equal(null);
      await repos.keys.ensure("blog", async () => pair(1));
      expect(await repos.keys.succession("blog")).to.deep.equal(first);
    });

    it("stores what follows, and lets it move up", async () => {
      await repos.keys.ensure("blog", async () => pair(1));
      const planned = { current: first.current, next: next(2) };
      expect(await repos.keys.succeed("blog", first, planned)).to.equal("ok");
      expect(await repos.keys.succession("blog")).to.deep.equal(planned);
      const { from: _, ...second } = next(2);
      const moved = { current: second, next: next(3) };
      expect(await repos.keys.succeed("blog", planned, moved)).to.equal("ok");
      expect(await repos.keys.succession("blog")).to.deep.equal(moved);
      expect(await repos.keys.ensure("blog", async () => pair(9))).to.deep.equal(pair(2));
    });

    it("goes by the first of two that read the same, on whichever node", async () => {
      await repos.keys.ensure("blog", async () => pair(1));
      const other = (await backend.second()).repos;
      const planned = { current: first.current, next: next(2) };
      expect(await repos.keys.succeed("blog", first, planned)).to.equal("ok");
      expect(await other.keys.succeed("blog", first, { current: first.current, next: next(3) })).to.equal("stale");
      expect(await other.keys.succession("blog")).to.deep.equal(planned);
    });

    it("is stale for an actor that has no key", async () => {
      expect(await repos.keys.succeed("nobody", first, first)).to.equal("stale");
      expect(await repos.keys.succession("nobody")).to.equal(null);
    });
  });

  describe("faces", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    const face = (given: Partial<Face> = {}): Face => ({
      _id: "blog",
      hash: "h1",
      form: 1,
      number: 0,
      pending: false,
      at: at("10:00:00"),
      ...given,
    });

    it("keeps the first look of an actor", async () => {
      expect(await repos.faces.get("blog")).to.equal(null);
      expect(await repos.faces.add(face())).to.equal("added");
      expect(await repos.faces.add(face({ hash: "h2" }))).to.equal("already");
      expect(await repos.faces.get("blog")).to.deep.equal(face());
    });

    it("is changed by one of those who read the same", async () => {
      await repos.faces.add(face());
      const claimed = face({ hash: "h2", number: 1, pending: true, at: at("10:05:00") });
      const changes = await Promise.all([1, 2, 3].map(() => repos.faces.change(face(), claimed)));
      expect(changes.sort()).to.deep.equal(["ok", "stale", "stale"]);
      expect(await repos.faces.get("blog")).to.deep.equal(claimed);
    });

    it("is queued under the number that was, and no other", async () => {
      await repos.faces.add(face({ number: 2, pending: true }));
      await repos.faces.queued("blog", 1);
      expect((await repos.faces.get("blog"))?.pending).to.equal(true);
      await repos.faces.queued("blog", 2);
      expect((await repos.faces.get("blog"))?.pending).to.equal(false);
    });
  });

  describe("who reacted", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("is found in pages, whoever took it back included", async () => {
      const reaction = (target: string, n: number): Reaction => ({
        _id: `like ${target} ${n}`,
        kind: "like",
        target,
        actor: `https://h${n}.example/users/a`,
        host: `h${n}.example`,
        activity: `https://h${n}.example/likes/${target}`,
        undone: false,
        createdAt: at("10:00:00"),
      });
      for (let n = 0; n < 501; n++) await repos.reactions.put(reaction("thread", n));
      await repos.reactions.put(reaction("other", 900));
      await repos.reactions.undo("like thread 7");
      const pages: string[][] = [];
      for await (const page of repos.reactions.actorsOn("thread")) pages.push(page);
      expect(pages.map((page) => page.length)).to.deep.equal([500, 1]);
      expect(new Set(pages.flat()).size).to.equal(501);
      expect(pages.flat()).to.include("https://h7.example/users/a").and.not.include("https://h900.example/users/a");
      for await (const _page of repos.reactions.actorsOn("nobody's")) throw new Error("There is none.");
    });
  });
}
