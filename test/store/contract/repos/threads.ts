import { expect } from "chai";
import { pageKey } from "../../../../src/domain/address.ts";
import type { SafeHtml } from "../../../../src/domain/brand.ts";
import type { Threads } from "../../../../src/domain/repos.ts";
import { aThread } from "../../../helpers/thread.ts";
import { at, type Backend } from "../backend.ts";

export function threadsContract(backend: Backend): void {
  describe("threads", () => {
    let threads: Threads;
    const key = pageKey("https://blog.example/post");

    afterEach(() => backend.release());
    beforeEach(async () => {
      threads = (await backend.store()).repos.threads;
    });

    it("stores a thread once and gives it back as it was", async () => {
      const thread = aThread({ owed: ["fediverse"], owedSince: at("10:00:00") });
      thread.page.publishedAt = at("09:00:00");
      expect(await threads.add(thread)).to.equal("added");
      expect(await threads.add({ ...thread, noteId: "note2" })).to.equal("already");
      expect(await threads.get("thread")).to.deep.equal(thread);
    });

    it("gives a page one thread however many ask at once", async () => {
      const outcomes = await Promise.all([1, 2, 3].map((n) => threads.add(aThread({ noteId: `note${n}` }))));
      expect(outcomes.filter((outcome) => outcome === "added")).to.have.lengthOf(1);
      const stored = await threads.get("thread");
      expect((await threads.byNote(stored?.noteId ?? ""))?._id).to.equal("thread");
    });

    it("gives those of some ids that there are", async () => {
      await threads.add(aThread());
      await threads.add(aThread({ _id: "other", url: "https://blog.example/other", noteId: "note2" }));
      const found = await threads.among(["other", "none", "thread"]);
      expect(found.map(({ _id }) => _id).sort()).to.deep.equal(["other", "thread"]);
      expect(await threads.among([])).to.deep.equal([]);
    });

    it("gives some of those whose ids begin so", async () => {
      for (const _id of ["Ab-1", "Ab-2", "ab-1", "Ab_1"])
        await threads.add(
          aThread({ _id, url: `https://blog.example/${_id.charCodeAt(0)}${_id}`, noteId: `note ${_id}` }),
        );
      const begun = async (start: string, limit = 9) => (await threads.beginning(start, limit)).map(({ _id }) => _id);
      expect((await begun("Ab-")).sort()).to.deep.equal(["Ab-1", "Ab-2"]);
      expect(await begun("Ab-", 1)).to.have.lengthOf(1);
      expect(await begun("B")).to.deep.equal([]);
    });

    it("finds by key within a site", async () => {
      await threads.add(aThread());
      expect((await threads.byKey("site", key))?._id).to.equal("thread");
      expect(await threads.byKey("two", key)).to.equal(null);
      expect(await threads.byKey("site", pageKey("https://blog.example/other"))).to.equal(null);
    });

    it("lets another key lead to a thread, whose first owner keeps it", async () => {
      await threads.add(aThread());
      const old = pageKey("https://blog.example/old");
      await threads.alias("site", old, "thread");
      await threads.alias("site", old, "other");
      expect((await threads.byKey("site", old))?._id).to.equal("thread");
      expect(await threads.add(aThread({ _id: "other", url: "https://blog.example/old", noteId: "note2" }))).to.equal(
        "already",
      );
      expect(await threads.get("other")).to.equal(null);
    });

    it("finds by note, by a retired one too, and not by a stranger's", async () => {
      await threads.add(aThread());
      await threads.change({ _id: "thread", version: 1 }, { noteId: "note2", retiredNoteIds: ["note1"] });
      expect((await threads.byNote("note1"))?._id).to.equal("thread");
      expect((await threads.byNote("note2"))?._id).to.equal("thread");
      expect(await threads.byNote("note3")).to.equal(null);
    });

    it("does not lead from a note that a stale change would have brought", async () => {
      await threads.add(aThread());
      expect(await threads.change({ _id: "thread", version: 5 }, { noteId: "note9" })).to.equal("stale");
      expect(await threads.byNote("note9")).to.equal(null);
    });

    it("changes at the version that was read, and only then", async () => {
      await threads.add(aThread());
      expect(await threads.change({ _id: "thread", version: 1 }, { announcement: "withdrawn" })).to.equal("ok");
      expect(await threads.change({ _id: "thread", version: 1 }, { announcement: "old" })).to.equal("stale");
      expect(await threads.get("thread")).to.include({ announcement: "withdrawn", version: 2 });
    });

    it("raises the revision and stores counts and reactions without raising the version", async () => {
      await threads.add(aThread());
      await threads.raise("thread", { published: 3, held: 1 });
      await threads.raise("thread", { published: 4, held: 0 });
      await threads.raise("thread", null);
      await threads.setReactions("thread", { likes: 1, boosts: 2 });
      expect(await threads.get("thread")).to.deep.include({
        revision: 4,
        counts: { published: 4, held: 0 },
        reactions: { likes: 1, boosts: 2 },
        version: 1,
      });
    });

    it("lists by announcement, the newest first, in pages, and counts since a time", async () => {
      for (const n of [1, 2, 3]) {
        await threads.add(
          aThread({
            _id: `t${n}`,
            url: `https://blog.example/${n}`,
            noteId: `n${n}`,
            createdAt: at(`1${n}:00:00`),
            announcedAt: at(`1${n}:30:00`),
          }),
        );
      }
      await threads.add(aThread({ _id: "w", url: "https://blog.example/w", noteId: "nw", announcement: "waiting" }));
      const first = await threads.announced("site", "announced", { limit: 2 });
      expect(first.items.map((thread) => thread._id)).to.deep.equal(["t3", "t2"]);
      const second = await threads.announced("site", "announced", { limit: 2, after: first.next });
      expect(second.items.map((thread) => thread._id)).to.deep.equal(["t1"]);
      expect(second.next).to.equal(null);
      expect(await threads.countAnnounced("site", "announced", at("12:30:00"))).to.equal(2);
      expect(await threads.countAnnounced("two", "announced", at("01:00:00"))).to.equal(0);
    });

    it("finds debts and pays them", async () => {
      await threads.add(aThread({ owed: ["fediverse"], owedSince: at("10:00:00") }));
      expect((await threads.indebted(at("12:00:00"), 5)).map((thread) => thread._id)).to.deep.equal(["thread"]);
      const memory = { told: { first: 1, last: 1, pending: true as const }, toldInboxes: [] };
      expect(await threads.remember("thread", 7, memory)).to.equal("stale");
      expect(await threads.remember("thread", 1, memory)).to.equal("ok");
      await threads.queued("thread", 1);
      expect(await threads.pay({ _id: "thread", version: 1, owed: ["fediverse"] }, ["fediverse"])).to.equal("ok");
      expect(await threads.get("thread")).to.deep.include({ owed: [], owedSince: null, told: { first: 1, last: 1 } });
      expect(await threads.indebted(at("12:00:00"), 5)).to.deep.equal([]);
    });
  });

  describe("texts of posts", () => {
    afterEach(() => backend.release());

    it("are stored, replaced and taken away under their thread", async () => {
      const { texts } = (await backend.store()).repos;
      const html = '<p>Long: "ü" $set {}</p>' as SafeHtml;
      await texts.put("thread", { html, image: null, tags: ["a", "b"] });
      expect(await texts.get("thread")).to.deep.equal({ html, image: null, tags: ["a", "b"] });
      await texts.put("thread", { html: null, image: "https://blog.example/i.png", tags: [] });
      expect(await texts.get("thread")).to.deep.equal({ html: null, image: "https://blog.example/i.png", tags: [] });
      await texts.put("thread", null);
      await texts.put("thread", null);
      expect(await texts.get("thread")).to.equal(null);
    });
  });
}
