import { expect } from "chai";
import { isProblem } from "../../../src/domain/problem.ts";
import type { CollectionSpec, Doc, Docs, Filter } from "../../../src/store/port.ts";
import { at, type Backend } from "./backend.ts";

/** So many that they are asked as one value. */
const many = Array.from({ length: 40 }, (_, i) => `nobody ${i}`);

interface Thing extends Doc {
  name?: unknown;
  size?: unknown;
  flag?: unknown;
  when?: Date | null;
  tags?: unknown;
  deep?: unknown;
}

const spec: CollectionSpec = {
  name: "filtered",
  dates: ["when"],
  arrays: ["tags"],
  indexes: [["name"], ["size"], ["when"], ["flag"], ["deep.er", "size"]],
};

const things: Thing[] = [
  { _id: "a", name: "anna", size: 1, flag: true, when: at("10:00:00"), tags: ["x", "y"], deep: { er: "low" } },
  { _id: "b", name: "bert", size: 2, flag: false, when: at("11:00:00"), tags: ["y"], deep: { er: null } },
  { _id: "c", name: null, size: null, flag: null, when: null, tags: [], deep: {} },
  { _id: "d" },
  { _id: "e", name: "1", size: "1", flag: 1, tags: [1, null, true], deep: "low" },
  { _id: "f", name: '{"er":"low"}', size: 0, flag: 0, when: at("12:00:00"), tags: ["1"] },
  { _id: "g", name: { er: "low" }, size: 1.5, flag: "true", tags: null },
  { _id: "h", name: "Ärger 🎵 $ne", size: -3, tags: ["{}", "ß"] },
];

/** What a filter means: Mongo's semantics, on both stores. */
export function filtersContract(backend: Backend): void {
  describe("filters", () => {
    let docs: Docs<Thing>;
    before(async () => {
      docs = await backend.collection(spec);
      await docs.insertMany(things);
    });
    after(() => backend.release());

    const cases: [title: string, filter: Filter<Thing>, ids: string][] = [
      ["finds everything without a condition", {}, "abcdefgh"],
      ["compares texts exactly", { name: "anna" }, "a"],
      ["keeps a text that looks like an object apart from the object", { name: '{"er":"low"}' }, "f"],
      ["keeps letters beyond ASCII and dollar signs as they are", { name: "Ärger 🎵 $ne" }, "h"],
      ["keeps numbers apart from texts and booleans", { size: 1 }, "a"],
      ["keeps 1 apart from true", { flag: 1 }, "e"],
      ["keeps 0 apart from false", { flag: 0 }, "f"],
      ["compares true", { flag: true }, "a"],
      ["compares false", { flag: false }, "b"],
      ["compares dates", { when: at("11:00:00") }, "b"],
      ["finds null and missing alike", { name: null }, "cd"],
      ["finds a missing nested member by null", { "deep.er": null }, "bcdefgh"],
      ["reaches into nested documents", { "deep.er": "low" }, "a"],
      ["joins several conditions", { name: "bert", size: 2 }, "b"],
      ["joins several conditions of one field", { size: { $gt: 0, $lt: 2 } }, "ag"],
      ["$ne also finds what lacks the field", { name: { $ne: "anna" } }, "bcdefgh"],
      ["$ne null finds what has a value", { name: { $ne: null } }, "abefgh"],
      ["$ne keeps types apart", { flag: { $ne: true } }, "bcdefgh"],
      ["$gt keeps to numbers", { size: { $gt: 0 } }, "abg"],
      ["$gte includes the bound", { size: { $gte: 1.5 } }, "bg"],
      ["$lt keeps to numbers", { size: { $lt: 1 } }, "fh"],
      ["$lte includes the bound", { size: { $lte: 0 } }, "fh"],
      ["$gt keeps to texts", { name: { $gt: "a" } }, "abfh"],
      ["$lt keeps to texts", { name: { $lt: "b" } }, "ae"],
      ["$gte compares dates", { when: { $gte: at("11:00:00") } }, "bf"],
      ["$lt compares dates and leaves null out", { when: { $lt: at("11:00:00") } }, "a"],
      ["$in finds any of several", { name: { $in: ["anna", "bert", "nobody"] } }, "ab"],
      ["$in of nothing finds nothing", { name: { $in: [] } }, ""],
      ["$in takes values of several types", { size: { $in: [1, "1", null] } }, "acde"],
      ["$in keeps 1 apart from true", { flag: { $in: [true, 0] } }, "af"],
      ["$in compares dates", { when: { $in: [at("10:00:00"), null] } }, "acdegh"],
      ["$in finds a text that looks like an object", { name: { $in: ['{"er":"low"}', "anna"] } }, "af"],
      ["$in takes a long list", { name: { $in: [...many, "anna", "bert"] } }, "ab"],
      ["$in takes a long list of ids", { _id: { $in: [...many, "h", "a"] } }, "ah"],
      ["$in takes three, which fill no power of two", { _id: { $in: ["h", "a", "b"] } }, "abh"],
      ["$in goes by _id", { _id: { $in: ["h", "a", "z"] } }, "ah"],
      ["$nin leaves out and keeps what lacks the field", { name: { $nin: ["anna", "bert"] } }, "cdefgh"],
      ["$nin of null leaves out what lacks the field", { name: { $nin: [null, "anna"] } }, "befgh"],
      ["$nin of nothing finds everything", { name: { $nin: [] } }, "abcdefgh"],
      ["$exists true finds null too", { name: { $exists: true } }, "abcefgh"],
      ["$exists false finds what is missing", { name: { $exists: false } }, "d"],
      ["asks a list by element", { tags: "y" }, "ab"],
      ["keeps the types of elements apart", { tags: 1 }, "e"],
      ["finds an element that looks like an object", { tags: "{}" }, "h"],
      ["finds true in a list", { tags: true }, "e"],
      ["finds null in a list, in its place, and missing", { tags: null }, "deg"],
      ["$ne of an element", { tags: { $ne: "y" } }, "cdefgh"],
      ["$in of elements", { tags: { $in: ["x", "ß"] } }, "ah"],
      ["$nin of elements", { tags: { $nin: ["x", "ß", null] } }, "bcf"],
      ["$all needs every element", { tags: { $all: ["x", "y"] } }, "a"],
      ["$all of nothing finds nothing", { tags: { $all: [] } }, ""],
      ["$or takes either", { $or: [{ name: "anna" }, { size: 2 }] }, "ab"],
      ["$and takes both", { $and: [{ size: { $gte: 1 } }, { $or: [{ name: "bert" }, { flag: "true" }] }] }, "bg"],
      ["$or beside a field narrows both", { size: { $gt: 0 }, $or: [{ name: "anna" }, { _id: "g" }] }, "ag"],
      ["compares _id as a range", { _id: { $gt: "f" } }, "gh"],
    ];
    for (const [title, filter, ids] of cases) {
      it(title, async () => {
        const found = await docs.find(filter).toArray();
        expect(
          found
            .map((doc) => doc._id)
            .sort()
            .join(""),
        ).to.equal(ids);
        expect(await docs.countDocuments(filter)).to.equal(ids.length);
      });
    }

    const refused: [title: string, filter: unknown][] = [
      ["an unknown operator", { name: { $regex: ".*" } }],
      ["an operator at the top", { $where: "true" }],
      ["an operator from a JSON body", JSON.parse('{"name":{"$gt":"","$function":"x"}}')],
      ["undefined", { name: undefined }],
      ["undefined within a condition", { name: { $ne: undefined } }],
      ["undefined within a list", { name: { $in: ["a", undefined] } }],
      ["an object as a value", { deep: { er: "low" } }],
      ["an empty condition", { name: {} }],
      ["a list as a value", { name: ["anna"] }],
      ["an operator as a value", { name: { $ne: { $gt: "" } } }],
      ["an operator within a list", { name: { $in: [{ $gt: "" }] } }],
      ["a list operator without a list", { name: { $in: "anna" } }],
      ["a range of null", { size: { $gt: null } }],
      ["a number that is none", { size: Number.NaN }],
      ["an invalid date", { when: new Date(Number.NaN) }],
      ["a date where none is declared", { name: at("10:00:00") }],
      ["a text where a date is declared", { when: "2026-11-20" }],
      ["a field name with SQL in it", { "name') OR 1=1 --": "x" }],
      ["a path through a list", { "tags.0": "x" }],
      ["$all of a field that is no list", { name: { $all: ["x"] } }],
      ["an empty $or", { $or: [] }],
      ["$exists of a text", { name: { $exists: "yes" } }],
    ];
    for (const [title, filter] of refused) {
      it(`refuses ${title}`, async () => {
        const asked = filter as Filter<Thing>;
        for (const ask of [() => docs.find(asked).toArray(), () => docs.findOne(asked), () => docs.deleteMany(asked)]) {
          const outcome = await attempt(ask);
          expect(isProblem(outcome, "internal"), String(outcome)).to.equal(true);
        }
        expect(await docs.countDocuments({})).to.equal(things.length);
      });
    }
  });
}

async function attempt(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    return error;
  }
}
