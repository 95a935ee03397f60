import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../../src/domain/author.ts";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import type { Comment } from "../../../src/domain/comment.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createChecks } from "../../../src/moderation/checks.ts";
import type { Store } from "../../../src/store/open.ts";
import { createDryRun, mostRehearsed, type Tried } from "../../../src/usecases/moderate/dry-run.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

describe("a dry run", () => {
  let world: World;
  let store: Store;
  let count: number;
  beforeEach(async () => {
    ({ world, store } = await createTestWorld());
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    count = 0;
  });
  afterEach(() => store.close());

  const start = new Date("2026-10-10T00:00:00Z").getTime();
  const hour = 3_600_000;
  const anna: Visitor = { kind: "visitor", name: "Anna", website: null, email: null, hash: "anna" };
  const remote = (name: string, given: Partial<RemoteActor> = {}): RemoteActor => {
    const id = `https://far.example/users/${name}`;
    return { kind: "remote", id, handle: `${name}@far.example`, name, url: id, avatar: null, ...given };
  };
  async function put(text: string, given: Partial<Comment> = {}): Promise<Comment> {
    count += 1;
    const comment = aComment({
      _id: `c${count}`,
      number: count,
      author: anna,
      source: { text, type: "text/markdown" },
      html: world.html.fromMarkdown(text),
      createdAt: new Date(start + count * hour),
      ...given,
    });
    await world.comments.add(comment);
    return comment;
  }
  const dryRun = (tried: Tried) => createDryRun(world)(tried);
  const fates = async (tried: Tried) =>
    (await dryRun(tried)).otherwise.map(({ comment, before, after, reasons }) => [
      comment.number,
      before,
      after,
      reasons.map(({ check }) => check).join(),
    ]);

  it("of a word names what says it, in any letters and no longer word, and nothing else", async () => {
    await put("I like the CASINO down the road.");
    await put("An occasinoal slip.");
    await put("ｃａｓｉｎｏ!");
    await put("カジノに行きました");
    expect(await fates({ words: ["casino"] })).to.deep.equal([
      [3, "publish", "hold", "words"],
      [1, "publish", "hold", "words"],
    ]);
    expect(await fates({ words: ["カジノ"] })).to.deep.equal([[4, "publish", "hold", "words"]]);
    const { looked, before, after, otherwise } = await dryRun({ words: ["casino", "slip"] });
    expect({ looked, before, after }).to.deep.equal({
      looked: 4,
      before: { publish: 4, hold: 0, refuse: 0 },
      after: { publish: 1, hold: 3, refuse: 0 },
    });
    expect(otherwise[0]?.reasons[0]?.sentence).to.equal("It has “casino”.");
  });

  it("of links, levels, the age of accounts and of threads goes by when each was written", async () => {
    await put("[one](https://a.example/) and [two](https://b.example/)");
    const since = new Date(start);
    await put("From far", { origin: "fediverse", author: remote("young", { since }) });
    await put("From far", { origin: "fediverse", author: remote("unknown") });
    await world.threads.add(
      aThread({ _id: "old", url: "https://blog.example/old", createdAt: new Date(start - 40 * 24 * hour) }),
    );
    await put("Late", { thread: "old" });
    expect(await fates({ mostLinks: 1 })).to.deep.equal([[1, "publish", "hold", "links"]]);
    expect(await fates({ accountDays: 1 })).to.deep.equal([[2, "publish", "hold", "age"]]);
    expect((await dryRun({ accountDays: 1 })).ageless).to.equal(1);
    expect(await fates({ closeAfterDays: 30 })).to.deep.equal([[4, "publish", "refuse", "level"]]);
    expect(await fates({ levels: { fediverse: "hold" } })).to.deep.equal([
      [3, "publish", "hold", "level"],
      [2, "publish", "hold", "level"],
    ]);
  });

  it("tells why what would pass then does not pass now", async () => {
    await world.sites.set("site", { mostLinks: 0 });
    await put("[one](https://a.example/)");
    expect(await fates({ mostLinks: 3 })).to.deep.equal([[1, "hold", "publish", "links"]]);
  });

  it("takes those for strangers who were strangers then", async () => {
    const author = remote("ada");
    await put("First", { origin: "fediverse", author });
    await put("Second", { origin: "fediverse", author });
    await put("Waits", { origin: "fediverse", author: remote("eve"), state: "held" });
    await put("Waits as well", { origin: "fediverse", author: remote("eve"), state: "held" });
    expect((await fates({ levels: { fediverse: "first" } })).map(([number]) => number)).to.deep.equal([4, 3, 1]);
  });

  it("finds what one wrote in many threads at once", async () => {
    for (const name of ["a", "b", "c"]) {
      await world.threads.add(aThread({ _id: name, url: `https://blog.example/${name}` }));
      const createdAt = new Date(start + count);
      await put("The very same words in each and every thread, as spam does.", {
        thread: name,
        createdAt,
        author: { ...anna, hash: name },
      });
    }
    expect(await fates({ guards: [] })).to.deep.equal([[3, "hold", "publish", "repeats"]]);
  });

  it("looks at what waits, is hidden, was sorted out or imported, and not at what was deleted", async () => {
    await put("casino", { state: "held" });
    await put("casino", { state: "spam" });
    await put("casino", { hiddenBy: "owner" });
    await put("casino", { origin: "import" });
    await put("", { state: "removed", html: "" as SafeHtml });
    expect((await dryRun({ words: ["casino"] })).after.hold).to.equal(4);
  });

  it("looks at one blog alone where that is wished for, and throws for one that there is not", async () => {
    await world.sites.add(aSite({ _id: "other", home: "https://other.example/" }));
    await world.threads.add(aThread({ _id: "t2", site: "other", url: "https://other.example/post" }));
    await put("casino");
    await put("casino", { site: "other", thread: "t2" });
    expect((await fates({ words: ["casino"], site: "other" })).map(([number]) => number)).to.deep.equal([2]);
    const problem = await dryRun({ site: "nowhere" }).catch((error: unknown) => error);
    expect(isProblem(problem, "not-found")).to.equal(true);
  });

  it("changes nothing: no document, no count, no lesson; and asks no service unless that is wished for", async () => {
    const asked: object[] = [];
    const ask = async (question: object) => {
      asked.push(question);
      return { verdict: "hold", reason: "Because." };
    };
    const checks = createChecks(world, undefined, { ask, failing: "ignore", log: world.log });
    const run = createDryRun({ ...world, checks });
    for (let i = 0; i < 12; i++) await put(`casino number ${i}`, { createdAt: new Date(start + i) });
    const before = await everything();
    await run({ words: ["casino"], levels: { web: "hold", fediverse: "refuse" }, mostLinks: 0, guards: ["repeats"] });
    expect(asked).to.deep.equal([]);
    await run({ askService: true });
    expect(asked).to.have.lengthOf(12);
    await store.sweep(world.clock.now());
    expect(await everything()).to.equal(before);
    const draft = { site: aSite(), thread: aThread(), origin: "web" as const, author: anna, text: "Hi", links: 0 };
    for (let i = 0; i < 10; i++) expect((await world.checks.judge(draft)).kind, `${i}`).to.equal("publish");
  });

  it("looks at a thousand, the newest, well within a second", async () => {
    for (let i = 0; i < mostRehearsed + 5; i++) {
      const author = i % 2 === 0 ? remote(`n${i % 200}`) : { ...anna, hash: `h${i % 200}` };
      await put(`Comment ${i} is about the weather, and it says quite a lot about that: ${"words ".repeat(60)}`, {
        origin: i % 2 === 0 ? "fediverse" : "web",
        author,
      });
    }
    // Of the processor, as others may be at work on the machine.
    const began = process.cpuUsage();
    const run = await dryRun({ words: ["weather"] });
    const { user, system } = process.cpuUsage(began);
    expect(run.looked).to.equal(mostRehearsed);
    expect(run.since).to.deep.equal(new Date(start + 6 * hour));
    expect(run.otherwise.length).to.equal(run.before.publish);
    expect((user + system) / 1_000, "milliseconds").to.be.below(1_000);
  });

  async function everything(): Promise<string> {
    const docs = await Promise.all(Object.values(store.docs).map((one) => one.find({}).toArray()));
    return JSON.stringify(docs);
  }
});
