import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { MongoClient } from "mongodb";
import { hashContent } from "../../src/store/content-hash.ts";
import { lastingCollections } from "../../src/store/copy.ts";
import { migrate } from "../../src/store/migrate.ts";
import { copiedOf } from "../../src/store/mirror.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aComment } from "../helpers/comment.ts";
import { aSite, aThread } from "../helpers/thread.ts";

const mover = fileURLToPath(new URL("mover.ts", import.meta.url));
const uri = process.env["TEST_MONGODB_URI"];
const comments = 1_700;
const now = () => new Date("2026-11-20T12:00:00Z");

/** Numbers that look random and are the same each time. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const texts = ["", "plain", "ü “” 🙂", '"quoted\\"', "line\nline", "x".repeat(3000)];

/** Documents of many shapes: texts of all kinds, numbers, lists, members inside members, dates, nothing. */
async function fill(store: Store, seed: number): Promise<void> {
  const dice = createDice(seed);
  const text = () => texts[dice(texts.length)] as string;
  await store.repos.sites.add(aSite());
  await store.repos.threads.add(aThread());
  for (let i = 0; i < comments; i += 100)
    await store.docs.comments.insertMany(
      Array.from({ length: 100 }, (_, k) =>
        aComment({
          _id: `${["ä", "Z", "a", "~", "🙂"][dice(5)]}${i + k}`,
          number: i + k,
          editedAt: dice(2) === 0 ? null : new Date(dice(2 ** 31) * 1000),
          source: { type: "text/markdown", text: text() },
          path: Array.from({ length: dice(4) }, (_, n) => `p${n}`),
        }),
      ),
    );
  for (let i = 0; i < 60; i++)
    await store.repos.settings.set(
      `name ${i}`,
      [null, 1.5, -3, 2 ** 40, text(), { deep: [text(), { x: true }] }][dice(6)],
    );
}

async function contents({ docs }: Pick<Store, "docs">): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const one of lastingCollections(docs)) all[one.spec.name] = await hashContent(one, copiedOf(one, new Date(0)));
  return all;
}

describe("a store that is moved there and back", function () {
  this.timeout(180_000);
  let folder: string;
  let full: Store;
  const opened: Store[] = [];
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    full = await open(`sqlite:${folder}/full.db`);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    for (const store of opened.splice(0)) await store.close();
    await rm(folder, { recursive: true });
  });

  async function open(address: string): Promise<Store> {
    const store = await openStore(address);
    opened.push(store);
    return store;
  }

  /** Begins as a process of its own, which is killed in the middle of the comments. */
  async function cutOff(target: string): Promise<void> {
    const args = ["--import", "tsx", mover, "migrate", target, `sqlite:${folder}/full.db`];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.includes("comments 500")) child.kill("SIGKILL");
    });
    await once(child, "close");
  }

  /** There in two goes, the first of them killed, with changes in between; and back. */
  async function holds(target: string, seed: number): Promise<void> {
    await fill(full, seed);
    await cutOff(target);
    const there = await open(target);
    const [first] = await full.docs.comments.find({}).sort({ _id: 1 }).limit(1).toArray();
    await full.docs.comments.deleteOne({ _id: first?._id ?? "" });
    await full.docs.comments.insertOne(aComment({ _id: "0 new" }));
    const outcome = await migrate(full, there, { now }).catch(({ message }: Error) => message);
    expect(outcome, "what changed before the place where it went on").to.match(
      /^After the copy the stores differ in com/,
    );
    await migrate(full, there, { now });
    expect(await contents(there)).to.deep.equal(await contents(full));
    const back = await open(`sqlite:${folder}/back.db`);
    await migrate(there, back, { now });
    expect(await contents(back)).to.deep.equal(await contents(full));
    const known = await there.docs.comments.findOne({ _id: "0 new" });
    await there.docs.comments.updateOne({ _id: "0 new" }, { $set: { number: (known?.number ?? 0) + 1 } });
    expect(await contents(there), "a hash that tells one number from the next").to.not.deep.equal(await contents(full));
  }

  for (const seed of [1, 2])
    it(`is the same on another file (${seed})`, () => holds(`sqlite:${folder}/there.db`, seed));

  it("is the same on MongoDB", async function () {
    if (!uri) {
      console.log("SKIPPED: migration to MongoDB and back (TEST_MONGODB_URI is not set)");
      return this.skip();
    }
    const [, base = uri, query = ""] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(uri) ?? [];
    const address = `${base}/antiphon_test_${randomBytes(6).toString("hex")}${query}`;
    try {
      await holds(address, 3);
    } finally {
      const client = new MongoClient(address);
      await client.db().dropDatabase();
      await client.close();
    }
  });
});
