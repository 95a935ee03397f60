import { expect } from "chai";
import { Query } from "mingo";
import { update as mingoUpdate } from "mingo/updater";
import type { CollectionSpec, Doc, Docs, Filter, Scalar, Update } from "../../src/store/port.ts";
import type { Connection } from "../../src/store/sqlite/connection.ts";
import { createSqliteDocs } from "../../src/store/sqlite/docs.ts";
import { connect } from "../../src/store/sqlite/open.ts";
import { strayColumns } from "./stray-columns.ts";

interface Thing extends Doc {
  [name: string]: unknown;
}

const spec: CollectionSpec = {
  name: "things",
  dates: ["when"],
  arrays: ["tags"],
  narrow: ["name"],
  indexes: [["name"], ["size", "any"], ["when"], ["deep.er"], ["deep.still.on", "_id"]],
};

/** Park and Miller's generator: the same things in every run. */
function createRandom(seed: number) {
  let state = seed;
  const below = (n: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  };
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}

type Random = ReturnType<typeof createRandom>;

const texts = ["", "a", "b", "ab", "1", "true", "{}", "[1]", "ä", "🎵"];
const sizes = [-1, 0, 1, 1.5, 2, 10];
const dates = [0, 1, 1e12, 1.1e12].map((ms) => new Date(ms));
const mixed: readonly Scalar[] = [null, true, false, ...sizes, ...texts];

function aThing(random: Random, n: number): Thing {
  const doc: Thing = { _id: `t${n}` };
  if (random.below(5) > 0) doc["name"] = random.pick([null, ...texts]);
  if (random.below(5) > 0) doc["size"] = random.pick([null, ...sizes]);
  if (random.below(5) > 0) doc["any"] = random.pick([{ in: 1 }, ...mixed]);
  if (random.below(5) > 0) doc["when"] = random.pick([null, ...dates]);
  if (random.below(5) > 0) doc["tags"] = Array.from({ length: random.below(4) }, () => random.pick(mixed));
  if (random.below(5) > 0)
    doc["deep"] = random.below(3) > 0 ? { er: random.pick(mixed), still: { on: random.pick(sizes) } } : {};
  return doc;
}

function aFilter(random: Random, depth = 0): Filter<Thing> {
  const filter: Record<string, unknown> = {};
  for (let i = 0; i <= random.below(2); i++) {
    if (depth < 2 && random.below(6) === 0) {
      filter[random.pick(["$or", "$and"])] = Array.from({ length: 1 + random.below(3) }, () =>
        aFilter(random, depth + 1),
      );
    } else {
      const path = random.pick(["_id", "name", "size", "any", "when", "tags", "deep.er", "deep.still.on", "none"]);
      filter[path] = aCondition(random, path);
    }
  }
  return filter as Filter<Thing>;
}

function aCondition(random: Random, path: string): unknown {
  const values: readonly Scalar[] =
    path === "when" ? [null, ...dates] : path === "_id" ? ["t1", "t2", "t30", "x"] : mixed;
  const ranged = values.filter((value) => value !== null && typeof value !== "boolean");
  const list = () => Array.from({ length: random.below(4) }, () => random.pick(values));
  switch (random.below(path === "tags" ? 7 : 6)) {
    case 0:
      return random.pick(values);
    case 1:
      return { $ne: random.pick(values) };
    case 2:
      return { [random.pick(["$gt", "$gte", "$lt", "$lte"])]: random.pick(ranged) };
    case 3:
      return { $in: list() };
    case 4:
      return { $nin: list() };
    case 5:
      return { $exists: random.below(2) === 0 };
    default:
      return { $all: list() };
  }
}

function anUpdate(random: Random): Update<Thing> {
  const operators: Record<string, Record<string, unknown>> = {};
  const add = (operator: string, path: string, value: unknown) => {
    operators[operator] = { ...operators[operator], [path]: value };
  };
  if (random.below(2)) add("$set", "name", random.pick([null, ...texts]));
  if (random.below(2)) add(random.pick(["$min", "$max"]), "size", random.pick(sizes));
  if (random.below(2)) add(random.pick(["$min", "$max", "$set"]), "when", random.pick(dates));
  if (random.below(2)) add(random.pick(["$addToSet", "$push"]), "tags", random.pick(mixed));
  if (!("$addToSet" in operators || "$push" in operators))
    add("$pullAll", "tags", [random.pick(mixed), random.pick(mixed)]);
  if (random.below(3) === 0) add(random.pick(["$set", "$unset"]), random.pick(["any", "none.deep"]), true);
  const deep = random.below(3);
  if (deep === 0) add("$unset", random.pick(["deep", "deep.er", "deep.still"]), true);
  if (deep === 1) add("$set", "deep", random.pick([{}, { er: random.pick(mixed) }, null]));
  if (random.below(3) === 0) add("$inc", "count.of", random.pick(sizes));
  if (Object.keys(operators).length === 0) add("$set", "any", 1);
  return operators as Update<Thing>;
}

/** Whole members, which the engine sets by itself where they are set for many, and now and then a part of one. */
function aSetting(random: Random): Update<Thing> {
  const all: [path: string, value: unknown][] = [
    ["name", random.pick([null, ...texts])],
    ["size", random.pick([null, ...sizes])],
    ["any", random.pick([{ in: [1, { of: "é" }] }, [], ...mixed])],
    ["when", random.pick([null, ...dates])],
    ["tags", [random.pick(mixed), random.pick(mixed)]],
    ["deep", random.pick([{}, null, { er: random.pick(mixed), still: { on: random.pick(sizes) } }])],
    ["fresh", random.pick(mixed)],
    ["none.deep", random.pick(mixed)],
    ["unsaid", undefined],
  ];
  const some = all.filter(() => random.below(3) === 0);
  return { $set: Object.fromEntries(some.some(([, value]) => value !== undefined) ? some : [["any", 1]]) };
}

/** Its $addToSet does nothing when the list holds anything twice, which MongoDB does not mind. */
function oracleErrs(doc: Thing, update: Update<Thing>): boolean {
  const tags = doc["tags"];
  return "$addToSet" in update && Array.isArray(tags) && new Set(tags).size < tags.length;
}

describe("SQLite beside an independent reading of MongoDB's language", () => {
  const random = createRandom(20_261_124);
  const things = Array.from({ length: 60 }, (_, n) => aThing(random, n));
  let docs: Docs<Thing>;
  let connection: Connection;

  before(async () => {
    connection = await connect(":memory:", [spec]);
    docs = createSqliteDocs<Thing>(connection, spec);
    await docs.insertMany(things);
  });
  after(() => connection.close());

  it("finds the same for 1,500 random questions", async () => {
    for (let n = 0; n < 1500; n++) {
      const filter = aFilter(random);
      const found = (await docs.find(filter).sort({ _id: 1 }).toArray()).map((doc) => doc._id);
      const query = new Query(filter as never);
      const expected = things
        .filter((doc) => query.test(doc))
        .map((doc) => doc._id)
        .sort();
      expect(found, JSON.stringify(filter)).to.deep.equal(expected);
    }
  });

  it("changes the same by 800 random updates", async () => {
    let compared = 0;
    for (let n = 0; n < 800; n++) {
      const before = aThing(random, 1000 + n);
      const update = anUpdate(random);
      if (oracleErrs(before, update)) continue;
      compared += 1;
      const expected = structuredClone(before);
      mingoUpdate(expected, update as never);
      await docs.insertOne(before);
      await docs.updateOne({ _id: before._id }, update);
      expect(await docs.findOne({ _id: before._id }), JSON.stringify([before, update])).to.deep.equal(expected);
    }
    expect(compared).to.be.greaterThan(700);
    expect(strayColumns(connection, [spec])).to.deep.equal([]);
  });

  it("sets the same for many at once by 300 random updates", async () => {
    const few = await connect(":memory:", [spec]);
    const settable = createSqliteDocs<Thing>(few, spec);
    await settable.insertMany(things);
    const before = await settable.find({}).sort({ _id: 1 }).toArray();
    let matched = 0;
    for (let n = 0; n < 300; n++) {
      const filter = aFilter(random);
      const update = aSetting(random);
      const query = new Query(filter as never);
      const meant = before.filter((doc) => query.test(doc));
      for (const doc of meant) mingoUpdate(doc, structuredClone(update) as never);
      matched += meant.length;
      expect(await settable.updateMany(filter, update), JSON.stringify(filter)).to.equal(meant.length);
      const found = await settable.find({}).sort({ _id: 1 }).toArray();
      expect(found, JSON.stringify([filter, update])).to.deep.equal(before);
    }
    expect(matched).to.be.greaterThan(3000);
    expect(strayColumns(few, [spec])).to.deep.equal([]);
    await few.close();
  });
});
