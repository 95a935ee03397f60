import { expect } from "chai";
import type { Comment } from "../../src/domain/comment.ts";
import { collectionSpecs } from "../../src/store/collection-specs.ts";
import type { StoredJob } from "../../src/store/documents.ts";
import type { CollectionSpec, Docs, Filter, Sort, Update } from "../../src/store/port.ts";
import type { Connection } from "../../src/store/sqlite/connection.ts";
import { createSqliteDocs } from "../../src/store/sqlite/docs.ts";
import { compileFilter } from "../../src/store/sqlite/filter.ts";
import { columnsOf } from "../../src/store/sqlite/layout.ts";
import { connect } from "../../src/store/sqlite/open.ts";
import { describeTable } from "../../src/store/sqlite/table.ts";
import { aComment } from "../helpers/comment.ts";

const spec = collectionSpecs.find(({ name }) => name === "comments") as CollectionSpec;

describe("what the embedded store does for a comment", () => {
  let connection: Connection;
  let comments: Docs<Comment>;
  let asked: string[];
  let written: string[];

  beforeEach(async () => {
    connection = await connect(":memory:", [spec]);
    [asked, written] = [[], []];
    comments = createSqliteDocs<Comment>(
      {
        ...connection,
        all(sql, values) {
          if (sql.startsWith("SELECT")) asked.push(sql);
          return connection.all(sql, values);
        },
        run(sql, values) {
          written.push(sql);
          return connection.run(sql, values);
        },
      },
      spec,
    );
    await comments.insertOne(aComment({ _id: "c", hiddenBy: "a rule", hiddenSince: new Date(0) }));
    written = [];
  });
  afterEach(() => connection.close());

  /** How many indexes the engine writes to, going by its own program for a statement. */
  function indexesOf(sql: string): number {
    return connection.all(`EXPLAIN ${sql}`, []).filter(({ opcode }) => opcode === "IdxInsert").length;
  }

  const changes: [title: string, update: Update<Comment>, indexes: number][] = [
    ["no index for what has none", { $set: { html: "<p>new</p>" as Comment["html"] }, $inc: { "counts.likes": 1 } }, 0],
    ["no index for what becomes what it was", { $set: { state: "published", lang: "fr" } }, 0],
    ["one index for what has one", { $set: { renderer: 99 } }, 1],
    ["each index of what several know", { $set: { hiddenBy: null, hiddenSince: null } }, 4],
  ];
  for (const [title, update, indexes] of changes) {
    it(`writes ${title}`, async () => {
      await comments.updateOne({ _id: "c" }, update);
      expect(written.map(indexesOf)).to.deep.equal([indexes]);
    });
  }

  it("writes nothing where nothing changes", async () => {
    expect(await comments.updateOne({ _id: "c" }, { $set: { state: "published" } })).to.equal(1);
    expect(written).to.deep.equal([]);
  });

  it("binds no bare number of rows, for which a statement would be prepared anew each time", async () => {
    await comments.find({ thread: "t" }).sort({ createdAt: 1 }).skip(3).limit(2).toArray();
    expect(asked.at(-1)).to.match(/ LIMIT \? \+ 0 OFFSET \?$/);
  });

  const questions: [filter: Filter<Comment>, sort: Sort, index: string][] = [
    [{ "author.id": "x" }, { createdAt: -1 }, "author_id_createdAt"],
    [{ "author.id": { $in: ["x", "y"] } }, { _id: 1 }, "author_id_"],
    [{ "author.id": "x", state: "held" }, { createdAt: 1 }, "author_id_createdAt"],
    [{ "author.id": { $in: ["x", "y"] }, site: "s", hiddenBy: null }, { _id: 1 }, "author_id_createdAt"],
    [
      { "author.id": "x", createdAt: { $gte: new Date(0) }, $or: [{ said: 1 }], thread: "t", parent: null },
      { createdAt: -1 },
      "author_id_createdAt_said_remote_url (author.id=? AND createdAt>?)",
    ],
    [{ "author.hash": "x", state: "held" }, { createdAt: 1 }, "author_hash_state_createdAt"],
    [{ "author.hash": { $gte: "x", $lt: "y" } }, { _id: 1 }, "author_hash_"],
    [{ host: null }, { _id: 1 }, "host_"],
    [{ heldSince: { $lte: new Date(0) } }, { heldSince: 1 }, "heldSince"],
    [
      { thread: "t", state: "published", hiddenBy: null },
      { createdAt: 1, number: 1 },
      "thread_state_hiddenBy_createdAt",
    ],
  ];
  for (const [filter, sort, index] of questions) {
    it(`goes by the index ${index}… for ${JSON.stringify(filter)}`, async () => {
      await comments.find(filter).sort(sort).toArray();
      const plan = connection.all(`EXPLAIN QUERY PLAN ${asked.at(-1)}`, []).map(({ detail }) => detail);
      expect(plan.join("; ")).to.contain(`INDEX comments_by_${index}`);
    });
  }
});

describe("what the embedded store does for documents that are named", () => {
  const jobs = collectionSpecs.find(({ name }) => name === "jobs") as CollectionSpec;
  const many = Array.from({ length: 99 }, (_, i) => `j${i}`);
  const filters: Filter<StoredJob>[] = [
    { _id: { $in: many }, failed: null, dueAt: { $lte: new Date(0) } },
    { _id: { $in: many }, leaseBy: "somebody" },
    { _id: "j1", $or: [{ leaseBy: "somebody" }, { turn: "x" }] },
  ];
  for (const filter of filters) {
    const { _id, ...rest } = filter;
    it(`goes by their ids, whatever else is asked: ${JSON.stringify(rest)}`, async () => {
      const connection = await connect(":memory:", [jobs]);
      const { text } = compileFilter(describeTable(jobs, columnsOf(jobs)), filter);
      for (const doing of ["SELECT doc", "DELETE"]) {
        const plan = connection.all(`EXPLAIN QUERY PLAN ${doing} FROM jobs WHERE ${text}`, []);
        expect(plan[0]?.["detail"]).to.equal("SEARCH jobs USING INDEX sqlite_autoindex_jobs_1 (_id=?)");
      }
      await connection.close();
    });
  }
});
