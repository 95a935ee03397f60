import { expect } from "chai";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const key = "22444f78447824223cefc48062";

describe("where the posts of a blog come from", () => {
  let node: WebNode;
  let session: { cookie: string; csrf: string };
  beforeEach(async () => {
    node = await startWebNode({});
    session = await node.signIn();
    await node.world.sites.set("site", {
      polling: {
        feed: "https://blog.example/feed.xml",
        etag: '"1"',
        lastModified: null,
        firstPolledAt: node.clock.now(),
        nextPollAt: new Date("2027-01-01T00:00:00Z"),
        fault: null,
      },
    });
  });
  afterEach(() => node.close());

  const page = async () => (await node.get("/admin/settings/site", { cookie: session.cookie })).text();
  const save = (fields: Record<string, string>) =>
    node.post("/admin/settings/site", { csrf: session.csrf, ...fields }, { cookie: session.cookie });
  const site = () => node.world.sites.get("site");

  it("is chosen with what it takes; the source is read at once, as for the first time", async () => {
    const saved = await save({
      postsFrom: "ghost",
      sourceKey: key.toUpperCase(),
      sourceAt: "https://my.ghost.example",
    });
    expect(saved.headers.get("location")).to.contain("done=saved");
    expect(await site()).to.include({ postsFrom: "ghost", sourceKey: key, sourceAt: "https://my.ghost.example/" });
    expect((await site())?.polling).to.deep.include({
      feed: null,
      etag: null,
      firstPolledAt: null,
      nextPollAt: node.clock.now(),
    });
  });

  it("never shows the key, not in the log either, and keeps it where nothing else is typed", async () => {
    await save({ postsFrom: "ghost", sourceKey: key });
    const shown = `••••••••${key.slice(-6)}`;
    const log = JSON.stringify((await node.world.audit.list({}, { limit: 9 })).items);
    for (const seen of [await page(), log]) expect(seen).to.contain(shown).and.not.contain(key);
    await save({ postsFrom: "ghost", sourceKey: shown, name: "Another name" });
    expect((await site())?.sourceKey).to.equal(key);
    await save({ postsFrom: "feed", sourceKey: "" });
    expect((await site())?.sourceKey).to.equal(null);
  });

  it("is refused where something is missing or wrong, and nothing is changed", async () => {
    const cases: [Record<string, string>, string][] = [
      [{ postsFrom: "ghost", sourceKey: "" }, "Ghost is read with a key"],
      [{ sourceKey: `${key}:abc` }, "no key of the Content API"],
      [{ postsBelow: "blog" }, "starts with a slash"],
      [{ postsBelow: "/blog?page=1" }, "starts with a slash"],
      [{ sourceAt: "my blog" }, "Type a whole address"],
      [{ postsFrom: "medium" }, "Choose one of these"],
    ];
    for (const [typed, words] of cases) {
      const refused = await save(typed);
      expect(refused.status, words).to.equal(422);
      expect(await refused.text()).to.contain(words);
    }
    expect(await site()).to.not.have.any.keys("postsFrom", "sourceKey", "postsBelow", "sourceAt");
  });

  it("begins a sitemap anew where its path changes, and leaves the feed's memory alone", async () => {
    const polling = { ...(await site())?.polling, sitemapAt: node.clock.now() } as never;
    await node.world.sites.set("site", { polling });
    await save({ postsBelow: "/blog/" });
    expect((await site())?.polling).to.deep.include({ sitemapAt: null, firstPolledAt: node.clock.now() });
  });
});
