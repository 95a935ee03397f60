import { expect } from "chai";
import { siteSettings } from "../../src/domain/site-settings.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("the settings of a blog", () => {
  let node: WebNode;
  let session: { cookie: string; csrf: string };
  const fixed = () => ({ sort: { key: "ANTIPHON_SORT", place: "environment" } });
  beforeEach(async () => {
    node = await startWebNode({ site: { sort: "newest" }, settings: { fixed } });
    session = await node.signIn();
  });
  afterEach(() => node.close());

  const page = async () => (await node.get("/admin/settings/site", { cookie: session.cookie })).text();
  const save = (fields: Record<string, string>) =>
    node.post("/admin/settings/site", { csrf: session.csrf, ...fields }, { cookie: session.cookie });
  const logged = async () => (await node.world.audit.list({ act: "site.settings" }, { limit: 9 })).items;
  const fragment = async () => node.get(`/fragment?url=${encodeURIComponent(postUrl)}`);

  it("stand in one form, each with a label, what it is now, and where that comes from", async () => {
    const html = await page();
    for (const { name, label } of siteSettings.flatMap(({ settings }) => settings)) {
      expect(html, name).to.contain(`<label for="setting-${name}">${label}</label>`);
      expect(html, name).to.match(new RegExp(`id="setting-${name}-about">[^<]*(<code>|Decided here|As usual|Empty:)`));
    }
    expect(html).to.contain("Set by <code>ANTIPHON_SORT</code> (environment), and changed there.");
    expect(html).to.match(/id="setting-sort" disabled/);
    expect(html).to.contain("like the node: published at once");
  });

  it("are changed together, reach readers at once, and are written down with what was before", async () => {
    await node.put({ _id: "a", number: 1 });
    const before = await fragment();
    expect(await before.text()).to.contain("an-vote");
    const saved = await save({ name: " My blog ", lang: "de_at", votes: "off", mostLinks: "0", posting: "ask" });
    expect(saved.headers.get("location")).to.equal("/admin/settings/site?done=saved");
    const site = await node.world.sites.get("site");
    expect(site).to.deep.include({ name: "My blog", lang: "de-AT", votes: "off", mostLinks: 0, posting: "ask" });
    expect(site?.decided).to.deep.equal(["name", "lang"]);
    const after = await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`, {
      "if-none-match": before.headers.get("etag") ?? "",
    });
    expect(after.status).to.equal(200);
    expect(await after.text()).to.not.contain("an-vote");
    const [entry] = await logged();
    expect(entry?.by.name).to.equal("the owner");
    expect(entry?.detail).to.equal(
      "Name: as the feed says → My blog; Language: as the feed says → de-AT; Links that a comment may have: 3 → 0; " +
        "What readers can say by one press: That they like a comment → Nothing; " +
        "New posts: go to your followers by themselves → wait at “Posts” until you publish them.",
    );
    expect(await page()).to.contain("Decided here.");
  });

  it("are told all faults at once, each beside its field, and then nothing is changed and nothing typed is lost", async () => {
    const typed = { name: "n".repeat(101), lang: "klingon speaking", feed: "my feed", featured: "6", mostLinks: "1.5" };
    const refused = await save({ ...typed, votes: "off", web: "perhaps" });
    expect(refused.status).to.equal(422);
    const html = await refused.text();
    expect(html).to.contain("6 settings cannot be taken so; nothing was changed yet.");
    for (const [name, value] of Object.entries(typed)) {
      expect(html, name).to.match(new RegExp(`id="setting-${name}" value="${value}"`));
      expect(html, name).to.match(new RegExp(`aria-describedby="setting-${name}-problem setting-${name}-about"`));
      expect(html, name).to.contain(`<a href="#setting-${name}">`);
    }
    expect(html).to.contain("Type a whole number from 0 to 5.");
    expect(html).to.contain("Type the whole address of a feed, such as https://blog.example.org/feed.xml.");
    expect(html).to.match(/<option value="off" selected>Nothing/);
    expect(await node.world.sites.get("site"))
      .to.include({ name: "A blog" })
      .and.not.have.property("mostLinks");
    expect(await logged()).to.deep.equal([]);
  });

  it("take what is fixed outside from there, whatever a form says", async () => {
    expect((await save({ sort: "top" })).headers.get("location")).to.contain("done=same");
    expect((await node.world.sites.get("site"))?.sort).to.equal("newest");
  });

  it("have the feed read anew where it has to say something again", async () => {
    await save({ feed: "https://blog.example/other.xml", name: "Mine" });
    const { polling } = (await node.world.sites.get("site")) ?? {};
    expect(polling).to.deep.include({ etag: null, nextPollAt: node.clock.now() });
    expect((await node.world.jobs.count()).waiting).to.equal(1);
    await save({ name: "", feed: "" });
    expect(await node.world.sites.get("site")).to.deep.include({ name: "blog.example", decided: [], feed: null });
  });

  it("keep levels that were decided for the other way", async () => {
    await save({ web: "hold", fediverse: "refuse" });
    await save({ web: "" });
    expect((await node.world.sites.get("site"))?.levels).to.deep.equal({ fediverse: "refuse" });
  });

  it("lead their owner to them, and show how the node runs to its owner alone", async () => {
    const facts = [{ key: "ANTIPHON_LOG", value: "info", place: "default" }];
    const other = await startWebNode({ settings: { facts } });
    const ofNode = await other.signIn();
    const all = await (await other.get("/admin/settings", { cookie: ofNode.cookie })).text();
    expect(all).to.contain("/admin/settings/site").and.contain("ANTIPHON_LOG");
    const ofBlog = await other.signIn({ name: "Ada", grants: [{ site: "site", role: "owner" }] });
    const led = await other.get("/admin/settings", { cookie: ofBlog.cookie });
    expect(led.headers.get("location")).to.equal("/admin/settings/site");
    await other.close();
  });

  it("are nobody’s where there is no such blog", async () => {
    expect((await node.get("/admin/settings/nowhere", { cookie: session.cookie })).status).to.equal(404);
  });
});
