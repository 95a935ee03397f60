import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { openStore } from "../../src/store/open.ts";
import { openDatabase } from "../../src/store/sqlite/driver.ts";
import { aComment } from "../helpers/comment.ts";

const refused = fileURLToPath(new URL("refused.ts", import.meta.url));
const writer = fileURLToPath(new URL("writer.ts", import.meta.url));

describe("a store in a file, written by other processes", () => {
  let folder: string;
  let file: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    file = join(folder, "store.db");
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  function write(prefix: string, count: number) {
    const child = spawn(process.execPath, ["--import", "tsx", writer, `sqlite:${file}`, prefix, String(count)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout }), exit: once(child, "exit") };
  }

  it("has all that was acknowledged after five kills", async () => {
    const told: string[] = [];
    for (let round = 0; round < 5; round++) {
      const { child, lines, exit } = write(`r${round}`, 1_000_000);
      const enough = told.length + 40 + round * 37;
      lines.on("line", (id) => {
        told.push(id);
        if (told.length === enough) child.kill("SIGKILL");
      });
      const closed = once(lines, "close");
      expect((await exit)[1]).to.equal("SIGKILL");
      await closed;
      const store = await openStore(`sqlite:${file}`);
      const stored = new Set((await store.docs.comments.find({}).toArray()).map((comment) => comment._id));
      await store.close();
      expect(told.filter((id) => !stored.has(id))).to.deep.equal([]);
    }
    const db = await openDatabase(file);
    expect(db.prepare("PRAGMA integrity_check").get()).to.deep.include({ integrity_check: "ok" });
    db.close();
  }).timeout(60_000);

  it("ends its process where the disk refuses a flush, and the next one flushes anew what there is", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", refused, `sqlite:${file}`, "7"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    const [told, said] = [text(child.stdout), text(child.stderr)];
    expect((await once(child, "exit"))[1]).to.equal("SIGKILL");
    expect(await said).to.contain("lies on a disk that does not answer");
    const ids = (await told).trim().split("\n");
    expect(ids.length).to.be.within(1, 6);
    const next = await openStore(`sqlite:${file}`);
    // Without its log, the file has all: it is not left to a log that the disk may not have.
    await copyFile(file, join(folder, "alone.db"));
    const alone = await openDatabase(join(folder, "alone.db"));
    const stored = alone
      .prepare("SELECT _id FROM comments")
      .all()
      .map(({ _id }) => String(_id));
    alone.close();
    expect(stored).to.include.members(ids);
    await next.repos.comments.add(aComment({ _id: "later", number: 99 }));
    await next.close();
  }).timeout(60_000);

  it("takes the writes of two processes, with numbers that are never the same", async () => {
    const [one, two] = [write("a", 150), write("b", 150)];
    expect(await Promise.all([one.exit, two.exit])).to.deep.equal([
      [0, null],
      [0, null],
    ]);
    const store = await openStore(`sqlite:${file}`);
    const comments = await store.docs.comments.find({}).toArray();
    expect(comments).to.have.lengthOf(300);
    expect(new Set(comments.map((comment) => comment.number)).size).to.equal(300);
    await store.close();
  });
});
