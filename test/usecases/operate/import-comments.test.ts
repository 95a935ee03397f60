import { expect } from "chai";
import { mailFace } from "../../../src/domain/face.ts";
import { owner } from "../../../src/domain/moderator.ts";
import { type Branch, growTree } from "../../../src/domain/tree.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { createMails } from "../../../src/usecases/notify/plan-mail.ts";
import { aDraft, aThreadDraft } from "../../helpers/drafts.ts";
import { type Importing, openImporting, reasons } from "./importing.ts";

describe("importing comments", () => {
  let importing: Importing;
  let world: Importing["world"];
  let take: Importing["take"];
  let contents: Importing["contents"];

  beforeEach(async () => {
    importing = await openImporting();
    ({ world, take, contents } = importing);
  });
  afterEach(() => importing.store.close());

  /** A tree as text: `a(b(c) d)`, stubs in square brackets. */
  async function treeOf(url = "https://blog.example/post"): Promise<string> {
    const thread = await world.threads.byKey("site", url.replace("https://", "") as never);
    const draw = (branches: Branch[]): string =>
      branches
        .map(({ comment, stub, replies }) => {
          const name = stub ? `[${comment._id}]` : comment._id;
          return replies.length > 0 ? `${name}(${draw(replies)})` : name;
        })
        .join(" ");
    return draw(growTree(await world.comments.onThread(thread?._id ?? "")));
  }

  it("stores comments with all that is theirs, and raises the page", async () => {
    const report = await take([
      aThreadDraft({ title: " Grüße\n& more " }),
      aDraft({
        id: "a",
        author: {
          name: "Anna\u202e",
          website: "https://anna.example",
          email: "anna@example.org",
          identity: "",
          face: "34f4b563ece1",
        },
        source: { text: "**Hello**\u0000", type: "text/markdown" },
        editedAt: new Date("2014-05-14T00:00:00Z"),
        votes: { up: 2, down: 1 },
        issoVoters: "AQID",
        notify: true,
      }),
    ]);
    expect(report).to.deep.include({ comments: 1, threads: 1, already: 0, updated: 0, lost: false, notes: [] });
    await world.debts.settled();
    const comment = await world.comments.get("a");
    expect(comment).to.deep.include({
      origin: "import",
      state: "published",
      html: "<p><strong>Hello</strong></p>",
      source: { text: "**Hello**", type: "text/markdown" },
      createdAt: new Date("2014-05-13T16:53:20Z"),
      editedAt: new Date("2014-05-14T00:00:00Z"),
      votes: { up: 2, down: 1 },
      issoVoters: "AQID",
      notify: true,
      federate: false,
      owed: [],
      owedSince: null,
    });
    expect(comment?.author).to.deep.include({
      name: "Anna",
      website: "https://anna.example/",
      email: "anna@example.org",
      face: "34f4b563ece1",
    });
    const thread = await world.threads.get(comment?.thread ?? "");
    expect(thread).to.deep.include({ announcement: "old", counts: { published: 1, held: 0 } });
    expect(thread?.page).to.include({ url: "https://blog.example/post", title: "Grüße & more" });
    expect(thread?.revision).to.be.greaterThan(1);
    expect(importing.told).to.deep.equal([]);
  });

  it("hides what was hidden there, and draws a mailbox as it is drawn here", async () => {
    const plain = aDraft({ id: "x" }).author;
    const drafts = [
      aThreadDraft(),
      aDraft({ id: "a", hidden: true, author: { ...plain, email: "anna@example.org" } }),
      aDraft({ id: "b" }),
    ];
    await take(drafts);
    expect(await world.comments.get("a")).to.include({ state: "published", hiddenBy: "owner" });
    expect((await world.comments.get("a"))?.author).to.include({ face: await mailFace("anna@example.org") });
    expect((await world.comments.get("b"))?.author).to.not.have.property("face");
    expect(await treeOf()).to.equal("b");
    expect(await take(drafts)).to.include({ already: 2, updated: 0 });
    await createDecide(world)("a", "show", owner);
    await take(drafts);
    expect(await treeOf()).to.equal("a b");
  });

  it("lets answers stand below what came with another file before", async () => {
    await take([aThreadDraft(), aDraft({ id: "a" }), aDraft({ id: "b", parent: "a" })]);
    const report = await take([
      aThreadDraft(),
      aDraft({ id: "c", parent: "b" }),
      aDraft({ id: "d", parent: "c" }),
      aDraft({ id: "e", parent: "nowhere" }),
    ]);
    expect(await treeOf()).to.equal("a(b(c(d))) e");
    expect(reasons(report, "changed")).to.deep.equal(["1 answers to a comment that is not there, now at the top"]);
    expect((await world.comments.get("d"))?.path).to.deep.equal(["a", "b", "c"]);
  });

  it("ends paths where they are deep enough, in whatever order answers come", async () => {
    const names = Array.from({ length: 80 }, (_, i) => `n${i}`);
    const drafts = names.map((id, i) => aDraft({ id, parent: names[i - 1] ?? null }));
    await take([aThreadDraft(), ...drafts.slice(30).reverse(), ...drafts.slice(0, 30)]);
    for (const [i, name] of names.entries()) {
      const { parent, path } = (await world.comments.get(name)) ?? {};
      expect([parent, path], name).to.deep.equal([names[i - 1] ?? null, names.slice(0, Math.min(i, 32))]);
    }
  });

  it("counts what a source says of itself by its outcome", async () => {
    const note = { kind: "note", outcome: "left", reason: "pingbacks", place: "p" } as const;
    const report = await take([aThreadDraft(), note, note, { ...note, outcome: "changed", reason: "times" }]);
    expect(reasons(report, "left")).to.deep.equal(["2 pingbacks"]);
    expect(reasons(report, "changed")).to.deep.equal(["1 times"]);
    expect(report.lost).to.equal(false);
  });

  it("changes nothing when it is done again, and writes nothing when it is dry", async () => {
    const drafts = [
      aThreadDraft({ identifiers: ["12 https://blog.example/?p=12"] }),
      aDraft({ id: "a", number: 3 }),
      aDraft({ id: "b", parent: "a", state: "held", number: 5 }),
      aDraft({ id: "c", state: "spam", number: 2_000_000_000 }),
    ];
    const empty = await contents();
    const dry = await take(drafts, { dryRun: true, sessionKey: "feedbeef" });
    expect(await contents()).to.deep.equal(empty);
    const first = await take(drafts, { sessionKey: "feedbeef" });
    expect(dry).to.deep.equal(first);
    expect(first.added).to.deep.equal({ published: 1, held: 1, spam: 1, removed: 0 });
    const before = await contents();
    const again = await take(drafts, { sessionKey: "feedbeef" });
    expect(await contents()).to.deep.equal(before);
    expect(again).to.deep.include({ already: 3, updated: 0, notes: [] });
    expect(again.added).to.deep.equal({ published: 0, held: 0, spam: 0, removed: 0 });
    expect(await world.settings.get("issoSessionKeys")).to.deep.equal([{ site: "site", key: "feedbeef" }]);
  });

  it("brings up to date what changed in the source, and leaves alone what was changed here", async () => {
    await take([aThreadDraft(), aDraft({ id: "a" }), aDraft({ id: "b", state: "held" }), aDraft({ id: "c" })]);
    await createDecide(world)("c", "delete", owner);
    const edited = { text: "Edited", type: "text/markdown" } as const;
    const source = [
      aThreadDraft(),
      aDraft({ id: "a", source: edited }),
      aDraft({ id: "b" }),
      aDraft({ id: "c", source: edited }),
    ];
    const report = await take(source);
    expect(report).to.include({ updated: 2, already: 1 });
    expect(reasons(report, "left")).to.deep.equal([
      "1 comments that differ from the source, as they were changed here",
    ]);
    expect((await world.comments.get("a"))?.html).to.equal("<p>Edited</p>");
    expect((await world.comments.get("b"))?.state).to.equal("published");
    expect((await world.comments.get("c"))?.state).to.equal("removed");
    const thread = await world.threads.get((await world.comments.get("a"))?.thread ?? "");
    expect(thread?.counts).to.deep.equal({ published: 2, held: 0 });
    const third = await take([
      ...source.slice(0, 1),
      aDraft({ id: "a", state: "removed" }),
      aDraft({ id: "d", parent: "a" }),
    ]);
    expect(third).to.include({ updated: 1 });
    expect(await world.comments.get("a")).to.deep.include({ state: "removed", html: "" });
  });

  it("builds the tree whatever the order, with deep, missing, foreign and circling parents", async () => {
    const report = await take([
      aDraft({ id: "c", parent: "b" }),
      aDraft({ id: "b", parent: "a" }),
      aDraft({ id: "a" }),
      aDraft({ id: "orphan", parent: "nowhere" }),
      aDraft({ id: "below", parent: "orphan" }),
      aDraft({ id: "elsewhere", thread: "u" }),
      aDraft({ id: "stray", parent: "elsewhere" }),
      aDraft({ id: "x", parent: "z" }),
      aDraft({ id: "y", parent: "x" }),
      aDraft({ id: "z", parent: "y" }),
      aDraft({ id: "self", parent: "self" }),
      aThreadDraft({ id: "u", address: "/other" }),
      aThreadDraft(),
    ]);
    const tree = await treeOf();
    expect(tree).to.contain("a(b(c))").and.to.contain("orphan(below)").and.to.contain("stray").and.to.contain("self");
    for (const one of ["x", "y", "z"]) expect(tree).to.match(new RegExp(`\\b${one}\\b`));
    expect(await treeOf("https://blog.example/other")).to.equal("elsewhere");
    expect(reasons(report, "changed")).to.deep.equal([
      "2 answers to a comment that is not there, now at the top",
      "2 answers that went round in a circle, now at the top",
    ]);
    expect((await world.comments.get("c"))?.path).to.deep.equal(["a", "b"]);
    expect(report.lost).to.equal(false);
  });

  it("shows a chain of any depth", async () => {
    const chain = Array.from({ length: 600 }, (_, i) => aDraft({ id: `${i}`, parent: i === 0 ? null : `${i - 1}` }));
    await take([aThreadDraft(), ...chain.reverse()]);
    expect((await world.comments.get("599"))?.path).to.have.length(32);
    expect((await world.comments.get("599"))?.parent).to.equal("598");
  });

  it("keeps a place for what was deleted only while there are answers, and nothing of who wrote it", async () => {
    const full = { ...aDraft({ id: "x" }).author, name: "Full name", email: "full@example.org", face: "f" };
    const report = await take([
      aThreadDraft(),
      aDraft({
        id: "gone",
        state: "removed",
        author: full,
        source: { text: "Full text", type: "text/html" },
        issoVoters: "Full filter",
      }),
      aDraft({ id: "between", parent: "gone", state: "removed" }),
      aDraft({ id: "answer", parent: "between" }),
      aDraft({ id: "leaf", state: "removed" }),
      aDraft({ id: "twig", state: "removed" }),
      aDraft({ id: "twiglet", parent: "twig", state: "removed" }),
    ]);
    expect(await treeOf()).to.equal("[gone]([between](answer))");
    expect(report.added).to.include({ published: 1, removed: 2 });
    expect(reasons(report, "left")).to.deep.equal(["3 comments that were deleted in Elsewhere, without answers"]);
    expect(JSON.stringify(await contents())).to.not.match(/Full|full@/);
  });

  it("never mails anybody, not even once the owner approves", async () => {
    const author = { ...aDraft({ id: "x" }).author, email: "anna@example.org" };
    await take([aThreadDraft(), aDraft({ id: "a", author, notify: true, state: "held" })]);
    const mails = createMails(world);
    const approved = await createDecide(world)("a", "approve", owner);
    await mails.tellOf(approved);
    const jobs = await importing.store.docs.jobs.find({}).toArray();
    expect([approved.notify, jobs.map(({ kind }) => kind)]).to.deep.equal([true, ["check-page"]]);
    await mails.tellOf({ ...approved, origin: "web" });
    expect(await importing.store.docs.jobs.countDocuments({})).to.equal(2);
  });

  it("renders Markdown as ours and HTML through the sanitiser; nothing that could run is left", async () => {
    const bad = '<p onclick="alert(1)">Hi<script>alert(1)</script><img src=x onerror=alert(1)></p>';
    const author = {
      ...aDraft({ id: "x" }).author,
      name: "<script>alert(1)</script>",
      website: "javascript:alert(1)",
      email: '"><script>',
    };
    const report = await take([
      aThreadDraft(),
      aDraft({ id: "a", source: { text: bad, type: "text/markdown" }, author }),
      aDraft({ id: "b", source: { text: bad, type: "text/html" } }),
    ]);
    expect((await world.comments.get("a"))?.html).to.not.match(/<(script|img|p )/i);
    expect((await world.comments.get("b"))?.html)
      .to.match(/^<p>Hi/)
      .and.not.match(/script|onclick|<img/i);
    expect((await world.comments.get("a"))?.author).to.deep.include({
      name: "<script>alert(1)</script>",
      website: null,
      email: null,
    });
    expect(reasons(report, "changed")).to.deep.equal([
      "1 mailboxes that are none, left out",
      "1 websites that are no web address, left out",
      "1 comments with HTML amid Markdown, whose tags are shown as text",
    ]);
  });
});
