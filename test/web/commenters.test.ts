import { expect } from "chai";
import type { Author } from "../../src/domain/author.ts";
import { followerId } from "../../src/domain/follower.ts";
import { owner } from "../../src/domain/moderator.ts";
import { reactionId } from "../../src/domain/reaction.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import { mailHash } from "../../src/usecases/visit/visitor.ts";
import { mira, remoteActor } from "../helpers/comment.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const aboutMira = `/admin/commenter?actor=${encodeURIComponent(mira.id)}`;
const far = { author: mira, origin: "fediverse" } as const;

describe("the pages about commenters and servers", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const read = async (path: string) => (await node.get(path, { cookie })).text();
  const send = (path: string, given: Record<string, string>) => node.post(path, { csrf, ...given }, { cookie });
  const fact = (html: string, name: string) => new RegExp(`<dt>${name}</dt><dd>([^<]*)</dd>`).exec(html)?.[1];
  const numbers = (html: string) => [...html.matchAll(/id="comment-(\d+)"/g)].map(([, number]) => Number(number));
  const anna = (email: string | null): Author => ({
    kind: "visitor",
    name: "Anna",
    website: "https://anna.example/",
    email,
    hash: email === null ? "network-hash" : mailHash(node.world, email),
  });

  async function follow(answer: Response): Promise<string> {
    expect(answer.status).to.equal(303);
    return read(answer.headers.get("location") ?? "");
  }

  it("are led to from names in the queue, and from the rules", async () => {
    await node.put({ _id: "a", state: "held", ...far });
    await node.put({ _id: "b", state: "held" });
    const queue = await read("/admin/");
    expect(queue).to.contain(`<a href="${aboutMira}">Mira</a>`);
    expect(queue).to.contain('<a href="/admin/commenter?visitor=hash-anna">Anna</a>');
    for (const [kind, value] of [
      ["actor", mira.id],
      ["host", "far.example"],
      ["word", "casino"],
    ] as const)
      await createBlock(node.world)({ kind, value }, owner);
    const rules = await read("/admin/blocks");
    expect(rules).to.contain(`href="${aboutMira}"`).and.contain('href="/admin/server?host=far.example"');
  });

  it("tell who somebody is, since when, how much is where, whom they follow and how they react", async () => {
    const { world } = node;
    await node.put({ _id: "a", ...far });
    node.clock.advance(1_000);
    await node.put({ _id: "b", state: "held", ...far });
    await node.put({ _id: "c", hiddenBy: "owner", ...far });
    await node.put({ _id: "d", state: "spam", ...far });
    await node.put({ _id: "e", state: "removed", ...far });
    const other = await node.put({ _id: "other" });
    await world.followers.put({
      _id: followerId("blog", mira.id),
      actor: "blog",
      remote: mira.id,
      handle: mira.handle,
      host: "far.example",
      inbox: "https://far.example/inbox",
      sharedInbox: null,
      followId: "f",
      since: node.clock.now(),
      owed: [],
      owedSince: null,
      version: 1,
    });
    for (const [kind, undone] of [
      ["like", false],
      ["boost", true],
    ] as const)
      await world.reactions.put({
        _id: reactionId(kind, "other", mira.id),
        kind,
        target: "other",
        actor: mira.id,
        host: "far.example",
        activity: kind,
        undone,
        createdAt: node.clock.now(),
      });
    await send("/admin/blocks", { who: "far.example", severity: "hold" });
    const html = await read(aboutMira);
    expect(html).to.contain("@mira@far.example").and.contain('href="/admin/server?host=far.example"');
    expect(
      ["Published", "Waiting", "Spam", "Deleted", "Hidden of these"].map((name) => fact(html, name)),
    ).to.deep.equal(["2", "1", "1", "1", "1"]);
    expect([fact(html, "Follows"), fact(html, "Reactions")]).to.deep.equal(["A blog", "1 like"]);
    expect(numbers(html), "newest first, without what was deleted")
      .to.have.members([1, 2, 3, 4])
      .and.not.include(other.number);
    expect(html, "a rule on their server").to.contain("Rules that hold").and.contain("Waits for you");
  });

  it("go on page by page, and come back to the newest", async () => {
    for (let i = 0; i < 30; i++) {
      node.clock.advance(1_000);
      await node.put({ _id: `c${i}`, ...far });
    }
    const first = await read(aboutMira);
    expect(numbers(first)).to.deep.equal(Array.from({ length: 25 }, (_, i) => 30 - i));
    const older = /href="([^"]+)">Older comments/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const rest = await read(older);
    expect(numbers(rest)).to.deep.equal([5, 4, 3, 2, 1]);
    expect(rest).to.contain(`href="${aboutMira}">Newest comments`);
  });

  it("decide of a comment and lead back, with a button that takes it back", async () => {
    const { number } = await node.put({ _id: "a", state: "held", ...far });
    const html = await follow(await send("/admin/comments/a/approve", { back: aboutMira }));
    expect(html).to.contain("Published.").and.contain(`id="comment-${number}"`).and.contain('<h1 dir="auto">Mira');
    const undo = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect(await follow(await send("/admin/undo", { id: undo, back: aboutMira }))).to.contain("Undone.");
    expect((await node.world.comments.get("a"))?.state).to.equal("held");
    const elsewhere = await send("/admin/comments/a/hide", { back: "https://evil.example/admin/commenter?actor=x" });
    expect(elsewhere.headers.get("location")).to.match(/^\/admin\/\?/);
  });

  it("block, hold and trust by one press, and say what holds from then on", async () => {
    await node.put({ _id: "a", ...far });
    const blocked = await follow(
      await send("/admin/commenter/rule", { actor: mira.id, target: "person", severity: "block" }),
    );
    expect(blocked).to.contain("Blocked.").and.contain("Rules that hold").and.contain("Hidden by a rule");
    expect((await node.world.comments.get("a"))?.hiddenBy).to.equal(`actor:${mira.id}`);
    const trusted = await follow(
      await send("/admin/commenter/rule", { actor: mira.id, target: "server", severity: "allow" }),
    );
    expect(trusted).to.contain("Trusted.");
    const held = await follow(await send("/admin/server/rule", { host: "far.example", severity: "hold" }));
    expect(held).to.contain("waits for you").and.contain("far.example");
    expect((await node.world.blocks.list()).map(({ _id }) => _id)).to.have.members([
      `actor:${mira.id}`,
      "host:far.example",
    ]);
    expect(
      (await send("/admin/commenter/rule", { actor: mira.id, target: "mail", severity: "block" })).status,
    ).to.equal(422);
    expect((await send("/admin/commenter/rule", { actor: mira.id, severity: "noop" })).status).to.equal(422);
  });

  it("name what was reported of somebody and waits", async () => {
    const { number } = await node.put({ _id: "a", ...far });
    await node.world.cases.add({
      _id: "a",
      site: "site",
      open: true,
      createdAt: node.clock.now(),
      count: 1,
      reports: [{ host: null, reason: "abuse", words: "Rude." }],
      reporters: [],
      until: null,
      version: 1,
    });
    await node.put({ _id: "b" });
    expect(await read(aboutMira))
      .to.contain(`Reported, and waiting for you: #${number}`)
      .and.contain("Rude.");
    expect(await read("/admin/server?host=far.example")).to.contain(`waiting for you: #${number}`);
    expect(await read("/admin/commenter?visitor=hash-anna"))
      .to.contain(">Anna</h1>")
      .and.not.contain("Reported");
  });

  it("tell of a server its people, its followers, how it does, and rules on domains above it", async () => {
    const { world } = node;
    await node.put({ _id: "a", author: remoteActor("a.far.example", "ada"), origin: "fediverse" });
    await node.put({ _id: "b", author: remoteActor("a.far.example", "bob"), origin: "fediverse" });
    await node.put({ _id: "c", author: remoteActor("a.far.example", "bob"), origin: "fediverse" });
    await node.put({ _id: "d", ...far });
    await world.hosts.note(
      "a.far.example",
      { failures: 3, failingSince: node.clock.now(), fault: "It answered 500." },
      node.clock.now(),
    );
    await createBlock(world)({ kind: "host", value: "far.example" }, owner, { severity: "hold" });
    const html = await read("/admin/server?host=A.far.example");
    expect([fact(html, "Published"), fact(html, "People who wrote"), fact(html, "Followers")]).to.deep.equal([
      "3",
      "2",
      "0",
    ]);
    expect(html.indexOf("@bob@"), "who wrote last comes first").to.be.lessThan(html.indexOf("@ada@"));
    expect(html).to.contain("3 tries in a row").and.contain("It answered 500.").and.contain("Waits for you");
    expect((await node.get("/admin/server?host=", { cookie })).status).to.equal(404);
    expect((await node.get("/admin/server?host=a%20b", { cookie })).status).to.equal(422);
  });

  it("hand out what is kept of a person as a file, and write down that it was done", async () => {
    await node.put({ _id: "a", author: anna("anna@mail.example") });
    const visitor = mailHash(node.world, "anna@mail.example");
    const answer = await node.get(`/admin/commenter/export?visitor=${visitor}`, { cookie });
    expect(answer.headers.get("content-disposition")).to.contain("attachment");
    const { comments } = (await answer.json()) as { comments: { author: { email: string } }[] };
    expect(comments.map(({ author }) => author.email)).to.deep.equal(["anna@mail.example"]);
    const { items } = await node.world.audit.list({}, { limit: 9 });
    expect(items.map(({ act }) => act)).to.include("commenter.export");
    expect(JSON.stringify(items.filter(({ act }) => act === "commenter.export"))).to.not.match(/anna/i);
  });

  it("erase a person after a page that says what goes and what stays, and never a network", async () => {
    await node.put({ _id: "a", author: anna("anna@mail.example") });
    await node.put({ _id: "b", author: anna(null) });
    const visitor = mailHash(node.world, "anna@mail.example");
    const asks = await read(`/admin/commenter/erase?visitor=${visitor}`);
    expect(asks).to.contain("1 comment loses its").and.contain("What stays").and.contain("Backups");
    expect((await node.world.comments.get("a"))?.state, "nothing happens before").to.equal("published");
    expect(await follow(await send("/admin/commenter/erase", { visitor }))).to.contain("Erased: 1 comment,");
    expect((await node.world.comments.get("a"))?.author).to.include({ email: null, name: "" });
    expect(await read("/admin/commenter?visitor=network-hash"))
      .to.contain("which others may share")
      .and.not.contain("Erase them");
    expect((await send("/admin/commenter/erase", { visitor: "network-hash" })).status).to.equal(422);
    expect((await node.world.comments.get("b"))?.state).to.equal("published");
  });

  it("take a fresh sign-in before they erase, and lead back to the page that asks", async () => {
    await node.put({ _id: "a", ...far });
    node.clock.advance(11 * 60_000);
    const asked = aboutMira.replace("?", "/erase?");
    const late = await node.get(asked, { cookie });
    expect(late.headers.get("location")).to.equal(`/login?next=${encodeURIComponent(asked)}`);
    expect(await read(`/login?next=${encodeURIComponent(asked)}`)).to.contain(`value="${asked}"`);
    expect((await send("/admin/commenter/erase", { actor: mira.id })).headers.get("location")).to.match(/^\/login/);
    expect((await node.world.comments.get("a"))?.state).to.equal("published");
  });

  it("show to a moderator of one blog what is there alone, with rules for that blog, and nothing of servers", async () => {
    await node.put({ _id: "here", ...far });
    const { number } = await node.put({ _id: "there", site: "other", ...far });
    await node.put({ _id: "hidden", site: "other", hiddenBy: "owner", ...far });
    await node.world.cases.add({
      ...{ _id: "there", site: "other", open: true, createdAt: node.clock.now(), until: null, version: 1 },
      ...{ count: 1, reports: [{ host: null, reason: "abuse", words: "Rude." }], reporters: [] },
    });
    const bob = remoteActor("far.example", "bob");
    await node.put({ _id: "bob", site: "other", author: bob, origin: "fediverse" });
    await createBlock(node.world)({ kind: "host", value: "far.example" }, owner, { severity: "hold" });
    const { cookie: theirs, csrf: word } = await node.signIn({
      name: "Mod",
      grants: [{ site: "site", role: "moderator" }],
    });
    const page = async () => (await node.get(aboutMira, { cookie: theirs })).text();
    expect(numbers(await page())).to.deep.equal([1]);
    const facts = (html: string) =>
      ["Published", "Hidden of these", "Follows", "Reactions"].map((name) => fact(html, name));
    expect(facts(await page())).to.deep.equal(["1", "0", undefined, undefined]);
    expect(facts(await read(aboutMira)), "the owner of the node sees all").to.deep.equal([
      "3",
      "1",
      "nothing here",
      "none",
    ]);
    expect(await page()).to.not.contain("Reported, and waiting");
    expect(await read(aboutMira)).to.contain(`waiting for you: #${number}`);
    const aboutBob = { csrf: word, actor: bob.id, target: "person", severity: "block", site: "site" };
    expect((await node.post("/admin/commenter/rule", aboutBob, { cookie: theirs })).status).to.equal(404);
    const unseen = aboutMira.replace(encodeURIComponent(mira.id), encodeURIComponent(bob.id));
    expect((await node.get(unseen, { cookie: theirs })).status).to.equal(404);
    expect((await node.get(unseen, { cookie })).status).to.equal(200);
    expect(await page())
      .to.contain("This person, on A blog")
      .and.contain("block-person");
    expect(await page())
      .to.not.contain("/admin/server")
      .and.not.contain("Erase them")
      .and.not.contain("Rules that hold");
    const given = { csrf: word, actor: mira.id, target: "person", severity: "block" };
    const everywhere = await node.post("/admin/commenter/rule", given, { cookie: theirs });
    expect(everywhere.status).to.equal(403);
    const done = await node.post("/admin/commenter/rule", { ...given, site: "site" }, { cookie: theirs });
    expect(done.status).to.equal(303);
    expect(await page())
      .to.contain("Rules that hold")
      .and.contain("Hidden by a rule");
    expect((await node.world.comments.get("there"))?.hiddenBy).to.equal(null);
    expect((await node.get("/admin/commenters", { cookie: theirs })).status).to.equal(403);
    expect((await node.get("/admin/commenter?actor=https://nobody.example/x", { cookie: theirs })).status).to.equal(
      404,
    );
  });
});
