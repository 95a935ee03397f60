import { expect } from "chai";
import { type JournalNote, journalBounds } from "../../../../src/domain/journal.ts";
import type { Journal, Walks } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { createTestClock, type TestClock } from "../../../helpers/clock.ts";
import { at, type Backend } from "../backend.ts";

const note = (given: Partial<JournalNote> = {}): JournalNote => ({
  thread: "thread",
  what: "reply-published",
  who: "ada@far.example",
  object: "https://far.example/1",
  reason: null,
  ...given,
});

/** What happened to posts, and when their threads are walked. */
export function journalContract(backend: Backend): void {
  describe("journal", () => {
    let store: Store;
    let journal: Journal;
    let clock: TestClock;
    const read = async (thread: string | null = "thread", limit = 5000) => {
      await journal.written();
      return (await journal.of(thread, { limit })).items;
    };

    afterEach(() => backend.release());
    beforeEach(async () => {
      clock = createTestClock("2026-11-20T12:00:00Z");
      store = await backend.store({ clock });
      journal = store.repos.journal;
    });

    it("keeps what is noted, the newest first, also within one moment", async () => {
      for (const object of ["a", "b", "c"]) journal.note(note({ object }));
      clock.advance(1);
      journal.note(note({ object: "d" }));
      journal.note(note({ thread: "other" }));
      const found = await read();
      expect(found.map(({ object }) => object)).to.deep.equal(["d", "c", "b", "a"]);
      const { _id, ...rest } = found[3] as (typeof found)[0];
      const until = new Date(at("12:00:00").getTime() + journalBounds.thread.keepMs);
      expect(rest).to.deep.equal({ ...note({ object: "a" }), times: 1, createdAt: at("12:00:00"), until });
    });

    it("leads from page to page", async () => {
      for (const object of ["a", "b", "c"]) journal.note(note({ object }));
      await journal.written();
      const first = await journal.of("thread", { limit: 2 });
      const second = await journal.of("thread", { limit: 2, after: first.next });
      expect([...first.items, ...second.items].map(({ object }) => object)).to.deep.equal(["c", "b", "a"]);
      expect(second.next).to.equal(null);
    });

    it("counts what is alike within the hour, however often it is written", async () => {
      const like = note({ what: "liked", who: null, object: null, gather: true });
      journal.note(like);
      journal.note(like);
      await journal.written();
      clock.advance(60_000);
      journal.note(like);
      expect((await read()).map(({ times, createdAt }) => [times, createdAt])).to.deep.equal([[3, at("12:01:00")]]);
      clock.advance(3_600_000);
      journal.note(like);
      expect((await read()).map(({ times }) => times)).to.deep.equal([1, 3]);
    });

    it("bounds what belongs to no thread: alike ones count, and beyond a hundred servers an hour share a line", async () => {
      for (let i = 0; i < 300; i++) journal.note(note({ thread: null, what: "message-refused", who: `s${i}.example` }));
      journal.note(note({ thread: null, what: "message-refused", who: "s1.example" }));
      const found = await read(null);
      expect(found).to.have.lengthOf(101);
      expect(found.find(({ who }) => who === "s1.example")?.times).to.equal(2);
      expect(found.find(({ who }) => who === null)).to.include({ times: 200, object: null, reason: null });
    });

    it("names thirty servers an hour of what is counted for a thread, and all of what is not", async () => {
      for (let i = 0; i < 40; i++) {
        journal.note(note({ what: "delivery-failed", who: `s${i}.example`, object: null, gather: true }));
        journal.note(note({ who: `p@s${i}.example` }));
      }
      const found = await read();
      expect(found.filter(({ what }) => what === "reply-published")).to.have.lengthOf(40);
      expect(found.filter(({ what }) => what === "delivery-failed")).to.have.lengthOf(31);
      expect(found.find(({ who }) => who === null)?.times).to.equal(10);
    });

    it("keeps the newest of each thread, and nothing beyond its time", async () => {
      const { most } = journalBounds.thread;
      for (let i = 0; i < most + 20; i++) journal.note(note({ object: String(i) }));
      journal.note(note({ thread: "other" }));
      await store.sweep(clock.now());
      const found = await read();
      expect(found).to.have.lengthOf(most);
      expect(found[0]?.object).to.equal(String(most + 19));
      expect(await read("other")).to.have.lengthOf(1);
      clock.advance(journalBounds.thread.keepMs + 1);
      await store.sweep(clock.now());
      expect(await read()).to.deep.equal([]);
    });

    it("forgets a person, and keeps what happened", async () => {
      journal.note(note());
      journal.note(note({ who: "eve@far.example" }));
      await journal.forget("ada@far.example");
      expect((await read()).map(({ who, object }) => [who, object])).to.deep.equal([
        ["eve@far.example", "https://far.example/1"],
        ["far.example", null],
      ]);
    });

    it("writes what is held back when the store is closed", async () => {
      const other = await backend.second();
      journal.note(note());
      await store.close();
      expect((await other.repos.journal.of("thread", { limit: 5 })).items).to.have.lengthOf(1);
    });

    it("takes so many notes at once and no more, and never throws", async () => {
      for (let i = 0; i < 3000; i++) journal.note(note({ object: String(i) }));
      expect(await read()).to.have.lengthOf(2000);
    });
  });

  describe("walks", () => {
    let walks: Walks;
    afterEach(() => backend.release());
    beforeEach(async () => {
      walks = (await backend.store()).repos.walks;
    });

    it("are due at the earliest time that was asked for, and know the last activity", async () => {
      await walks.stir("t", at("12:00:00"), at("12:15:00"));
      await walks.stir("t", at("11:00:00"), at("12:05:00"));
      await walks.stir("t", at("11:30:00"), at("13:00:00"));
      const walk = { _id: "t", activityAt: at("12:00:00"), dueAt: at("12:05:00"), walkedAt: null, resume: null };
      expect(await walks.get("t")).to.deep.equal(walk);
      expect(await walks.get("other")).to.equal(null);
    });

    it("are taken the longest due first, and put off by whoever takes them", async () => {
      for (const [id, due] of Object.entries({ a: "12:02:00", b: "12:01:00", c: "12:03:00", d: "12:30:00" })) {
        await walks.stir(id, at("12:00:00"), at(due));
      }
      const take = async (limit: number) =>
        (await walks.take(at("12:10:00"), at("12:25:00"), limit)).map(({ _id }) => _id);
      expect(await take(2)).to.deep.equal(["b", "a"]);
      expect(await take(2)).to.deep.equal(["c"]);
      expect((await walks.get("b"))?.dueAt).to.deep.equal(at("12:25:00"));
    });

    it("are due again when they say so, and after the last one when something happens", async () => {
      await walks.stir("t", at("12:00:00"), at("12:15:00"));
      await walks.walked("t", { walkedAt: at("12:15:00"), dueAt: at("13:00:00"), resume: "c1" });
      expect(await walks.get("t"))
        .to.include({ resume: "c1" })
        .and.to.deep.include({ dueAt: at("13:00:00") });
      await walks.walked("t", { walkedAt: at("13:00:00"), dueAt: null, resume: null });
      expect(await walks.get("t")).to.not.have.property("dueAt");
      expect(await walks.take(at("23:00:00"), at("23:15:00"), 5)).to.deep.equal([]);
      await walks.stir("t", at("14:00:00"), at("14:15:00"));
      expect((await walks.get("t"))?.dueAt).to.deep.equal(at("14:15:00"));
      expect((await walks.get("t"))?.walkedAt).to.deep.equal(at("13:00:00"));
    });
  });
}
