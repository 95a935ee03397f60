import { expect } from "chai";
import type { RemoteActor } from "../../../../src/domain/author.ts";
import type { Comment } from "../../../../src/domain/comment.ts";
import type { Sought } from "../../../../src/domain/queue.ts";
import type { Repos } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { aComment } from "../../../helpers/comment.ts";
import { at, type Backend } from "../backend.ts";

function on(host: string, name = "ada"): RemoteActor {
  const id = `https://${host}/users/${name}`;
  return { kind: "remote", id, handle: `${name}@${host}`, name, url: id, avatar: null };
}

/** What the owner's lists ask, and what can be taken back. */
export function queueContract(backend: Backend): void {
  describe("queue", () => {
    let store: Store;
    let repos: Repos;
    afterEach(() => backend.release());
    beforeEach(async () => {
      store = await backend.store();
      repos = store.repos;
    });
    const put = async (...given: (Partial<Comment> & { _id: string })[]) => {
      for (const one of given) await repos.comments.add(aComment(one));
    };
    const listed = async (sought: Sought) =>
      (await repos.comments.listed(sought, { limit: 9 })).items.map(({ _id }) => _id);

    it("keeps what is hidden out of what waits and what is published, and spam out of what is hidden", async () => {
      await put(
        { _id: "held", state: "held" },
        { _id: "shown" },
        { _id: "away", hiddenBy: "owner" },
        { _id: "waits", state: "held", hiddenBy: "host:far.example" },
        { _id: "junk", state: "spam", hiddenBy: "owner" },
        { _id: "gone", state: "removed" },
      );
      expect(await listed({ list: "held" })).to.deep.equal(["held"]);
      expect(await listed({ list: "published" })).to.deep.equal(["shown"]);
      expect(await listed({ list: "hidden" })).to.have.members(["away", "waits"]);
      expect(await listed({ list: "spam" })).to.deep.equal(["junk"]);
      expect(await listed({ list: "removed" })).to.deep.equal(["gone"]);
    });

    it("narrows a list down by blog, post, origin, author, server and time, and by all at once", async () => {
      const far = { origin: "fediverse", author: on("far.example") } as const;
      await put(
        { _id: "a", site: "one", thread: "t1", createdAt: at("10:00:00") },
        { _id: "b", site: "two", thread: "t2", createdAt: at("11:00:00") },
        { _id: "c", site: "one", thread: "t3", createdAt: at("12:00:00"), ...far },
        { _id: "d", createdAt: at("13:00:00"), origin: "fediverse", author: on("far.example.org") },
      );
      const list = "published";
      expect(await listed({ list, site: "two" })).to.deep.equal(["b"]);
      expect(await listed({ list, thread: "t1" })).to.deep.equal(["a"]);
      expect(await listed({ list, origin: "fediverse" })).to.deep.equal(["d", "c"]);
      expect(await listed({ list, host: "far.example" })).to.deep.equal(["c"]);
      expect(await listed({ list, author: { actor: far.author.id } })).to.deep.equal(["c"]);
      expect(await listed({ list, author: { visitor: "hash-anna" } })).to.deep.equal(["b", "a"]);
      expect(await listed({ list, from: at("11:00:00"), before: at("13:00:00") })).to.deep.equal(["c", "b"]);
      expect(await listed({ list, site: "one", from: at("11:00:00"), host: "far.example" })).to.deep.equal(["c"]);
    });

    it("goes on page by page while narrowed down", async () => {
      const times = ["10:00:00", "11:00:00", "12:00:00"];
      await put(...times.map((time, i) => ({ _id: `c${i}`, createdAt: at(time) })));
      const sought: Sought = { list: "published", from: at("10:00:00") };
      const { items, next } = await repos.comments.listed(sought, { limit: 2 });
      expect(items.map(({ _id }) => _id)).to.deep.equal(["c2", "c1"]);
      const rest = await repos.comments.listed(sought, { after: next, limit: 2 });
      expect(rest.items.map(({ _id }) => _id)).to.deep.equal(["c0"]);
    });

    it("tells what there is of an author, and since when", async () => {
      await put(
        { _id: "a", createdAt: at("12:00:00") },
        { _id: "b", createdAt: at("11:00:00"), state: "held" },
        { _id: "c", createdAt: at("10:00:00"), state: "removed" },
        { _id: "d", author: on("far.example"), state: "spam", createdAt: at("09:00:00") },
      );
      const anna = { published: 1, held: 1, spam: 0, removed: 1, since: at("10:00:00") };
      expect(await repos.comments.recordOf({ visitor: "hash-anna" })).to.deep.equal(anna);
      const ada = { published: 0, held: 0, spam: 1, removed: 0, since: at("09:00:00") };
      expect(await repos.comments.recordOf({ actor: on("far.example").id })).to.deep.equal(ada);
      expect(await repos.comments.recordOf({ visitor: "nobody" })).to.equal(null);
      await put({ _id: "e", site: "two", createdAt: at("08:00:00") });
      const there = { published: 1, held: 0, spam: 0, removed: 0, since: at("08:00:00") };
      expect(await repos.comments.recordOf({ visitor: "hash-anna" }, ["two", "three"])).to.deep.equal(there);
      expect(await repos.comments.recordOf({ visitor: "hash-anna" }, [])).to.equal(null);
    });

    it("lists the newest by somebody, from a server or of all, page by page, and leaves out what was removed", async () => {
      const far = { origin: "fediverse", author: on("far.example") } as const;
      await put(
        { _id: "a", site: "one", createdAt: at("10:00:00"), state: "held" },
        { _id: "b", site: "two", createdAt: at("11:00:00") },
        { _id: "c", createdAt: at("12:00:00"), ...far },
        { _id: "d", createdAt: at("13:00:00"), state: "spam", origin: "fediverse", author: on("far.example", "bob") },
        { _id: "e", createdAt: at("13:30:00"), state: "removed", ...far },
        { _id: "f", createdAt: at("13:00:00"), author: on("far.example.org") },
      );
      const newest = async (...asked: Parameters<typeof repos.comments.newestOf>) => {
        const { items, next } = await repos.comments.newestOf(...asked);
        return [...items.map(({ _id }) => _id), next];
      };
      expect(await newest(null, { limit: 9 })).to.deep.equal(["f", "d", "c", "b", "a", null]);
      expect(await newest({ visitor: "hash-anna" }, { limit: 9 })).to.deep.equal(["b", "a", null]);
      expect(await newest({ visitor: "hash-anna" }, { site: ["one"], limit: 9 })).to.deep.equal(["a", null]);
      expect(await newest({ host: "far.example" }, { limit: 9 })).to.deep.equal(["d", "c", null]);
      for (const [first, rest] of [
        [1, ["d", "c", "b", "a", null]],
        [2, ["c", "b", "a", null]],
        [4, ["a", null]],
      ] as const) {
        const { items, next } = await repos.comments.newestOf(null, { limit: first });
        expect(items).to.have.lengthOf(first);
        expect(await newest(null, { after: next, limit: 9 }), `after ${first}`).to.deep.equal(rest);
      }
      expect([...(await repos.comments.serversLike("far."))]).to.have.deep.members([
        ["far.example", 3],
        ["far.example.org", 1],
      ]);
      expect([...(await repos.comments.serversLike(""))]).to.have.lengthOf(2);
      expect(await repos.comments.recordOf({ host: "far.example" })).to.deep.equal({
        published: 1,
        held: 0,
        spam: 1,
        removed: 1,
        since: at("12:00:00"),
      });
    });

    it("fills in the servers of comments that were stored without, some at a time", async () => {
      const { host: _, ...old } = aComment({ _id: "a", author: on("far.example"), origin: "fediverse" });
      const { host: __, ...form } = aComment({ _id: "b" });
      await repos.comments.add(old);
      await repos.comments.add(form);
      expect(await listed({ list: "published", host: "far.example" })).to.deep.equal([]);
      expect([await repos.comments.nameHosts(1), await repos.comments.nameHosts(9)]).to.deep.equal([1, 1]);
      expect(await repos.comments.nameHosts(9)).to.equal(0);
      expect(await listed({ list: "published", host: "far.example" })).to.deep.equal(["a"]);
      expect(await repos.comments.get("a")).to.include({ host: "far.example", version: 1 });
      expect(await repos.comments.get("b")).to.include({ host: "", version: 1 });
    });

    it("keeps what can be taken back until its time is over, for exactly one", async () => {
      const item = { comment: "a", version: 2, state: "held", hiddenBy: null, spamSince: null, lesson: null } as const;
      const undoable = { _id: "u", by: "owner", items: [item], until: at("12:00:00") };
      await repos.undos.keep(undoable);
      await repos.undos.keep({ ...undoable, _id: "v" });
      expect(await repos.undos.get("u")).to.deep.equal(undoable);
      expect(await repos.undos.take("u")).to.equal(true);
      expect(await repos.undos.take("u")).to.equal(false);
      await store.sweep(at("12:00:01"));
      expect(await repos.undos.get("v")).to.equal(null);
    });

    it("keeps what a comment said before, the newest ten, each version once, until it is forgotten", async () => {
      const { histories } = repos;
      const words = (version: number) =>
        ({ version, text: `No. ${version}`, until: 1_000 + version, by: "author" }) as const;
      expect(await histories.of("a")).to.deep.equal([]);
      for (let version = 1; version <= 12; version++) await histories.keep("a", words(version));
      await histories.keep("a", { ...words(12), text: "Again" });
      const versions = Array.from({ length: 10 }, (_, i) => words(12 - i));
      expect(await histories.of("a")).to.deep.equal(versions);
      await histories.forget("a");
      await histories.forget("a");
      expect(await histories.of("a")).to.deep.equal([]);
    });

    it("forgets a lesson, and its counts with it", async () => {
      const learned = async () => (await repos.lessons.model("site"))?.spam;
      await repos.lessons.teach({ _id: "a", site: "site" }, { as: "spam", features: [1] }, at("23:00:00"));
      expect([await repos.lessons.of("a"), await learned()]).to.deep.equal(["spam", 1]);
      await repos.lessons.forget("a");
      await repos.lessons.forget("a");
      expect([await repos.lessons.of("a"), await learned()]).to.deep.equal([null, 0]);
    });
  });
}
