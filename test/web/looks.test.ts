import { expect } from "chai";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("when a blog is looked at", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;

  before(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  after(() => node.close());

  const set = async (polling: object) => {
    const site = await node.world.sites.get("site");
    await node.world.sites.set("site", {
      feed: "https://blog.example/feed.xml",
      polling: { ...site?.polling, ...polling } as never,
    });
    // The list of blogs is read anew after a while.
    node.clock.advance(60_000);
  };
  const page = async (path: string) =>
    (await (await node.get(path, { cookie })).text()).replace(/<[^>]+>|\s+/g, " ").replace(/ +/g, " ");
  const later = (minutes: number) => new Date(node.clock.now().getTime() + minutes * 60_000);

  it("stands beside its posts and its settings", async () => {
    await set({ intervalMs: 7 * 3_600_000, polledAt: later(-60), nextPollAt: later(360) });
    for (const path of ["/admin/posts", "/admin/settings/site"])
      expect(await page(path), path).to.match(/every 7 hours or so; last .+, next /);
  });

  it("is now where the owner wants it, but for a blog that asked to be left alone", async () => {
    const look = () => node.post("/admin/posts/look", { csrf, site: "site" }, { cookie });
    expect((await look()).headers.get("location")).to.equal("/admin/posts?done=soon#looks-site");
    expect((await node.world.sites.get("site"))?.polling.nextPollAt).to.deep.equal(later(0));
    await set({ restUntil: later(90), nextPollAt: later(90) });
    expect((await look()).headers.get("location")).to.contain("done=resting");
    expect(await page("/admin/posts?done=resting"))
      .to.contain("asked to be left alone")
      .and.contain("asks to be left alone");
  });

  it("is never again for a feed that is gone, until the owner asks for it", async () => {
    await set({ gone: "https://blog.example/feed.xml", restUntil: null });
    expect(await page("/admin/posts")).to.contain("not again until you ask for it");
    await node.post("/admin/posts/look", { csrf, site: "site" }, { cookie });
    expect(await page("/admin/posts")).to.not.contain("not again");
  });

  it("may be followed by the pages of its sitemap, as a job, and that is written down", async () => {
    const asked = await node.post("/admin/posts/import", { csrf, site: "site" }, { cookie });
    expect(asked.headers.get("location")).to.equal("/admin/posts?done=imported#looks-site");
    expect(await page("/admin/posts?done=imported")).to.contain("appear under “From before”");
    const until = new Date(node.clock.now().getTime() + 1000);
    const jobs = await node.world.jobs.claim({ by: "t", now: until, until, limit: 99, exceptLanes: [] });
    expect(jobs.map(({ kind }) => kind)).to.include("import-pages");
    const { items } = await node.world.audit.list({}, { limit: 5 });
    expect(items[0]).to.include({ act: "posts.import", subject: "site" });
  });

  it("is not asked for a blog that is not there", async () => {
    expect((await node.post("/admin/posts/look", { csrf, site: "none" }, { cookie })).status).to.be.oneOf([403, 404]);
  });
});
