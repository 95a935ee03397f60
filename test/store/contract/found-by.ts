import { expect } from "chai";
import type { CollectionSpec, Doc, Docs, Filter, Update } from "../../../src/store/port.ts";
import { at, type Backend } from "./backend.ts";

interface Note extends Doc {
  title?: unknown;
  count?: number;
  open?: boolean;
  since?: Date | null;
  page?: { when?: Date | null; size?: number } | null;
}

const spec: CollectionSpec = {
  name: "found",
  dates: ["since", "page.when"],
  arrays: [],
  indexes: [["title"], ["open", "count", "_id"], ["since"], ["page.when", "title"], ["page.size"]],
  sparse: ["page.when"],
};

const first: Note = {
  _id: "n",
  title: "one",
  count: 1,
  open: true,
  since: at("10:00:00"),
  page: { when: at("11:00:00"), size: 5 },
};

/** Fields that have an index: whatever changes them, a document is found by what they are, and not by what they were. */
export function foundByContract(backend: Backend): void {
  describe("finding by an indexed field", () => {
    let docs: Docs<Note>;
    beforeEach(async () => {
      docs = await backend.collection(spec);
      await docs.insertMany([first, { _id: "other", title: "other", count: 100, open: false, since: null }]);
    });
    afterEach(() => backend.release());

    const found = async (filter: Filter<Note>) =>
      (await docs.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);

    const changes: [title: string, update: Update<Note>, by: Filter<Note>, before: Filter<Note>][] = [
      ["$set of a text", { $set: { title: "two" } }, { title: "two" }, { title: "one" }],
      ["$set of another type", { $set: { title: 2 } }, { title: { $gte: 2 } }, { title: { $gte: "one", $lt: "onf" } }],
      ["$set of true", { $set: { title: true } }, { title: true }, { title: 1 }],
      ["$set of 1", { $set: { title: 1 } }, { title: 1 }, { title: true }],
      ["$set of a text like a number", { $set: { title: "1" } }, { title: "1" }, { title: 1 }],
      ["$set of null", { $set: { title: null } }, { title: null }, { title: "one" }],
      ["$set of a boolean", { $set: { open: false } }, { open: false, count: 1 }, { open: true }],
      ["$unset", { $unset: { title: true } }, { title: { $exists: false } }, { title: "one" }],
      ["$set of a date", { $set: { since: at("12:00:00") } }, { since: at("12:00:00") }, { since: at("10:00:00") }],
      ["$set of no date", { $set: { since: null } }, { since: null, title: "one" }, { since: { $gt: at("00:00:00") } }],
      ["$inc", { $inc: { count: 2 } }, { count: 3 }, { count: 1 }],
      ["$inc by a fraction", { $inc: { count: 0.5 } }, { count: { $gt: 1, $lt: 2 } }, { count: 1 }],
      ["$max", { $max: { count: 7 } }, { count: 7 }, { count: 1 }],
      ["$min", { $min: { since: at("09:00:00") } }, { since: { $lt: at("10:00:00") } }, { since: at("10:00:00") }],
      ["$set within", { $set: { "page.size": 6 } }, { "page.size": 6 }, { "page.size": 5 }],
      [
        "$set of a date within",
        { $set: { "page.when": null } },
        { "page.when": null, count: 1 },
        { "page.when": at("11:00:00") },
      ],
      ["$set of what holds it", { $set: { page: { size: 8 } } }, { "page.size": 8 }, { "page.when": at("11:00:00") }],
      ["$unset of what holds it", { $unset: { page: true } }, { "page.size": null, count: 1 }, { "page.size": 5 }],
    ];
    for (const [title, update, by, before] of changes) {
      it(`goes along with ${title}`, async () => {
        expect(await docs.updateOne({ _id: "n" }, update)).to.equal(1);
        expect(await found(by)).to.include("n");
        expect(await found(before)).to.not.include("n");
        expect(await docs.countDocuments(by)).to.equal((await found(by)).length);
      });
    }

    it("goes along with a change of many, of another field as well", async () => {
      await docs.updateMany({}, { $set: { title: "same" }, $inc: { count: 1 } });
      expect(await found({ title: "same", count: { $gt: 1 } })).to.deep.equal(["n", "other"]);
      expect(await docs.countBy("title", {})).to.deep.equal(new Map([["same", 2]]));
    });

    it("goes along with an upsert, and what is found and updated", async () => {
      await docs.updateOne(
        { _id: "u", title: "new" },
        { $set: { "page.size": 1 }, $inc: { count: 4 } },
        { upsert: true },
      );
      expect(await found({ title: "new", "page.size": 1, count: 4 })).to.deep.equal(["u"]);
      await docs.findOneAndUpdate({ title: "new" }, { $set: { title: "newer" } }, { sort: { count: 1 } });
      expect(await found({ title: "new" })).to.deep.equal([]);
      const inserted = await docs.findOneAndUpdate(
        { _id: "v", title: "newer" },
        { $set: { open: true } },
        { upsert: true, returnDocument: "after" },
      );
      expect(inserted).to.deep.equal({ _id: "v", title: "newer", open: true });
      expect(await found({ title: "newer" })).to.deep.equal(["u", "v"]);
    });

    it("goes along with what is deleted and stored again", async () => {
      await docs.deleteMany({ "page.size": { $gt: 1 } });
      expect(await found({ title: { $in: ["one", "other"] } })).to.deep.equal(["other"]);
      await docs.insertOne({ _id: "n", title: "again" });
      expect(await found({ "page.size": 5 })).to.deep.equal([]);
      expect(await found({ title: "again", "page.when": null })).to.deep.equal(["n"]);
    });

    it("leaves a document alone whose _id is taken", async () => {
      expect(await docs.insertMany([{ _id: "n", title: "two" }])).to.equal(0);
      expect(await found({ title: "two" })).to.deep.equal([]);
    });

    it("sorts across types, what is missing first", async () => {
      await docs.insertMany([{ _id: "a", count: 2.5 }, { _id: "b", count: -1 }, { _id: "c" }]);
      const sorted = await docs.find({}).sort({ count: 1 }).toArray();
      expect(sorted.map(({ _id }) => _id)).to.deep.equal(["c", "b", "n", "a", "other"]);
    });
  });
}
