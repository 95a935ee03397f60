import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import { restore } from "../../src/store/backup.ts";
import { hashContent } from "../../src/store/content-hash.ts";
import { lastingCollections } from "../../src/store/copy.ts";
import { copiedOf } from "../../src/store/mirror.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { bringUp } from "../../src/store/upgrades/bring-up.ts";
import { createTestClock } from "../helpers/clock.ts";
import { aComment } from "../helpers/comment.ts";
import { aSite } from "../helpers/thread.ts";

const mover = fileURLToPath(new URL("mover.ts", import.meta.url));
const comments = 6_000;
const never = new Date(0);
const nothing = () => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What a store holds, by collection. */
async function contents(store: Pick<Store, "docs">): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const docs of lastingCollections(store.docs))
    all[docs.spec.name] = (await hashContent(docs, copiedOf(docs, never))).hash;
  return all;
}

/** Whether a node would start on a store. */
async function starts(store: Store): Promise<boolean> {
  const clock = createTestClock();
  const problem = await bringUp(store, { program: "1", by: "me", clock, log }).catch((error: unknown) => error);
  return !isProblem(problem);
}

describe("a store that is moved by a process which is killed", function () {
  this.timeout(180_000);
  let folder: string;
  let full: string;
  let expected: Record<string, string>;
  const children: ChildProcess[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-kill-"));
    full = join(folder, "full.db");
    const store = await openStore(`sqlite:${full}`);
    await store.repos.sites.add(aSite());
    for (let i = 0; i < comments; i += 500)
      await store.docs.comments.insertMany(
        Array.from({ length: 500 }, (_, k) => aComment({ _id: `c${String(i + k).padStart(5, "0")}`, number: i + k })),
      );
    await bringUp(store, { program: "1", by: "me", clock: createTestClock(), log });
    expected = await contents(store);
    await store.backup(join(folder, "backup.db"));
    await store.close();
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a move as a process of its own; kills it where it says so often that it is at it, and some milliseconds later. */
  async function move(args: string[], kill: { steps: number; ms: number } | null): Promise<string> {
    const child = spawn(process.execPath, ["--import", "tsx", mover, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk;
      if (kill && said.split("\n").length > kill.steps) void pause(kill.ms).then(() => child.kill("SIGKILL"));
    });
    await once(child, "close");
    return said;
  }

  const points = [
    { steps: 1, ms: 0 },
    { steps: 2, ms: 15 },
    { steps: 4, ms: 5 },
    { steps: 7, ms: 0 },
  ];

  for (const [i, kill] of points.entries()) {
    it(`restores none by halves (${kill.steps} steps, ${kill.ms} ms)`, async () => {
      const target = `sqlite:${folder}/restored-${i}.db`;
      const said = await move(["restore", target, join(folder, "backup.db")], kill);
      expect(said).to.not.contain("done");
      const cut = await openStore(target);
      try {
        expect(await starts(cut), "a node refuses it").to.equal(false);
        await restore(cut, join(folder, "backup.db"));
        expect(await contents(cut)).to.deep.equal(expected);
        expect(await starts(cut)).to.equal(true);
      } finally {
        await cut.close();
      }
    });

    it(`migrates none by halves, and goes on where it was (${kill.steps} steps, ${kill.ms} ms)`, async () => {
      const target = `sqlite:${folder}/migrated-${i}.db`;
      const said = await move(["migrate", target, `sqlite:${full}`], kill);
      expect(said).to.not.contain("done");
      const cut = await openStore(target);
      expect(await starts(cut), "a node refuses it").to.equal(false);
      const before = await cut.docs.comments.countDocuments({});
      await cut.close();
      expect(before).to.be.greaterThan(0).and.lessThan(comments);
      const again = await move(["migrate", target, `sqlite:${full}`], null);
      expect(again).to.contain("done");
      expect(Number(/comments (\d+)/.exec(again)?.[1]), "not from the start").to.be.greaterThan(500);
      const whole = await openStore(target);
      expect(await contents(whole)).to.deep.equal(expected);
      expect(await starts(whole)).to.equal(true);
      await whole.close();
    });
  }

  it("leaves no backup by halves, wherever it is killed", async () => {
    const shelf = join(folder, "shelf");
    for (const ms of [0, 20, 60, 120, 200]) {
      // A copy that is one whole file: what was written last may still lie beside the store itself.
      await copyFile(join(folder, "backup.db"), join(folder, "node.db"));
      await move(["backup", `sqlite:${join(folder, "node.db")}`, shelf], { steps: 1, ms });
      const names = await readdir(shelf).catch(() => []);
      for (const name of names.filter((one) => one.endsWith(".db"))) {
        const store = await openStore("sqlite::memory:");
        await restore(store, join(shelf, name));
        expect(await store.docs.comments.countDocuments({})).to.equal(comments);
        await store.close();
      }
    }
    await move(["backup", `sqlite:${join(folder, "node.db")}`, shelf], null);
    const names = await readdir(shelf);
    expect(names.filter((name) => name.endsWith(".part"))).to.deep.equal([]);
    expect(names.filter((name) => name.endsWith(".db"))).to.not.deep.equal([]);
  });

  it("upgrades to the end after kills in the middle, and no step that was done is lost", async () => {
    const file = join(folder, "old.db");
    const store = await openStore(`sqlite:${file}`);
    await store.repos.sites.add(aSite());
    for (let i = 0; i < 60; i++) await store.repos.comments.add(aComment({ _id: `c${i}`, number: i }));
    await store.close();
    for (const steps of [1, 2, 3]) await move(["upgrade", `sqlite:${file}`, ""], { steps, ms: 3 });
    const said = await move(["upgrade", `sqlite:${file}`, ""], null);
    expect(said).to.contain("done");
    const whole = await openStore(`sqlite:${file}`);
    expect(await whole.docs.comments.countDocuments({ renderer: 300 })).to.equal(60);
    await whole.close();
  });
});
