import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { caseBounds, maxReportWords } from "../../../src/domain/report.ts";
import type { Collections } from "../../../src/store/collections.ts";
import { createEraseAgain } from "../../../src/usecases/keep/erase-again.ts";
import { createSweepHeld } from "../../../src/usecases/keep/sweep-held.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { createPurgeHidden } from "../../../src/usecases/moderate/purge-hidden.ts";
import { createReportElsewhere } from "../../../src/usecases/moderate/report-elsewhere.ts";
import { createTakeReport } from "../../../src/usecases/moderate/take-report.ts";
import { createReceiveReport } from "../../../src/usecases/receive/receive-report.ts";
import { createReportComment } from "../../../src/usecases/visit/report-comment.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

const words = "She says that I lie.";
const ada = {
  kind: "remote",
  id: "https://far.example/ada",
  handle: "ada@far.example",
  name: "Ada",
  url: "https://far.example/@ada",
  avatar: null,
} as const;

describe("reports", () => {
  let world: World;
  let told: string[];
  let clock: TestClock;
  let docs: Collections;
  let close: () => Promise<void>;
  beforeEach(async () => {
    const made = await createTestWorld();
    ({ world, told, clock } = made);
    ({ docs } = made.store);
    close = () => made.store.close();
    await world.comments.add(aComment({ _id: "a", number: 7 }));
  });
  afterEach(() => close());

  const report = (address: string, given: object = {}) =>
    createReportComment(world)({ number: 7, reason: "abuse", words, address, ...given });
  const seen = async () => {
    const found = await world.cases.get("a");
    return found && [found.open, found.count, found.reports.length];
  };
  const audit = async () => (await world.audit.list({ subject: "a" }, { limit: 9 })).items.map(({ act }) => act);

  it("wait for the owner, one of each network, and say nothing of who made them", async () => {
    expect(await report("192.0.2.1")).to.equal("taken");
    expect(await report("192.0.2.9"), "the same network").to.equal("again");
    expect(await report("198.51.100.1")).to.equal("taken");
    expect(await seen()).to.deep.equal([true, 2, 2]);
    expect(JSON.stringify(await world.cases.get("a"))).to.not.match(/192\.0|198\.51/);
    expect((await world.comments.get("a"))?.state, "nothing is hidden by them").to.equal("published");
  });

  it("end with a comment that waited too long, was hidden too long, or came back with a restore", async () => {
    const day = 86_400_000;
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    await world.comments.add(aComment({ _id: "held", number: 8, state: "held" }));
    await world.comments.add(aComment({ _id: "hidden", number: 9, author: ada }));
    const report = { host: null, reason: "abuse", words } as const;
    const given = { site: "site", open: true, count: 1, reports: [report], reporters: [], until: null, version: 1 };
    for (const _id of ["a", "held", "hidden"]) await world.cases.add({ _id, ...given, createdAt: clock.now() });
    await createBlock(world)({ kind: "actor", value: ada.id }, owner);
    clock.advance(40 * day);
    await createSweepHeld(world, { held: 30 })();
    await createPurgeHidden(world, 30)();
    await docs.erasures.insertOne({ _id: "a", at: clock.now(), due: true });
    await createEraseAgain(world)();
    for (const _id of ["a", "held", "hidden"]) {
      expect((await world.comments.get(_id))?.state, _id).to.equal("removed");
      expect(await world.cases.get(_id), _id).to.deep.include({ open: false, reports: [] });
    }
  });

  it("are settled by any decision, and by one that leaves everything as it is", async () => {
    await report("192.0.2.1");
    await createDecide(world)("a", "approve", owner);
    expect(await seen()).to.deep.equal([false, 0, 0]);
    expect(await audit()).to.deep.equal(["report.dismiss"]);
    expect(await report("192.0.2.1"), "was heard before the decision").to.equal("again");
    expect(await report("198.51.100.1")).to.equal("taken");
    expect(await seen(), "counts anew").to.deep.equal([true, 1, 1]);
    await createDecide(world)("a", "hide", owner);
    expect(await seen()).to.deep.equal([false, 0, 0]);
    expect(await report("203.0.113.1"), "nobody sees it").to.equal("over");
  });

  it("name a reason, and are not longer than somebody reads", async () => {
    const fails = async (given: object) => {
      const error: unknown = await report("192.0.2.1", given).catch((thrown: unknown) => thrown);
      return isProblem(error) ? error.kind : error;
    };
    expect(await fails({ reason: "" })).to.equal("invalid");
    expect(await fails({ reason: "constructor" })).to.equal("invalid");
    expect(await fails({ words: "x".repeat(maxReportWords + 1) })).to.equal("invalid");
    expect(await fails({ number: 8 })).to.equal("not-found");
    expect(await seen()).to.equal(null);
  });

  it("are bounded: the newest words are kept, and all that came before are counted", async () => {
    const take = createTakeReport(world);
    const comment = aComment({ _id: "a" });
    for (let i = 0; i < caseBounds.reports + 5; i++)
      await take(comment, { mark: `somebody ${i}`, former: [] }, { host: null, reason: "other", words: String(i) });
    expect(await seen()).to.deep.equal([true, caseBounds.reports + 5, caseBounds.reports]);
    expect((await world.cases.get("a"))?.reports[0]?.words).to.equal(String(caseBounds.reports + 4));
  });

  it("none is lost when many come at once", async () => {
    await Promise.all(["192.0.2.1", "198.51.100.1", "203.0.113.1"].map((address) => report(address)));
    expect(await seen()).to.deep.equal([true, 3, 3]);
  });

  it("from elsewhere keep the server alone, and are about comments that readers see", async () => {
    const receive = createReceiveReport(world);
    const from = { actor: "https://far.example/users/rat", words };
    expect(await receive({ ...from, comment: "a" })).to.deep.equal({ kind: "taken" });
    expect(await receive({ ...from, comment: "a" })).to.deep.equal({ kind: "again" });
    const { reports = [] } = (await world.cases.get("a")) ?? {};
    expect(reports).to.deep.equal([{ host: "far.example", reason: null, words }]);
    expect(JSON.stringify(await world.cases.get("a"))).to.not.contain("/users/rat");
    await world.comments.add(aComment({ _id: "held", state: "held" }));
    for (const comment of ["held", "none"])
      expect((await receive({ ...from, comment })).kind, comment).to.equal("ignored");
  });

  it("go to the server of an author, and are written down", async () => {
    const note = "https://far.example/notes/1";
    await world.comments.add(aComment({ _id: "r", author: ada, remote: { id: note, url: note } }));
    const elsewhere = createReportElsewhere(world);
    await elsewhere("r", "Rude.", owner);
    expect(told).to.include(`report ${note}: Rude.`);
    const { items } = await world.audit.list({ subject: "r" }, { limit: 5 });
    expect(items.map(({ act, detail }) => [act, detail])).to.deep.equal([["report.send", "Rude."]]);
    for (const [id, text] of [
      ["a", "Rude."],
      ["r", "x".repeat(maxReportWords + 1)],
      ["none", "Rude."],
    ] as const) {
      const error: unknown = await elsewhere(id, text, owner).catch((thrown: unknown) => thrown);
      expect(isProblem(error, "invalid", "not-found"), id).to.equal(true);
    }
  });
});
