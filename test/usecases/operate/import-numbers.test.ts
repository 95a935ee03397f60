import { expect } from "chai";
import { aComment } from "../../helpers/comment.ts";
import { aDraft, aThreadDraft } from "../../helpers/drafts.ts";
import { type Importing, openImporting, reasons, site } from "./importing.ts";

const renumbered = "comments whose number is taken here; links to the old one still lead to them";

describe("the numbers of imported comments", () => {
  let importing: Importing;
  let world: Importing["world"];
  let take: Importing["take"];

  beforeEach(async () => {
    importing = await openImporting();
    ({ world, take } = importing);
  });
  afterEach(() => importing.store.close());

  const numbered = (...numbers: number[]) => [
    aThreadDraft(),
    ...numbers.map((number) => aDraft({ id: `c${number}`, label: `#${number}`, number })),
  ];
  const numberOf = async (id: string) => (await world.comments.get(id))?.number;

  it("are kept where they are free, and never given out after", async () => {
    const report = await take(numbered(1, 7, 300));
    expect(report.notes).to.deep.equal([]);
    expect([await numberOf("c1"), await numberOf("c7"), await numberOf("c300")]).to.deep.equal([1, 7, 300]);
    expect(await world.numbers.next()).to.be.greaterThan(300);
    expect(await world.oldNumbers.find(site._id, 7)).to.equal(null);
  });

  it("are others where a node may have given them out, and the old ones still find their comments", async () => {
    // A node that runs beside holds the numbers up to 64.
    const own = await world.numbers.next();
    await world.comments.add(aComment({ _id: "own", number: own }));
    const report = await take(numbered(1, 30, 65, 2_000_000_000));
    expect(reasons(report, "changed")).to.deep.equal([`3 ${renumbered}`]);
    expect(report.notes[0]?.examples).to.deep.equal(["#1", "#30", "#2000000000"]);
    expect(report.lost).to.equal(false);
    expect(await numberOf("c65")).to.equal(65);
    for (const old of [1, 30, 2_000_000_000]) {
      expect(await world.oldNumbers.find(site._id, old), `${old}`).to.equal(`c${old}`);
      expect(await numberOf(`c${old}`), `${old}`)
        .to.be.greaterThan(65)
        .and.lessThan(1000);
    }
    expect([(await world.comments.get("c30"))?.oldNumber, (await world.comments.get("c65"))?.oldNumber]).to.deep.equal([
      30,
      undefined,
    ]);
    expect((await world.comments.byNumber(own))?._id).to.equal("own");
    expect(await world.oldNumbers.find("other", 1)).to.equal(null);
  });

  it("go on with the same ones after an import that was cut off", async () => {
    const drafts = numbered(...Array.from({ length: 1200 }, (_, i) => i + 1));
    const cut = take(drafts, {
      onProgress: (done) => {
        if (done === 500) throw new Error("The power went out.");
      },
    });
    expect(await cut.catch((error: Error) => error.message)).to.equal("The power went out.");
    expect([await numberOf("c500"), await numberOf("c501")]).to.deep.equal([500, undefined]);
    const report = await take(drafts);
    expect(report).to.include({ already: 500 });
    expect(report.notes).to.deep.equal([]);
    expect(await numberOf("c1200")).to.equal(1200);
  });

  it("of a second blog with the same numbers are others, of a later export new ones", async () => {
    await take(numbered(1, 2));
    const second = [aThreadDraft(), aDraft({ id: "other", number: 1 }), aDraft({ id: "c3", number: 3 })];
    expect(reasons(await take(second), "changed")).to.deep.equal([`1 ${renumbered}`]);
    expect(await world.oldNumbers.find(site._id, 1)).to.equal("other");
    expect(await numberOf("c3")).to.equal(3);
  });

  it("are told the same by a dry run", async () => {
    await world.numbers.next();
    const drafts = numbered(1, 65);
    const dry = await take(drafts, { dryRun: true });
    expect(dry).to.deep.equal(await take(drafts));
  });

  it("are given in order where the source has none", async () => {
    await take([aThreadDraft(), aDraft({ id: "a" }), aDraft({ id: "b" })]);
    expect([await numberOf("a"), await numberOf("b")]).to.deep.equal([1, 2]);
  });
});
