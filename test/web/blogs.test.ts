import { expect } from "chai";
import { aSite, aThread } from "../helpers/thread.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("blogs of a node", () => {
  let node: WebNode;
  let session: { cookie: string; csrf: string };
  const isConfigured = ({ home }: { home: string }) => home === "https://set.example/";
  beforeEach(async () => {
    const fixed = (site: { home: string }) =>
      isConfigured(site) ? { home: { key: "ANTIPHON_SITE", place: "environment" } } : {};
    const fixedForAll = {};
    node = await startWebNode({ settings: { fixed, fixedForAll, decided: () => ({ sort: "top" }) } });
    session = await node.signIn();
  });
  afterEach(() => node.close());

  const page = async (path: string) => (await node.get(path, { cookie: session.cookie })).text();
  const send = (path: string, fields: Record<string, string> = {}) =>
    node.post(path, { csrf: session.csrf, ...fields }, { cookie: session.cookie });
  const add = (home: string, handle = "", feed = "") => send("/admin/blogs", { home, handle, feed });
  const logged = async () =>
    (await node.world.audit.list({}, { limit: 9 })).items.map(({ act, label }) => [act, label]);

  it("are added with an address alone: an account is made of it, and what holds for all holds for it", async () => {
    await send("/admin/settings", { moderation: "all" });
    const added = await add(" https://Bees.example/index.html ");
    const [, bees] = await node.world.sites.all();
    expect(added.headers.get("location")).to.equal(`/admin/settings/${bees?._id}?done=added`);
    expect(bees).to.deep.include({
      home: "https://bees.example/",
      handle: "bees",
      handleDomain: null,
      feed: null,
      moderation: "all",
      sort: "top",
      installedAt: node.clock.now(),
    });
    expect((await node.world.jobs.count()).waiting, "its feed is looked for").to.equal(1);
    expect(await logged()).to.deep.include(["site.add", "https://bees.example/"]);
    expect((await node.get("/fragment?url=https%3A%2F%2Fbees.example%2Fa")).status).to.equal(200);
    expect(await page(added.headers.get("location") ?? "")).to.contain("Its feed is looked for now");
  });

  it("are refused with all that is wrong, each beside its field, and what was typed stays", async () => {
    const refused = await (await add("bees.example", "Blog!", "feed")).text();
    expect(refused).to.contain("Type the whole address of the front page").and.contain('value="bees.example"');
    expect(refused).to.contain("The name may hold a to z").and.contain("Type the whole address of a feed");
    const taken = await add("https://blog.example", "blog");
    expect(taken.status).to.equal(422);
    expect(await taken.text())
      .to.contain("“A blog” lives there already.")
      .and.contain("Another blog of this node speaks as “blog”");
    for (const [handle, words] of [
      ["node", "keeps for itself"],
      ["bees_guests", "_guests"],
      ["bees@localhost", "whole domain"],
      ["bees@https://x.example", "domain alone"],
    ] as const)
      expect(await (await add("https://bees.example", handle)).text(), handle).to.contain(words);
    expect(await (await add(`${node.url}/mine/`)).text()).to.contain("That is the address of this node itself");
    expect(await node.world.sites.all()).to.have.length(1);
  });

  it("are added with a name at a domain of theirs, and a number where a name is taken", async () => {
    await add("https://bees.example", "@bees@bees.example", "https://bees.example/feed");
    node.clock.advance(1_000);
    await add("https://blog.else.example");
    const [, bees, other] = await node.world.sites.all();
    expect(bees).to.include({ handle: "bees", handleDomain: "bees.example", feed: "https://bees.example/feed" });
    expect(other?.handle).to.equal("blog_2");
  });

  it("are not added to the demo, which is forgotten when the node stops", async () => {
    const demo = await startWebNode({ demo: true });
    const owner = await demo.signIn();
    expect(await (await demo.get("/admin/blogs", { cookie: owner.cookie })).text()).to.contain("ANTIPHON_SITE");
    const answer = await demo.post(
      "/admin/blogs",
      { csrf: owner.csrf, home: "https://a.example" },
      { cookie: owner.cookie },
    );
    expect(answer.status).to.equal(409);
    await demo.close();
  });

  it("are put away after a look at what stops and what is kept, and put back as they were", async () => {
    await node.world.sites.add(aSite({ _id: "bees", home: "https://bees.example/", handle: "bees", name: "Bees" }));
    const buzz = "https://bees.example/buzz";
    await node.world.threads.add(aThread({ _id: "buzz", site: "bees", url: buzz, noteId: "note2" }));
    await node.put({ _id: "held", site: "bees", thread: "buzz", state: "held" });
    await node.put({ _id: "seen", site: "bees", thread: "buzz", number: 77 });
    const fragment = () => node.get(`/fragment?url=${encodeURIComponent(buzz)}`, { origin: "https://bees.example" });
    expect(await (await fragment()).text()).to.contain("comment-77");
    const asks = await page("/admin/blogs/bees/remove");
    expect(asks).to.contain("What stops").and.contain("What is kept").and.contain("@bees@");
    expect((await send("/admin/blogs/bees/remove")).headers.get("location")).to.equal("/admin/settings?done=removed");

    expect((await fragment()).status).to.equal(404);
    for (const path of ["/comments/77", `/thread?url=${encodeURIComponent(buzz)}`, "/admin/settings/bees"])
      expect((await node.get(path, { cookie: session.cookie })).status, path).to.equal(404);
    const vote = { number: "77", value: "up" };
    expect((await node.post("/votes", vote, { origin: "https://bees.example" })).status).to.equal(403);
    expect((await node.post("/votes", vote)).status).to.equal(404);
    expect(await page("/admin/")).to.not.contain("/admin/comments/held");
    expect(await page("/admin/posts")).to.not.contain("bees.example");
    expect(await page("/admin/settings")).to.contain("One was put away");
    expect(await (await add("https://bees.example")).text()).to.contain("“Bees” was put away. Put it back instead");
    expect(await (await add("https://wasps.example", "bees")).text()).to.contain("speaks as “bees”");

    const back = await send("/admin/blogs/bees/restore");
    expect(back.headers.get("location")).to.equal("/admin/settings/bees?done=restored");
    expect(await (await fragment()).text()).to.contain("comment-77");
    expect(await page("/admin/")).to.contain("/admin/comments/held");
    expect(await logged()).to.deep.include.members([
      ["site.restore", "Bees"],
      ["site.remove", "Bees"],
    ]);
  });

  it("stay where they are the only one, or are named where the node is started", async () => {
    expect(await page("/admin/settings/site")).to.not.contain("Take it off");
    expect((await send("/admin/blogs/site/remove")).status).to.equal(409);
    await node.world.sites.add(aSite({ _id: "set", home: "https://set.example/", handle: "set" }));
    expect(await page("/admin/settings/site")).to.contain("Take it off");
    expect(await page("/admin/settings/set")).to.not.contain("Take it off");
    const refused = await send("/admin/blogs/set/remove");
    expect([refused.status, await refused.text()].join())
      .to.contain("409")
      .and.contain("ANTIPHON_SITE");
    expect((await send("/admin/blogs/nowhere/remove")).status).to.equal(404);
    expect((await send("/admin/blogs/site/restore")).status).to.equal(404);
  });

  it("are looked at one by one: the menu stays with the blog", async () => {
    await node.world.sites.add(aSite({ _id: "bees", home: "https://bees.example/", handle: "bees", name: "Bees" }));
    const posts = await page("/admin/posts?site=bees");
    expect(posts).to.contain("https://bees.example/").and.not.contain('<a href="https://blog.example/"');
    for (const path of [
      "/admin/posts?site=bees",
      "/admin/?site=bees",
      "/admin/settings/bees",
      "/admin/audit?site=bees",
    ]) {
      const html = await page(path);
      expect(html, path).to.contain('href="/admin/?site=bees"').and.contain('href="/admin/posts?site=bees"');
      expect(html, path).to.contain('href="/admin/settings/bees"').and.contain('href="/admin/audit?site=bees"');
    }
    expect(await page("/admin/posts"))
      .to.contain('href="/admin/settings"')
      .and.contain("https://blog.example/");
  });

  it("share what holds for all of them, which a variable may decide instead", async () => {
    await node.world.sites.add(aSite({ _id: "bees", home: "https://bees.example/", handle: "bees", name: "Bees" }));
    expect((await send("/admin/settings", { moderation: "perhaps" })).status).to.equal(422);
    expect((await send("/admin/settings", { moderation: "closed" })).headers.get("location")).to.contain("done=saved");
    expect((await node.world.sites.all()).map(({ moderation }) => moderation)).to.deep.equal(["closed", "closed"]);
    expect(await (await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text()).to.contain("are closed");
    const [{ act, detail } = { act: "", detail: "" }] = (
      await node.world.audit.list({ act: "node.settings" }, { limit: 1 })
    ).items;
    expect([act, detail]).to.deep.equal([
      "node.settings",
      "New comments, where nothing nearer is decided: published at once → closed.",
    ]);
  });
});
