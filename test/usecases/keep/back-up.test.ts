import { expect } from "chai";
import type { BackupPlan, BackupShelf, KeptBackup } from "../../../src/domain/backup.ts";
import type { World } from "../../../src/domain/ports.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { createBackUp, readBackups } from "../../../src/usecases/keep/back-up.ts";
import { createSweepUpgraded } from "../../../src/usecases/keep/sweep-upgraded.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { problemOf } from "../../helpers/problem.ts";
import { withWorld } from "../../helpers/with-world.ts";

const day = 86_400_000;
const plan: BackupPlan = { everyMs: day, keep: { h: 0, d: 2, w: 0, m: 0, y: 0 } };

describe("backups by the node itself", () => {
  let world: World;
  let clock: TestClock;
  let kept: KeptBackup[];
  let fails: Problem | null;
  let said: string[];
  let atOnce: number;
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
    kept = [];
    fails = null;
    said = [];
    atOnce = 0;
  });

  const shelf: BackupShelf = {
    folder: "/backups",
    list: async () => [...kept],
    async make(at) {
      expect(++atOnce, "one at a time").to.equal(1);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce--;
      if (fails) throw fails;
      const backup = { name: `b${at.toISOString()}`, at, version: 1, bytes: 10 };
      kept.unshift(backup);
      return { ...backup, documents: 3 };
    },
    async remove({ name }) {
      kept = kept.filter((one) => one.name !== name);
    },
    noteErasures: async () => undefined,
  };

  const backUp = () => createBackUp(world, { shelf, plan, tell: async (sentence) => void said.push(sentence) });

  async function round(node: ReturnType<typeof backUp>): Promise<void> {
    await node.sweep();
    await node.idle();
  }

  it("makes the first at once, and then one each day, and keeps as many as is said", async () => {
    const node = backUp();
    await round(node);
    await round(node);
    expect(kept).to.have.length(1);
    for (let i = 0; i < 4; i++) {
      clock.advance(day);
      await round(node);
    }
    expect(kept.map(({ at }) => at)).to.deep.equal([clock.now(), new Date(clock.now().getTime() - day)]);
    const { last, fault } = await readBackups(world);
    expect([last?.at, last?.documents, fault]).to.deep.equal([clock.now().toISOString(), 3, null]);
  });

  it("goes by what was made before a restart", async () => {
    await round(backUp());
    clock.advance(day / 2);
    await round(backUp());
    expect(kept).to.have.length(1);
  });

  it("is done by one node of several", async () => {
    const [one, other] = [backUp(), backUp()];
    await Promise.all([round(one), round(other)]);
    expect(kept).to.have.length(1);
  });

  it("is taken over from a node that died in the middle, after three minutes", async () => {
    const now = clock.now();
    await world.leases.take("backup", "dead", now, new Date(now.getTime() + 180_000));
    await round(backUp());
    expect(kept).to.have.length(0);
    clock.advance(180_000);
    await round(backUp());
    expect(kept).to.have.length(1);
  });

  it("takes no old one away while no new one can be made, tells the owner once, and of its end, and tries again each hour", async () => {
    const node = backUp();
    await round(node);
    clock.advance(day);
    await round(node);
    const before = [...kept];
    fails = new Problem("busy", "The disk of /backups is full: no backup could be written. Make room there.");
    for (let hours = 0; hours < 5; hours++) {
      clock.advance(hours === 0 ? day : 3_600_000);
      await round(node);
    }
    expect(kept).to.deep.equal(before);
    expect(said).to.deep.equal([`No backup could be made. ${fails.message}`]);
    const { fault, last } = await readBackups(world);
    expect(last?.name).to.equal(before[0]?.name);
    expect(Date.parse(fault?.at ?? "") - Date.parse(fault?.since ?? "")).to.equal(4 * 3_600_000);
    fails = null;
    clock.advance(3_600_000);
    await round(node);
    expect((await readBackups(world)).fault).to.equal(null);
    expect(said.splice(1)).to.deep.equal(["Backups are made again."]);
    expect(kept[0]?.at).to.deep.equal(clock.now());
    fails = new Problem("busy", "Again.");
    clock.advance(day);
    await round(node);
    expect(said).to.have.length(2);
  });

  it("can be asked for at any time, and says where another process is at it", async () => {
    const node = backUp();
    await node.now();
    clock.advance(60_000);
    await node.now();
    expect(
      kept.map(({ at }) => at),
      "the newest of the day",
    ).to.deep.equal([clock.now()]);
    await world.leases.take("backup", "other", clock.now(), new Date(clock.now().getTime() + 1000));
    expect((await problemOf(node.now())).kind).to.equal("conflict");
  });

  it("takes what was copied before an upgrade away after 30 days, where nothing else decides", async () => {
    kept = [{ name: "old", at: clock.now(), version: 1, bytes: 1 }];
    const sweep = createSweepUpgraded(world, shelf);
    clock.advance(30 * day - 1);
    expect(await sweep()).to.equal(0);
    clock.advance(3_600_000);
    expect(await sweep()).to.equal(1);
    expect(kept).to.deep.equal([]);
  });
});
