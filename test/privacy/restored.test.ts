import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { restore } from "../../src/store/backup.ts";
import { readErasures } from "../../src/store/backups/erasure-list.ts";
import { createBackupShelf } from "../../src/store/backups/shelf.ts";
import { linesOf } from "../../src/store/copy.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createEraseAgain } from "../../src/usecases/keep/erase-again.ts";
import { createDecide } from "../../src/usecases/moderate/decide.ts";
import { createEraseCommenter } from "../../src/usecases/moderate/erase-commenter.ts";
import { createFindCommenter } from "../../src/usecases/moderate/find-commenter.ts";
import { createForgetActor, erasedActor } from "../../src/usecases/receive/forget-actor.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { aComment, remoteActor } from "../helpers/comment.ts";
import { settle, startNode } from "../helpers/composed-node.ts";
import { type LivedIn, startLivedIn } from "../helpers/lived-in.ts";

const erased = /\b(?:anna|carl|bea)\b|words from elsewhere|unwanted thing/i;

describe("what was erased", () => {
  let folder: string;
  let clock: TestClock;
  let lived: LivedIn;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-erased-"));
    clock = createTestClock();
    const store = `sqlite:${join(folder, "node.db")}`;
    lived = await startLivedIn(clock, {
      ANTIPHON_STORE: store,
      ANTIPHON_SECRET: "a".repeat(40),
      ANTIPHON_BACKUP_DIR: join(folder, "backups"),
    });
  });
  afterEach(async () => {
    await lived?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Where anything of those who were erased stands; rules and what a gone account reported are the owner's own. */
  async function traces({ docs }: Pick<Store, "docs">): Promise<string[]> {
    const found = new Set<string>();
    for await (const { collection, doc } of linesOf(docs))
      if (collection !== "blocks" && erased.test(JSON.stringify(doc))) found.add(collection);
    return [...found].filter((name) => name !== "audit" && name !== "cases").sort();
  }

  it("is erased again after the restore of an older backup, before anybody is answered", async () => {
    const { node, bea, far, tell } = lived;
    const backup = join(folder, "backup.db");
    await node.store.backup(backup);
    const { world } = node;
    const unwanted = (await world.comments.inOrder("", 50)).find(({ source }) => source.text.includes("unwanted"));
    await createDecide(world)(unwanted?._id ?? "", "delete", owner);
    const anna = await createFindCommenter(world, null)("anna@mailbox.example");
    await createEraseCommenter(world)(anna, owner);
    far.bury(bea.id);
    await tell({ id: `${bea.id}#delete`, type: "Delete", object: bea.id });
    await settle(node);

    // The list outlasts the restore: the older file knows nothing of it.
    await restore(node.store, backup, { force: true });
    expect(await traces(node.store)).to.include.members(["comments", "followers"]);
    expect((await world.erasures.due(50)).length).to.be.greaterThan(3);
    await node.close();

    const again = await startAgain();
    try {
      expect((await again.world.erasures.due(50)).length).to.equal(0);
      await settle(again);
      clock.advance(15 * 86_400_000);
      await again.sweep();
      expect(await traces(again.store)).to.deep.equal([]);
      const acts = JSON.stringify((await again.world.audit.list({}, { limit: 100 })).items.map(({ label }) => label));
      expect(acts).to.not.match(/by (Anna|Carl)/);
    } finally {
      await again.close();
    }
  });

  it("is erased again as well where the store was lost, by the list that lies beside the backups", async () => {
    const { node } = lived;
    await settle(node);
    const kept = join(folder, "backups");
    clock.advance(1000);
    const { name: backup } = await createBackupShelf(node.store, kept).make(clock.now());
    const { world } = node;
    const unwanted = (await world.comments.inOrder("", 50)).find(({ source }) => source.text.includes("unwanted"));
    await createDecide(world)(unwanted?._id ?? "", "delete", owner);
    await createEraseCommenter(world)(await createFindCommenter(world, null)("anna@mailbox.example"), owner);
    await settle(node);
    await node.close();
    const list = await readFile(join(kept, "erasures.jsonl"), "utf8");
    expect(list.trim().split("\n").length).to.be.greaterThan(1);
    expect(list, "names nobody").to.not.match(/anna|carl|bea|example/i);

    for (const name of await readdir(folder)) if (name !== "backups") await rm(join(folder, name));
    const fresh = await openStore(`sqlite:${join(folder, "node.db")}`);
    await restore(fresh, join(kept, backup), { erased: await readErasures(join(kept, "erasures.jsonl")) });
    expect(await traces(fresh)).to.include("comments");
    await fresh.close();
    const again = await startAgain();
    try {
      await settle(again);
      clock.advance(15 * 86_400_000);
      await again.sweep();
      const left: string[] = [];
      for await (const { collection, doc } of linesOf(again.store.docs))
        if (/anna\b|unwanted thing/i.test(JSON.stringify(doc)) && !["audit", "cases", "blocks"].includes(collection))
          left.push(collection);
      expect(left).to.deep.equal([]);
    } finally {
      await again.close();
    }
  }).timeout(60_000);

  it("does not take what somebody said who came back, though they were forgotten before", async () => {
    const { world } = lived.node;
    const author = { ...remoteActor("back.example"), url: "https://back.example/@ada" };
    const put = (_id: string, number: number) =>
      world.comments.add(aComment({ _id, number, author, createdAt: clock.now(), origin: "fediverse" }));
    await put("before", 9001);
    const early = join(folder, "early.db");
    clock.advance(1000);
    await createForgetActor(world)(author.id);
    await lived.node.store.backup(early);
    clock.advance(1000);
    await put("between", 9002);
    clock.advance(1000);
    await createForgetActor(world)(author.id);
    const last = clock.now();
    clock.advance(1000);
    await put("after", 9003);
    const late = join(folder, "late.db");
    await lived.node.store.backup(late);

    await restore(lived.node.store, late, { force: true });
    await createEraseAgain(world)();
    const states = async (...ids: string[]) => (await world.comments.among(ids)).map(({ state }) => state);
    expect(await states("before", "between", "after")).to.deep.equal(["removed", "removed", "published"]);
    await restore(lived.node.store, early, { force: true });
    expect(await world.erasures.dueSince(erasedActor(world, author.id)), "an older file knows less").to.deep.equal(
      last,
    );
  });

  function startAgain() {
    return startNode(clock, {
      ANTIPHON_STORE: `sqlite:${join(folder, "node.db")}`,
      ANTIPHON_SECRET: "a".repeat(40),
      ANTIPHON_URL: lived.node.url,
      ANTIPHON_SITE: new URL("/", lived.page).href,
    });
  }
});
