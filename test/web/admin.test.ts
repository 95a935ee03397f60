import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { twinMark } from "../../src/domain/comment.ts";
import { followerId } from "../../src/domain/follower.ts";
import { createSignIn } from "../../src/usecases/door/sign-in.ts";
import { mira as remote } from "../helpers/comment.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("/admin/", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const act = (id: string, action: string, given: Record<string, string> = {}) =>
    node.post(`/admin/comments/${id}/${action}`, { csrf, back: "/admin/?tab=held", ...given }, { cookie });
  const page = async () => (await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text();

  it("401 for a stranger, telling the owner how to get in", async () => {
    const answer = await node.get("/admin/");
    expect(answer.status).to.equal(401);
    expect(await answer.text()).to.contain("antiphon login");
  });

  it("lists what waits, with its reason, its post and its buttons", async () => {
    await node.put({ _id: "a", state: "held", heldFor: ["It has 7 links."], html: "<p>Look here</p>" as SafeHtml });
    const html = await (await node.get("/admin/", { cookie })).text();
    expect(html).to.contain("Look here").and.contain("It has 7 links.").and.contain("A post").and.contain("Approve");
    expect(html).to.match(/Waiting <span class="count">1</);
  });

  it("tells which checks hold it and why, one line each", async () => {
    const heldFor = [
      { check: "links", sentence: "It has 7 links." },
      { check: "first-timer", sentence: "The first comment of somebody new." },
    ] as const;
    await node.put({ _id: "a", state: "held", heldFor: [...heldFor] });
    const html = await (await node.get("/admin/", { cookie })).text();
    expect(html).to.contain("<li><strong>Links:</strong> It has 7 links.</li>");
    expect(html).to.contain("<li><strong>First comment:</strong> The first comment of somebody new.</li>");
  });

  it("has a sentence where there is nothing", async () => {
    for (const tab of ["held", "reported", "published", "hidden", "spam", "removed"]) {
      expect(await (await node.get(`/admin/?tab=${tab}`, { cookie })).text()).to.contain('class="empty"');
    }
  });

  it("leads to older comments page by page", async () => {
    for (let i = 0; i < 26; i++) await node.put({ _id: `c${i}`, state: "held", html: `<p>No. ${i}.</p>` as SafeHtml });
    const first = await (await node.get("/admin/", { cookie })).text();
    const next = /href="(\/admin\/\?tab=held&amp;after=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await (await node.get(next, { cookie })).text();
    expect(first).to.contain("No. 25.").and.not.contain("No. 0.");
    expect(second).to.contain("No. 0.").and.not.contain("No. 25.");
  });

  it("approves: the page shows it at once", async () => {
    await node.put({ _id: "a", state: "held", html: "<p>Now visible</p>" as SafeHtml });
    expect((await act("a", "approve")).status).to.equal(303);
    expect(await page()).to.contain("Now visible");
  });

  it("sorts out spam, tells what becomes of it, and lets it through after all", async () => {
    await node.put({ _id: "a", html: "<p>Cheap pills</p>" as SafeHtml });
    await act("a", "spam");
    expect(await page()).to.not.contain("Cheap pills");
    expect(await (await node.get("/admin/?tab=spam", { cookie })).text())
      .to.contain("Cheap pills")
      .and.contain("Not spam")
      .and.contain("deleted for good after 30 days");
    await act("a", "approve");
    expect(await page()).to.contain("Cheap pills");
  });

  it("hides and shows again, keeping the words", async () => {
    await node.put({ _id: "a", html: "<p>Come and go</p>" as SafeHtml });
    await act("a", "hide");
    expect(await page()).to.not.contain("Come and go");
    expect(await (await node.get("/admin/?tab=published", { cookie })).text()).to.not.contain("Come and go");
    expect(await (await node.get("/admin/?tab=hidden", { cookie })).text())
      .to.contain("Hidden by you")
      .and.contain("Show again");
    await act("a", "show");
    expect(await page()).to.contain("Come and go");
  });

  it("tells of what was said twice, and shows it on demand", async () => {
    const twin = { author: remote, origin: "fediverse" as const, html: "<p>Once more</p>" as SafeHtml };
    await node.put({ _id: "a", ...twin, hiddenBy: twinMark("b") });
    expect(await page()).to.not.contain("Once more");
    expect(await (await node.get("/admin/?tab=hidden", { cookie })).text())
      .to.contain("Its author said the same a moment before")
      .and.contain("Show again");
    await act("a", "show");
    expect(await page()).to.contain("Once more");
  });

  it("says when a block hides what the owner shows again", async () => {
    await node.put({ _id: "a", author: remote, origin: "fediverse", html: "<p>Stay away</p>" as SafeHtml });
    await act("a", "hide");
    await act("a", "block-server");
    const shown = await act("a", "show", { back: "/admin/?tab=hidden" });
    const list = await (await node.get(shown.headers.get("location") ?? "", { cookie })).text();
    expect(list).to.contain("something else hides it still").and.contain("Hidden by a rule").and.contain("Keep hidden");
    expect(await page()).to.not.contain("Stay away");
  });

  it("takes what a block hides out of the waiting ones, as the page does", async () => {
    await node.put({ _id: "a", state: "held", author: remote, origin: "fediverse", html: "<p>Rude</p>" as SafeHtml });
    await act("a", "block-person");
    const waiting = await (await node.get("/admin/", { cookie })).text();
    expect(waiting).to.not.contain("Rude").and.not.contain('Waiting <span class="count"');
    expect(await (await node.get("/admin/?tab=hidden", { cookie })).text())
      .to.contain("Rude")
      .and.contain("Approve");
    expect(await page()).to.not.contain("an-wait");
  });

  it("says what goes to the fediverse, as long as the blog lets it", async () => {
    await node.put({ _id: "a", state: "held", federate: true });
    const list = async () => (await node.get("/admin/", { cookie })).text();
    expect(await list()).to.not.contain("fediverse once approved");
    await node.world.sites.set("site", { guests: true });
    node.clock.advance(250);
    expect(await list()).to.contain("Goes to the fediverse once approved");
    await node.world.sites.set("site", { guests: false });
    node.clock.advance(250);
    await act("a", "approve");
    expect(node.told).to.deep.equal([]);
    expect(await (await node.get("/admin/?tab=published", { cookie })).text()).to.not.contain("Goes to the fediverse");
  });

  it("deletes for good", async () => {
    await node.put({ _id: "a", html: "<p>Gone</p>" as SafeHtml });
    await act("a", "delete");
    expect((await node.world.comments.get("a"))?.source.text).to.equal("");
    expect(await page()).to.not.contain("Gone");
    expect((await act("a", "approve")).status).to.equal(409);
  });

  it("blocks a person: hidden, unfollowed, reactions uncounted", async () => {
    await node.put({ _id: "a", author: remote, origin: "fediverse", html: "<p>Rude</p>" as SafeHtml });
    const target = await node.put({ _id: "b", counts: { likes: 1, boosts: 0 } });
    await node.world.followers.put({
      _id: followerId("blog", remote.id),
      actor: "blog",
      remote: remote.id,
      handle: remote.handle,
      host: "far.example",
      inbox: "https://far.example/inbox",
      sharedInbox: null,
      followId: "https://far.example/follow/1",
      since: node.clock.now(),
      owed: [],
      owedSince: null,
      version: 1,
    });
    await node.world.reactions.put({
      _id: `like b ${remote.id}`,
      kind: "like",
      target: "b",
      actor: remote.id,
      host: "far.example",
      activity: "https://far.example/like/1",
      undone: false,
      createdAt: node.clock.now(),
    });
    expect((await act("a", "block-person")).status).to.equal(303);
    expect(await page()).to.not.contain("Rude");
    expect(await node.world.followers.count("blog")).to.equal(0);
    expect(node.told).to.include(`reject ${remote.id}`);
    expect((await node.world.comments.get(target._id))?.counts.likes).to.equal(0);
  });

  it("blocks a server with its subdomains, and takes that back", async () => {
    const sub = { ...remote, id: "https://social.far.example/users/x", handle: "x@social.far.example" };
    await node.put({ _id: "a", author: remote, origin: "fediverse", html: "<p>One</p>" as SafeHtml });
    await node.put({ _id: "b", author: sub, origin: "fediverse", html: "<p>Two</p>" as SafeHtml });
    await act("a", "block-server");
    expect(await page())
      .to.not.contain("One")
      .and.not.contain("Two");
    const list = await (await node.get("/admin/blocks", { cookie })).text();
    expect(list).to.contain("far.example").and.contain("Take back");
    await node.post("/admin/blocks/remove", { csrf, id: "host:far.example" }, { cookie });
    expect(await page())
      .to.contain("One")
      .and.contain("Two");
  });

  it("422 for blocking somebody who has no account", async () => {
    await node.put({ _id: "a" });
    expect((await act("a", "block-person")).status).to.equal(422);
  });

  it("422 for blocking somebody who deleted their account, whose server can be blocked", async () => {
    const author = { ...remote, id: "https://far.example", handle: "", name: "", url: "" };
    await node.put({ _id: "a", author, origin: "fediverse", state: "removed" });
    const answer = await act("a", "block-person");
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.contain("Their whole server can be blocked.");
    expect(await node.world.blocks.list()).to.deep.equal([]);
    expect((await act("a", "block-server")).status).to.equal(303);
  });

  it("adds a block by name, and keeps what was typed when it is none", async () => {
    await node.post("/admin/blocks", { csrf, who: "Spam.Example", note: "Casino" }, { cookie });
    expect(await node.world.blocks.list()).to.have.lengthOf(1);
    expect((await node.world.blocks.list())[0]).to.include({ _id: "host:spam.example", note: "Casino" });
    const bad = await node.post("/admin/blocks", { csrf, who: "@nobody@far.example", note: "Why" }, { cookie });
    expect(bad.status).to.equal(404);
    expect(await bad.text())
      .to.contain('value="@nobody@far.example"')
      .and.contain('value="Why"');
  });

  it("404 for an unknown comment or action", async () => {
    await node.put({ _id: "a" });
    expect((await act("nothing", "approve")).status).to.equal(404);
    expect((await act("a", "explode")).status).to.equal(404);
  });

  it("403 without the word of the form, and from another site's page", async () => {
    await node.put({ _id: "a", state: "held" });
    expect((await act("a", "approve", { csrf: "wrong" })).status).to.equal(403);
    const crossed = await node.post("/admin/comments/a/approve", { csrf }, { cookie, origin: "https://evil.example" });
    expect(crossed.status).to.equal(403);
    expect((await node.world.comments.get("a"))?.state).to.equal("held");
  });

  it("shows each blog with its followers and what its feed said", async () => {
    const site = await node.world.sites.get("site");
    if (site) await node.world.sites.set("site", { polling: { ...site.polling, fault: "The feed is a web page." } });
    node.clock.advance(250);
    const html = await (await node.get("/admin/posts", { cookie })).text();
    expect(html).to.contain("The feed is a web page.").and.contain("A post").and.contain("Followers");
  });
});

describe("/login", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  it("is not used up by being opened, and works once", async () => {
    const token = await createSignIn(node.world).issueLogin();
    for (let i = 0; i < 3; i++) expect((await node.get(`/login?token=${token}`)).status).to.equal(200);
    const opened = await node.post("/login", { token });
    expect(opened.status).to.equal(303);
    const cookie = opened.headers.get("set-cookie") ?? "";
    expect(cookie).to.contain("HttpOnly").and.contain("SameSite=Lax").and.contain("Max-Age=2592000");
    expect((await node.get("/admin/", { cookie: cookie.split(";")[0] ?? "" })).status).to.equal(200);
    expect((await node.post("/login", { token })).status).to.equal(403);
    expect((await node.get(`/login?token=${token}`)).status).to.equal(403);
  });

  it("403 after a day", async () => {
    const token = await createSignIn(node.world).issueLogin();
    node.clock.advance(24 * 3_600_000 + 1);
    expect((await node.post("/login", { token })).status).to.equal(403);
  });

  it("keeps nothing of a session but a hash", async () => {
    const { cookie } = await node.signIn();
    const token = cookie.split("=")[1] ?? "";
    expect(await node.world.sessions.get(token, node.clock.now())).to.equal(null);
  });

  it("binds the cookie to the host over https", async () => {
    const secure = await startWebNode({ settings: { url: "https://node.example" } });
    const token = await createSignIn(secure.world).issueLogin();
    const opened = await secure.post("/login", { token }, { origin: "https://node.example" });
    expect(opened.headers.get("set-cookie")).to.match(/^__Host-antiphon=.*; Path=\/.*Secure/);
    await secure.close();
  });
});
