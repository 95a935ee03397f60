import { expect } from "chai";
import { isProblem } from "../../../src/domain/problem.ts";
import type { CollectionSpec, Doc, Docs, Update } from "../../../src/store/port.ts";
import { at, type Backend } from "./backend.ts";

interface Note extends Doc {
  title?: string;
  count?: number;
  owed?: string[];
  since?: Date | null;
  page?: { when: Date | null; size?: number };
  extra?: unknown;
}

const spec: CollectionSpec = { name: "written", dates: ["since", "page.when"], arrays: ["owed"], indexes: [] };

/** Inserts, updates and deletes, with what they refuse; the same whether or not they wait for the disk. */
export function writingContract(backend: Backend): void {
  writes("writing", backend, (docs) => docs);
  writes("relaxed writing", backend, (docs) => docs.relaxed);
}

function writes(title: string, backend: Backend, pick: (docs: Docs<Note>) => Docs<Note>): void {
  describe(title, () => {
    let docs: Docs<Note>;
    const get = () => docs.findOne({ _id: "n" });

    afterEach(() => backend.release());
    beforeEach(async () => {
      docs = pick(await backend.collection(spec));
      await docs.insertOne({
        _id: "n",
        title: "one",
        count: 1,
        owed: ["a", "b"],
        since: at("10:00:00"),
        page: { when: null },
      });
    });

    it("gives back what was put in, dates and all scripts included", async () => {
      const whole: Note = {
        _id: "f ü",
        title: "“quote” \\ \u0000 \u2028 日本語 🎵 $ne {}",
        count: 0.1,
        owed: [],
        since: at("23:59:59.999"),
        page: { when: new Date(-1), size: -5 },
        extra: { deep: [{ a: null, b: [true, 1e15, "2026-11-20T10:00:00.000Z"] }], ünïcode: 1 },
      };
      await docs.insertOne(whole);
      expect(await docs.findOne({ _id: "f ü" })).to.deep.equal(whole);
    });

    it("stores an _id once and changes nothing the second time", async () => {
      expect(await docs.insertOne({ _id: "n", title: "two" })).to.equal("already");
      expect((await get())?.title).to.equal("one");
    });

    it("stores what is new of many", async () => {
      expect(await docs.insertMany([{ _id: "m" }, { _id: "n", title: "two" }, { _id: "o" }, { _id: "o" }])).to.equal(2);
      expect(await docs.insertMany([])).to.equal(0);
      expect(await docs.countDocuments({})).to.equal(3);
      expect((await get())?.title).to.equal("one");
    });

    it("leaves out members that are undefined", async () => {
      await docs.insertOne({ _id: "u", title: undefined } as unknown as Note);
      await docs.updateOne({ _id: "n" }, { $set: { title: undefined, count: 7 } } as unknown as Update<Note>);
      expect(await docs.findOne({ _id: "u" })).to.deep.equal({ _id: "u" });
      expect(await get()).to.include({ title: "one", count: 7 });
    });

    const changes: [title: string, update: Update<Note>, expected: object][] = [
      ["$set replaces", { $set: { title: "two", since: null } }, { title: "two", since: null }],
      [
        "$set keeps dates dates",
        { $set: { since: at("12:00:00"), page: { when: at("13:00:00") } } },
        { since: at("12:00:00"), page: { when: at("13:00:00") } },
      ],
      [
        "$set reaches into nested documents",
        { $set: { "page.when": at("14:00:00"), "page.size": 3 } },
        { page: { when: at("14:00:00"), size: 3 } },
      ],
      ["$set makes the way to a nested member", { $set: { "extra.a.b": 1 } }, { extra: { a: { b: 1 } } }],
      [
        "$unset removes",
        { $unset: { title: true, "page.when": true, "extra.none": true } },
        { title: undefined, page: {} },
      ],
      ["$inc adds", { $inc: { count: 2 } }, { count: 3 }],
      ["$inc starts from nothing", { $inc: { "page.size": -2 } }, { page: { when: null, size: -2 } }],
      ["$max keeps the greater", { $max: { count: 0 } }, { count: 1 }],
      ["$max takes the greater", { $max: { count: 5 } }, { count: 5 }],
      ["$max takes the later date", { $max: { since: at("11:00:00") } }, { since: at("11:00:00") }],
      ["$max fills null", { $max: { "page.when": at("11:00:00") } }, { page: { when: at("11:00:00") } }],
      ["$min takes the lesser", { $min: { since: at("09:00:00"), count: 4 } }, { since: at("09:00:00"), count: 1 }],
      ["$min fills what is missing", { $min: { "page.size": 4 } }, { page: { when: null, size: 4 } }],
      ["$min keeps null", { $min: { "page.when": at("11:00:00") } }, { page: { when: null } }],
      ["$addToSet adds once", { $addToSet: { owed: "c" } }, { owed: ["a", "b", "c"] }],
      ["$addToSet keeps what is there", { $addToSet: { owed: "b" } }, { owed: ["a", "b"] }],
      ["$push adds always", { $push: { owed: "b" } }, { owed: ["a", "b", "b"] }],
      ["$pullAll takes a value out", { $pullAll: { owed: ["a"] } }, { owed: ["b"] }],
      ["$pullAll takes several out", { $pullAll: { owed: ["a", "b", "z"] } }, { owed: [] }],
      [
        "$pullAll says nothing of a list that is missing",
        { $pullAll: { "page.none": ["a"] } },
        { page: { when: null } },
      ],
      [
        "$setOnInsert says nothing of what is there",
        { $setOnInsert: { title: "two" }, $inc: { count: 1 } },
        { title: "one", count: 2 },
      ],
      [
        "several operators go together",
        { $set: { title: "x" }, $inc: { count: 1 }, $addToSet: { owed: "c" } },
        { title: "x", count: 2, owed: ["a", "b", "c"] },
      ],
    ];
    for (const [title, update, expected] of changes) {
      it(title, async () => {
        expect(await docs.updateOne({ _id: "n" }, update)).to.equal(1);
        const after = await get();
        for (const [name, value] of Object.entries(expected))
          expect(after?.[name as keyof Note], name).to.deep.equal(value);
      });
    }

    it("says how many matched, also when nothing changed", async () => {
      expect(await docs.updateOne({ _id: "n" }, { $set: { title: "one" } })).to.equal(1);
      expect(await docs.updateOne({ _id: "n", count: 2 }, { $set: { title: "two" } })).to.equal(0);
      expect((await get())?.title).to.equal("one");
    });

    it("changes many", async () => {
      await docs.insertMany([
        { _id: "m", count: 1 },
        { _id: "o", count: 2 },
      ]);
      expect(await docs.updateMany({ count: 1 }, { $inc: { count: 10 } })).to.equal(2);
      expect(await docs.countDocuments({ count: 11 })).to.equal(2);
    });

    it("inserts what an upsert does not find, with the filter's equalities", async () => {
      const update: Update<Note> = {
        $set: { count: 5 },
        $setOnInsert: { since: at("08:00:00") },
        $addToSet: { owed: "a" },
      };
      expect(await docs.updateOne({ _id: "u", title: "new" }, update, { upsert: true })).to.equal(1);
      expect(await docs.findOne({ _id: "u" })).to.deep.equal({
        _id: "u",
        title: "new",
        count: 5,
        since: at("08:00:00"),
        owed: ["a"],
      });
      await docs.updateOne(
        { _id: "u" },
        { $set: { count: 6 }, $setOnInsert: { since: at("09:00:00") } },
        { upsert: true },
      );
      expect(await docs.findOne({ _id: "u" }))
        .to.include({ count: 6 })
        .and.have.deep.property("since", at("08:00:00"));
    });

    it("does not insert a second document when an upsert misses by another condition", async () => {
      expect(await docs.updateOne({ _id: "n", count: 99 }, { $set: { title: "two" } }, { upsert: true })).to.equal(0);
      expect((await get())?.title).to.equal("one");
    });

    it("finds and updates, and gives back what was or what is", async () => {
      expect((await docs.findOneAndUpdate({ _id: "n" }, { $inc: { count: 1 } }))?.count).to.equal(1);
      const after = await docs.findOneAndUpdate({ _id: "n" }, { $inc: { count: 1 } }, { returnDocument: "after" });
      expect(after).to.include({ count: 3 }).and.have.deep.property("since", at("10:00:00"));
      expect(await docs.findOneAndUpdate({ _id: "none" }, { $inc: { count: 1 } })).to.equal(null);
    });

    it("finds and updates the first by a sort", async () => {
      await docs.insertMany([
        { _id: "m", count: 1 },
        { _id: "a", count: 0 },
      ]);
      const first = await docs.findOneAndUpdate(
        {},
        { $set: { title: "first" } },
        { sort: { count: -1 }, returnDocument: "after" },
      );
      expect(first?._id).to.equal("n");
    });

    it("finds, updates or inserts", async () => {
      expect(await docs.findOneAndUpdate({ _id: "u" }, { $inc: { count: 1 } }, { upsert: true })).to.equal(null);
      const after = await docs.findOneAndUpdate(
        { _id: "v" },
        { $inc: { count: 1 } },
        { upsert: true, returnDocument: "after" },
      );
      expect(after).to.deep.equal({ _id: "v", count: 1 });
    });

    it("deletes one or many and says how many", async () => {
      await docs.insertMany([
        { _id: "m", count: 1 },
        { _id: "o", count: 1 },
      ]);
      expect(await docs.deleteOne({ count: 1 })).to.equal(1);
      expect(await docs.deleteMany({ count: 1 })).to.equal(2);
      expect(await docs.deleteOne({ _id: "n" })).to.equal(0);
    });

    const refused: [title: string, write: (docs: Docs<Note>) => Promise<unknown>][] = [
      [
        "an unknown update operator",
        (d) => d.updateOne({ _id: "n" }, { $rename: { title: "t" } } as unknown as Update<Note>),
      ],
      ["an update without an operator", (d) => d.updateOne({ _id: "n" }, { title: "two" } as unknown as Update<Note>)],
      ["an update that says nothing", (d) => d.updateOne({ _id: "n" }, { $set: {} })],
      ["a change of _id", (d) => d.updateOne({ _id: "n" }, { $set: { _id: "m" } })],
      ["two changes of one path", (d) => d.updateOne({ _id: "n" }, { $set: { count: 1 }, $inc: { count: 1 } })],
      [
        "a change of a path and of what holds it",
        (d) => d.updateOne({ _id: "n" }, { $set: { page: { when: null }, "page.size": 1 } }),
      ],
      ["adding to a text", (d) => d.updateOne({ _id: "n" }, { $inc: { title: 1 } })],
      ["adding to a list that is none", (d) => d.updateOne({ _id: "n" }, { $addToSet: { title: "x" } })],
      ["a way through a text", (d) => d.updateOne({ _id: "n" }, { $set: { "title.x": 1 } })],
      ["the same for many", (d) => d.updateMany({}, { $set: { "title.x": 1 } })],
      ["an upsert without _id", (d) => d.updateOne({ title: "zzz" }, { $set: { count: 1 } }, { upsert: true })],
      [
        "an upsert that would set null",
        (d) => d.updateOne({ _id: "n" }, { $set: { count: 1 }, $setOnInsert: { since: null } }, { upsert: true }),
      ],
      ["a document without _id", (d) => d.insertOne({ title: "x" } as unknown as Note)],
      ["a date where none is declared", (d) => d.insertOne({ _id: "x", extra: { at: at("10:00:00") } })],
      ["a number that is none", (d) => d.insertOne({ _id: "x", count: Number.NaN })],
      ["a member that starts with $", (d) => d.insertOne({ _id: "x", extra: { $where: 1 } })],
      ["a member with a dot", (d) => d.updateOne({ _id: "n" }, { $set: { extra: { "a.b": 1 } } })],
      ["a function", (d) => d.insertOne({ _id: "x", extra: () => 1 })],
      ["a buffer", (d) => d.insertOne({ _id: "x", extra: Buffer.from("x") })],
    ];
    for (const [title, write] of refused) {
      it(`refuses ${title} and changes nothing`, async () => {
        const before = await get();
        const outcome = await write(docs).catch((error: unknown) => error);
        expect(isProblem(outcome, "internal"), String(outcome)).to.equal(true);
        expect(await get()).to.deep.equal(before);
        expect(await docs.countDocuments({})).to.equal(1);
      });
    }

    it("lets others through when one of a burst is refused", async () => {
      const outcomes = await Promise.allSettled([
        docs.insertOne({ _id: "x" }),
        docs.updateOne({ _id: "n" }, { $inc: { title: 1 } }),
        docs.insertOne({ _id: "n" }),
        docs.insertOne({ _id: "y" }),
      ]);
      expect(outcomes.map((one) => (one.status === "fulfilled" ? one.value : "refused"))).to.deep.equal([
        "added",
        "refused",
        "already",
        "added",
      ]);
      expect(await docs.countDocuments({})).to.equal(3);
    });

    it("goes together with the other kind of writes", async () => {
      const kinds = [docs, docs.relaxed, docs, docs.relaxed.relaxed, docs.relaxed, docs];
      await Promise.all(kinds.map((kind, i) => kind.insertOne({ _id: `k${i}`, count: i })));
      await Promise.all(kinds.map((kind, i) => kind.updateOne({ _id: `k${i}` }, { $inc: { count: 10 } })));
      expect((await docs.find({ _id: { $gte: "k", $lt: "l" } }).toArray()).map(({ count }) => count)).to.deep.equal([
        10, 11, 12, 13, 14, 15,
      ]);
    });

    it("loses none of a hundred additions at once", async () => {
      await Promise.all(Array.from({ length: 100 }, () => docs.updateOne({ _id: "n" }, { $inc: { count: 1 } })));
      expect((await get())?.count).to.equal(101);
    });

    it("makes one document of twenty upserts at once", async () => {
      const upserts = Array.from({ length: 20 }, () =>
        docs.updateOne({ _id: "u" }, { $inc: { count: 1 } }, { upsert: true }),
      );
      await Promise.all(upserts);
      expect(await docs.findOne({ _id: "u" })).to.deep.equal({ _id: "u", count: 20 });
    });
  });
}
