import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createErasureList, readErasures } from "../../../src/store/backups/erasure-list.ts";
import { openStore } from "../../../src/store/open.ts";
import { createTestClock } from "../../helpers/clock.ts";

const early = new Date("2026-11-01T12:00:00Z");
const late = new Date("2026-11-02T12:00:00Z");

describe("the list of erasures beside backups", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    file = join(folder, "erasures.jsonl");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("says last what happened last, and is private", async () => {
    const list = createErasureList(folder);
    await list.noted("a", early);
    await list.noted("b", early);
    await list.lifted("b", late);
    await list.noted("a", late);
    expect([...(await readErasures(file))]).to.deep.equal([
      ["a", { at: late, back: false }],
      ["b", { at: late, back: true }],
    ]);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  it("survives a line that a crash cut off", async () => {
    const list = createErasureList(folder);
    await list.noted("a", early);
    await appendFile(file, '\n{"id":"half","a');
    await list.noted("c", late);
    expect([...(await readErasures(file)).keys()]).to.deep.equal(["a", "c"]);
  });

  it("is empty where there is none", async () => {
    expect((await readErasures(join(folder, "none"))).size).to.equal(0);
  });

  it("is written with each erasure of a store, and keeps nothing from being erased", async () => {
    const clock = createTestClock();
    const store = await openStore("sqlite::memory:", { clock, erasureCopy: createErasureList(folder) });
    await store.repos.erasures.note("x");
    await store.repos.erasures.lift("x");
    await store.repos.erasures.lift("never erased");
    expect((await readFile(file, "utf8")).trim().split("\n")).to.have.length(2);
    await store.close();
    const fails = () => Promise.reject(new Error("full"));
    const other = await openStore("sqlite::memory:", { clock, erasureCopy: { noted: fails, lifted: fails } });
    await other.repos.erasures.note("x");
    expect(await other.docs.erasures.countDocuments({})).to.equal(1);
    await other.close();
  });
});
