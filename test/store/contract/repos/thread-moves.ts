import { expect } from "chai";
import type { Repos } from "../../../../src/domain/repos.ts";
import type { ThreadAct } from "../../../../src/domain/thread-act.ts";
import { aComment } from "../../../helpers/comment.ts";
import { aThread } from "../../../helpers/thread.ts";
import { at, type Backend } from "../backend.ts";

export function threadMovesContract(backend: Backend): void {
  describe("moving between threads", () => {
    let repos: Repos;

    afterEach(() => backend.release());
    beforeEach(async () => {
      repos = (await backend.store()).repos;
    });

    const on = async (thread: string) => (await repos.comments.someOnThread(thread, 50)).map(({ _id }) => _id).sort();
    const put = (_id: string, thread: string, path: string[] = []) =>
      repos.comments.add(aComment({ _id, thread, path, parent: path.at(-1) ?? null }));

    it("takes comments to another thread and back, with what was answered since", async () => {
      await put("a1", "a");
      await put("a2", "a", ["a1"]);
      await put("b1", "b");
      expect(await repos.moving.comments("a", "b", "act")).to.equal(2);
      expect(await repos.moving.comments("a", "b", "act")).to.equal(0);
      expect(await repos.comments.get("a1")).to.deep.include({ thread: "b", moves: ["act"], version: 2 });
      await put("new", "b", ["a1", "a2"]);
      expect(await repos.moving.commentsBack("b", "a", "other")).to.equal(0);
      expect(await repos.moving.commentsBack("b", "a", "act")).to.equal(3);
      expect([await on("a"), await on("b")]).to.deep.equal([["a1", "a2", "new"], ["b1"]]);
    });

    it("takes a branch along, with paths that fit, and back", async () => {
      await put("a1", "a");
      await put("a2", "a", ["a1"]);
      await put("a3", "a", ["a1", "a2"]);
      expect(await repos.moving.branch("a2", { thread: "b", parent: null }, ["a", "b"], "act")).to.equal(2);
      expect(await repos.moving.branch("a2", { thread: "b", parent: null }, ["a", "b"], "act")).to.equal(0);
      expect(await repos.comments.get("a3")).to.deep.include({ thread: "b", parent: "a2", path: ["a2"] });
      expect(await repos.moving.branch("a2", { thread: "a", parent: "a1" }, ["a", "b"], "act", "back")).to.equal(2);
      expect(await repos.comments.get("a3")).to.deep.include({ thread: "a", path: ["a1", "a2"], moves: [] });
    });

    it("takes reactions along, but not of somebody who reacted to both, and quotes under their ids", async () => {
      const reaction = { host: "far.example", undone: false, createdAt: at("10:00:00") };
      const like = (target: string, actor: string) =>
        repos.reactions.put({
          ...reaction,
          _id: `like ${target} ${actor}`,
          kind: "like",
          target,
          actor,
          activity: `${actor} ${target}`,
        });
      await like("a", "ada");
      await like("a", "ben");
      await like("b", "ben");
      await repos.reactions.put({
        ...reaction,
        _id: "hash",
        kind: "quote",
        target: "a",
        actor: "cy",
        activity: "note",
      });
      for (let twice = 0; twice < 2; twice++) await repos.moving.reactions("a", "b", "act");
      expect(await repos.reactions.counts("b")).to.deep.include({ likes: 2, quotes: 1 });
      expect((await repos.reactions.get("like b ada"))?.target).to.equal("b");
      for (let twice = 0; twice < 2; twice++) await repos.moving.reactionsBack("b", "a", "act");
      expect(await repos.reactions.counts("a")).to.deep.include({ likes: 2, quotes: 1 });
      expect(await repos.reactions.counts("b")).to.deep.include({ likes: 1 });
    });

    it("takes keys along and back, and tells which lead where", async () => {
      await repos.threads.add(aThread({ _id: "a", url: "https://blog.example/a", noteId: "na" }));
      await repos.threads.add(aThread({ _id: "b", url: "https://blog.example/b", noteId: "nb" }));
      await repos.moving.keys("a", "b", "act");
      const keys = (thread: string) => repos.threads.keysOf({ _id: thread, site: "site" }, 10);
      expect(await keys("b")).to.deep.equal(["blog.example/a", "blog.example/b"]);
      await repos.moving.keysBack("b", "a", "act");
      expect([await keys("a"), await keys("b")]).to.deep.equal([["blog.example/a"], ["blog.example/b"]]);
      expect(await repos.threads.unalias("site", "blog.example/a" as never, "b")).to.equal(false);
      expect(await repos.threads.unalias("site", "blog.example/a" as never, "a")).to.equal(true);
      expect(await keys("a")).to.deep.equal([]);
    });

    it("remembers whose page is gone, and since when, until it is there again", async () => {
      await repos.threads.add(aThread({ _id: "a", url: "https://blog.example/a", noteId: "na" }));
      await repos.threads.add(aThread({ _id: "b", url: "https://blog.example/b", noteId: "nb" }));
      await repos.threads.looked("a", at("10:00:00"), true);
      await repos.threads.looked("b", at("10:00:00"), null);
      await repos.threads.looked("a", at("11:00:00"), true);
      const [gone, ...others] = await repos.threads.gone(5);
      expect(gone).to.deep.include({ _id: "a", goneSince: at("10:00:00"), lookedAt: at("11:00:00"), version: 1 });
      expect(others).to.deep.equal([]);
      expect(await repos.threads.gone(5, ["site", "none"])).to.have.lengthOf(1);
      expect(await repos.threads.gone(5, ["none"])).to.deep.equal([]);
      expect(await repos.threads.gone(5, [])).to.deep.equal([]);
      await repos.threads.looked("a", at("12:00:00"), null);
      expect(await repos.threads.gone(5)).to.have.lengthOf(1);
      await repos.threads.looked("a", at("13:00:00"), false);
      expect(await repos.threads.gone(5)).to.deep.equal([]);
    });

    it("lists the threads of a site without merged ones, and finds those", async () => {
      await repos.threads.add(aThread({ _id: "a", url: "https://blog.example/a", noteId: "na" }));
      await repos.threads.add(aThread({ _id: "b", url: "https://blog.example/b", noteId: "nb" }));
      await repos.threads.change({ _id: "a", version: 1 }, { announcement: "merged", mergedInto: "b" });
      const { items } = await repos.threads.ofSite("site", { limit: 5 });
      expect(items.map(({ _id }) => _id)).to.deep.equal(["b"]);
      expect((await repos.threads.mergedInto("b")).map(({ _id }) => _id)).to.deep.equal(["a"]);
    });
  });

  describe("acts on threads", () => {
    afterEach(() => backend.release());

    const anAct = (given: Partial<ThreadAct> & { _id: string }): ThreadAct => ({
      by: { id: "owner", name: "the owner" },
      site: "site",
      threads: ["a", "b"],
      batch: "one",
      order: 0,
      label: "A into B",
      work: { kind: "merge", from: "a", into: "b", announcement: "announced" },
      state: "begun",
      createdAt: at("10:00:00"),
      until: at("20:00:00"),
      ...given,
    });

    it("are kept in order, go from state to state once, and are found by what they touch", async () => {
      const { threadActs } = (await backend.store()).repos;
      await threadActs.add(anAct({ _id: "second", order: 1 }));
      await threadActs.add(anAct({ _id: "first" }));
      await threadActs.add(anAct({ _id: "later", batch: "two", threads: ["b", "c"], createdAt: at("11:00:00") }));
      expect((await threadActs.ofBatch("one")).map(({ _id }) => _id)).to.deep.equal(["first", "second"]);
      expect(await threadActs.turn("later", ["begun"], "done")).to.equal(true);
      expect(await threadActs.turn("later", ["begun"], "done")).to.equal(false);
      const since = await threadActs.standingSince(anAct({ _id: "x", createdAt: at("10:30:00") }));
      expect(since.map(({ _id }) => _id)).to.deep.equal(["later"]);
      const begun = await threadActs.inState("begun", { from: at("09:00:00"), to: at("10:00:00") }, 5);
      expect(begun.map(({ _id }) => _id).sort()).to.deep.equal(["first", "second"]);
      expect((await threadActs.list({ limit: 1 })).items.map(({ _id }) => _id)).to.deep.equal(["later"]);
      await threadActs.add(anAct({ _id: "theirs", batch: "three", site: "other", createdAt: at("09:00:00") }));
      const ofOther = await threadActs.list({ limit: 5, sites: ["other", "none"] });
      expect(ofOther.items.map(({ _id }) => _id)).to.deep.equal(["theirs"]);
      expect((await threadActs.list({ limit: 5, sites: [] })).items).to.deep.equal([]);
    });
  });
}
