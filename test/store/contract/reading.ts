import { expect } from "chai";
import type { CollectionSpec, Doc, Docs } from "../../../src/store/port.ts";
import { at, type Backend } from "./backend.ts";

interface Row extends Doc {
  group: string | null;
  rank: number | null;
  when: Date;
}

const spec: CollectionSpec = { name: "read", dates: ["when"], arrays: [], indexes: [["group", "rank", "_id"]] };

/** Order, pages, counts and iteration. */
export function readingContract(backend: Backend): void {
  describe("reading", () => {
    let docs: Docs<Row>;
    const ids = (rows: Row[]) => rows.map((row) => row._id).join("");

    afterEach(() => backend.release());
    beforeEach(async () => {
      docs = await backend.collection(spec);
      const ranks: [string, string | null, number | null][] = [
        ["c", "x", 2],
        ["a", "x", 2],
        ["b", "y", 1],
        ["e", "x", null],
        ["d", null, 3],
      ];
      await docs.insertMany(ranks.map(([_id, group, rank]) => ({ _id, group, rank, when: at(`1${rank ?? 0}:00:00`) })));
    });

    it("sorts with null first and _id as the last key", async () => {
      expect(ids(await docs.find({}).sort({ rank: 1 }).toArray())).to.equal("ebacd");
    });

    it("sorts downwards with null last and _id downwards too", async () => {
      expect(ids(await docs.find({}).sort({ rank: -1 }).toArray())).to.equal("dcabe");
    });

    it("sorts by several keys", async () => {
      expect(
        ids(
          await docs
            .find({ group: { $ne: null } })
            .sort({ group: -1, rank: 1, _id: -1 })
            .toArray(),
        ),
      ).to.equal("beca");
    });

    it("sorts by date and by _id", async () => {
      expect(ids(await docs.find({}).sort({ when: -1 }).limit(2).toArray())).to.equal("dc");
      expect(ids(await docs.find({}).sort({ _id: -1 }).limit(2).toArray())).to.equal("ed");
    });

    it("skips and limits", async () => {
      expect(ids(await docs.find({}).sort({ _id: 1 }).skip(1).limit(3).toArray())).to.equal("bcd");
      expect(ids(await docs.find({}).sort({ _id: 1 }).skip(3).toArray())).to.equal("de");
    });

    it("refuses a limit of nothing and a sort by something that is no field", async () => {
      expect(() => docs.find({}).limit(0)).to.throw("number of documents");
      expect(() => docs.find({}).sort({ "rank; DROP TABLE": 1 })).to.throw("not the name of a field");
    });

    it("finds one or null", async () => {
      expect((await docs.findOne({ group: "y" }))?._id).to.equal("b");
      expect(await docs.findOne({ group: "z" })).to.equal(null);
    });

    it("finds those of some ids that there are, and none of none", async () => {
      expect(
        ids(await docs.named(["e", "x", "a", "a"]))
          .split("")
          .sort(),
      ).to.deep.equal(["a", "e"]);
      expect((await docs.named(["d"]))[0]).to.deep.equal({ _id: "d", group: null, rank: 3, when: at("13:00:00") });
      expect([await docs.named([]), await docs.named(["x"])]).to.deep.equal([[], []]);
      const many = Array.from({ length: 600 }, (_, i) => `n${i}`);
      expect(ids(await docs.named([...many, "c"]))).to.equal("c");
    });

    it("counts by the values of a field and leaves out what lacks it", async () => {
      const counts = await docs.countBy("group", {});
      expect([...counts].sort()).to.deep.equal([
        ["x", 3],
        ["y", 1],
      ]);
      expect([...(await docs.countBy("group", { rank: 2 }))]).to.deep.equal([["x", 2]]);
    });

    it("goes through all in pages while others write", async () => {
      const many = Array.from({ length: 1203 }, (_, i) => ({
        _id: `n${String(i).padStart(5, "0")}`,
        group: "n",
        rank: i,
        when: at("10:00:00"),
      }));
      await docs.insertMany(many);
      const seen: string[] = [];
      for await (const row of docs.find({ group: "n" })) {
        if (seen.length === 600) await docs.deleteOne({ _id: "n00001" });
        seen.push(row._id);
      }
      expect(seen).to.deep.equal(many.map((row) => row._id));
    });

    it("goes through a sorted and limited question in that order", async () => {
      const seen: string[] = [];
      for await (const row of docs.find({}).sort({ rank: -1 }).limit(3)) seen.push(row._id);
      expect(seen.join("")).to.equal("dca");
    });
  });
}
