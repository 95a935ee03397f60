import { expect } from "chai";
import type { CommentDraft } from "../../../src/domain/import.ts";
import { owner } from "../../../src/domain/moderator.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { aDraft, aThreadDraft } from "../../helpers/drafts.ts";
import { type Importing, openImporting, reasons } from "./importing.ts";

const brought = "comments that another import brought already";
const differently = `${brought}, where they are not shown alike, and stay as they are`;
const author = (name: string) => ({ ...aDraft({ id: "x" }).author, name });
const at = (time: string) => new Date(`2013-03-04T${time}Z`);
const html = (text: string) => ({ text, type: "text/html" }) as const;

describe("comments that two imports bring", () => {
  let importing: Importing;
  let world: Importing["world"];
  let take: Importing["take"];

  beforeEach(async () => {
    importing = await openImporting();
    ({ world, take } = importing);
  });
  afterEach(() => importing.store.close());

  /** As Disqus exports them: a question, an answer, and an answer to that. */
  const fromDisqus = (given: Partial<CommentDraft> = {}) => [
    aThreadDraft(),
    aDraft({ id: "d1", author: author("Anna"), createdAt: at("05:06:07"), source: html("<p>Why?</p>") }),
    aDraft({
      id: "d2",
      parent: "d1",
      author: author("Ben"),
      createdAt: at("06:00:01"),
      source: html("<p>So\n it is</p>"),
    }),
    aDraft({
      id: "d3",
      parent: "d2",
      author: author("Anna"),
      createdAt: at("07:00:02"),
      source: html("<p>I see</p>"),
      ...given,
    }),
  ];
  /** As Isso holds them that took them over on a machine an hour ahead: flat, with numbers and votes, and one of its own. */
  const fromIsso = () => [
    aThreadDraft(),
    aDraft({ id: "i1", number: 1, author: author("Anna"), createdAt: at("04:06:07"), source: html("<p>Why?</p> ") }),
    aDraft({
      id: "i2",
      number: 2,
      parent: "i1",
      author: author("Ben"),
      createdAt: at("05:00:01"),
      source: html("<p>So it is</p>"),
      votes: { up: 3, down: 1 },
      issoVoters: "AQID",
    }),
    aDraft({ id: "i4", number: 4, parent: "i1", author: author("Cleo"), createdAt: at("09:00:00") }),
  ];
  const ids = async () =>
    (await importing.store.docs.comments.find({}).sort({ createdAt: 1 }).toArray()).map(({ _id }) => _id);
  const changes = async () => (await importing.contents())["comments"];

  it("are one each, the Isso first: what only Disqus has comes below what is there", async () => {
    await take(fromIsso());
    const report = await take(fromDisqus());
    expect(reasons(report, "left")).to.deep.equal([`2 ${brought}`]);
    expect(report.added.published).to.equal(1);
    expect(report.lost).to.equal(false);
    expect(await ids()).to.deep.equal(["i1", "i2", "d3", "i4"]);
    expect(await world.comments.get("d3")).to.deep.include({ parent: "i2", path: ["i1", "i2"] });
  });

  it("are one each, Disqus first: Isso's numbers and votes come along", async () => {
    await take(fromDisqus());
    const report = await take(fromIsso());
    expect(reasons(report, "left")).to.deep.equal([`2 ${brought}`]);
    expect(await ids()).to.deep.equal(["d1", "d2", "d3", "i4"]);
    expect(await world.comments.get("i4")).to.deep.include({ parent: "d1", path: ["d1"] });
    const ben = await world.comments.get("d2");
    expect(ben).to.deep.include({ votes: { up: 3, down: 1 }, issoVoters: "AQID" });
    const numbers = new Map([
      ["d1", 1],
      ["d2", 2],
    ]);
    for (const [id, number] of numbers) {
      const own = (await world.comments.get(id))?.number;
      expect(own === number || (await world.oldNumbers.find("site", number)) === id, `#isso-${number}`).to.equal(true);
    }
  });

  it("change nothing when either is imported again, nor when it is dry", async () => {
    for (const [first, second] of [
      [fromIsso, fromDisqus],
      [fromDisqus, fromIsso],
    ] as const) {
      await take(first());
      const dry = await take(second(), { dryRun: true });
      const report = await take(second());
      expect(dry).to.deep.equal(report);
      const before = await changes();
      await take(second());
      await take(first());
      expect(await changes()).to.deep.equal(before);
      await importing.store.close();
      importing = await openImporting();
      ({ world, take } = importing);
    }
  });

  it("stay one when they are edited or deleted here, and nothing that was deleted comes back", async () => {
    await take(fromIsso());
    await createDecide(world)("i2", "delete", owner);
    const first = await take(fromDisqus());
    expect(first.notes.map(({ reason, count }) => `${count} ${reason}`)).to.have.members([
      `1 ${brought}`,
      `1 ${differently}`,
    ]);
    expect(await ids()).to.deep.equal(["i1", "i2", "d3", "i4"]);
    await createDecide(world)("i1", "delete", owner);
    await take(fromDisqus());
    expect(await ids()).to.deep.equal(["i1", "i2", "d3", "i4"]);
    expect(await world.comments.get("i1")).to.include({ state: "removed", html: "" });
  });

  it("keep the state that they have here, and are told of", async () => {
    await take(fromIsso());
    const [thread, question, answer] = fromDisqus() as [never, CommentDraft, CommentDraft];
    const report = await take([thread, { ...question, state: "spam" }, answer]);
    expect(reasons(report, "left")).to.have.members([`1 ${differently}`, `1 ${brought}`]);
    expect((await world.comments.get("i1"))?.state).to.equal("published");
  });

  it("are brought up to date by the import that they came with", async () => {
    await take(fromIsso());
    await take(fromDisqus());
    const changed = fromIsso().map((draft) =>
      "number" in draft && draft.number === 1 ? { ...draft, source: html("<p>Why not?</p>") } : draft,
    );
    expect(await take(changed)).to.include({ updated: 1 });
    expect((await world.comments.get("i1"))?.html).to.equal("<p>Why not?</p>");
    await take(fromDisqus());
    expect(await ids()).to.deep.equal(["i1", "i2", "d3", "i4"]);
  });

  for (const [what, given] of [
    ["by another name", { author: author("Dora") }],
    ["a second later", { createdAt: at("05:06:08") }],
    ["on another day", { createdAt: new Date("2013-03-06T05:06:07Z") }],
    ["with other words", { source: html("<p>Why not?</p>") }],
    ["without any words", { source: html("<p></p>") }],
    ["on another page", { thread: "u" }],
  ] as const) {
    it(`are two where one was said ${what}`, async () => {
      const said = {
        author: author("Anna"),
        createdAt: at("05:06:07"),
        source: html(what === "without any words" ? "" : "<p>Why?</p>"),
      };
      const pages = [aThreadDraft(), aThreadDraft({ id: "u", address: "/other" })];
      await take([...pages, aDraft({ id: "i1", ...said })]);
      const report = await take([...pages, aDraft({ id: "d1", ...said, ...given })]);
      expect(report.notes).to.deep.equal([]);
      expect((await ids()).toSorted()).to.deep.equal(["d1", "i1"]);
    });
  }

  it("stand for one each, where somebody says the same again and again", async () => {
    const thanks = (id: string, time: string) => aDraft({ id, createdAt: at(time), source: html("<p>Thanks!</p>") });
    await take([aThreadDraft(), thanks("i1", "10:00:00"), thanks("i2", "10:15:00")]);
    const report = await take([
      aThreadDraft(),
      thanks("d1", "10:00:00"),
      thanks("d2", "10:15:00"),
      thanks("d3", "10:30:00"),
    ]);
    expect(reasons(report, "left")).to.deep.equal([`2 ${brought}`]);
    expect(await ids()).to.deep.equal(["i1", "i2", "d3"]);
  });

  it("are not what readers wrote here", async () => {
    await take([aThreadDraft()]);
    await take([aThreadDraft(), aDraft({ id: "i1" })]);
    const mine = await world.comments.get("i1");
    if (!mine) throw new Error("It was not imported.");
    await world.comments.change(mine, { origin: "web" });
    expect(
      (await take([aThreadDraft(), aDraft({ id: "d1", source: mine.source as CommentDraft["source"] })])).notes,
    ).to.deep.equal([]);
  });
});
