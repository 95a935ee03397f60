import { expect } from "chai";
import { aSite } from "../helpers/thread.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

/** The page of the thread where the blog is tried out, and with www. */
const staging = "http://localhost:1313";
const www = "https://www.blog.example";

describe("a blog at several addresses", () => {
  let node: WebNode;
  before(async () => {
    node = await startWebNode({ site: { alsoAt: [`${www}/`, `${staging}/drafts/`] } });
    await node.put({ _id: "a", number: 1 });
  });
  after(() => node.close());

  const fragment = (url: string, origin: string) => node.get(`/fragment?url=${encodeURIComponent(url)}`, { origin });

  it("shows the same thread at each, to pages from there and from nowhere else", async () => {
    const here = await (await fragment(postUrl, "https://blog.example")).text();
    for (const [url, origin] of [
      [`${www}/post`, www],
      [`${staging}/drafts/post`, staging],
    ] as const) {
      // Once drawn, and once from memory.
      for (let i = 0; i < 2; i++) {
        const answer = await fragment(url, origin);
        expect(answer.headers.get("access-control-allow-origin")).to.equal(origin);
        expect(answer.headers.get("vary")).to.contain("Origin");
        expect(await answer.text()).to.equal(here);
      }
    }
    const elsewhere = await fragment(postUrl, "https://evil.example");
    expect(elsewhere.headers.get("access-control-allow-origin")).to.equal("https://blog.example");
  });

  it("says nothing of several where there is one", async () => {
    const other = await startWebNode();
    const answer = await other.get(`/fragment?url=${encodeURIComponent(postUrl)}`, { origin: www });
    expect(answer.headers.get("vary")).to.equal("Accept-Encoding");
    expect(answer.headers.get("access-control-allow-origin")).to.equal("https://blog.example");
    await other.close();
  });

  it("takes comments and votes that are sent from each", async () => {
    const started = await node.started();
    const json = { accept: "application/json", origin: staging };
    const said = { url: `${staging}/drafts/post`, text: "From a draft", started, subject: "" };
    expect((await node.post("/comments", said, json)).status).to.be.oneOf([201, 202]);
    const { items } = await node.world.comments.inState("published", { limit: 9 });
    expect(items.map(({ thread }) => thread)).to.include.members(["thread"]);
    const voted = await node.post("/votes", { number: "1", value: "up" }, { ...json, origin: www });
    expect([voted.status, voted.headers.get("access-control-allow-origin")]).to.deep.equal([200, www]);
    const foreign = await node.post(
      "/votes",
      { number: "1", value: "up" },
      { ...json, origin: "https://evil.example" },
    );
    expect(foreign.status).to.equal(403);
  });

  it("makes a page that is first seen there a page of where it lives", async () => {
    const opened = await node.openThread(`${www}/new`, { wait: true });
    expect(opened.kind === "thread" && opened.thread.page.url).to.equal("https://blog.example/new");
  });

  it("counts, tells what is new, and speaks Isso’s API from each", async () => {
    const live = await node.get(`/live?url=${encodeURIComponent(`${www}/post`)}`, {
      origin: www,
      accept: "application/json",
    });
    expect([live.status, live.headers.get("access-control-allow-origin")]).to.deep.equal([200, www]);
    const isso = await node.get(`/?uri=${encodeURIComponent("/post")}`, { origin: www, accept: "*/*" });
    expect(isso.headers.get("access-control-allow-origin")).to.equal(www);
    expect(((await isso.json()) as { total_replies: number }).total_replies).to.be.above(0);
  });

  it("takes no address of another blog, and says whose it is", async () => {
    const session = await node.signIn();
    const { site, ...rest } = { site: await node.world.sites.get("site"), _id: "b", handle: "b", name: "Bees" };
    if (!site) throw new Error("There is no blog.");
    await node.world.sites.add({
      ...site,
      ...rest,
      home: "https://bees.example/",
      alsoAt: [],
      formerHomes: ["https://old.bees.example/"],
    });
    const save = (alsoAt: string) =>
      node.post("/admin/settings/site", { csrf: session.csrf, alsoAt }, { cookie: session.cookie });
    const refused = await save("https://bees.example");
    expect(refused.status).to.equal(422);
    expect(await refused.text()).to.contain("https://bees.example/ is an address of “Bees”.");
    for (const within of ["https://bees.example/hive/", "http://bees.example/%68ive/", "https://old.bees.example/a"]) {
      const answer = await save(`${www}/\n${within}`);
      expect([answer.status, await answer.text()]).to.satisfy(
        ([status, html]: [number, string]) => status === 422 && html.includes("lies within the addresses of “Bees”."),
        within,
      );
    }
    expect(await (await save(`${node.url}/blog/`)).text()).to.contain("is an address of this node itself.");
    expect((await node.world.sites.get("site"))?.alsoAt).to.deep.equal([`${www}/`, `${staging}/drafts/`]);
    expect(await (await save("www.blog.example")).text()).to.contain("is no whole address, such as");
    expect((await save(`${www}/index.html\n${www}/ https://blog.example/`)).status).to.equal(303);
    expect((await node.world.sites.get("site"))?.alsoAt).to.deep.equal([`${www}/`]);
  });

  it("lets a blog below another one have its further addresses below that one’s", async () => {
    const session = await node.signIn();
    await node.world.sites.add(aSite({ _id: "notes", handle: "notes", home: "https://blog.example/notes/" }));
    const form = { csrf: session.csrf, alsoAt: `${www}/notes/` };
    expect((await node.post("/admin/settings/notes", form, { cookie: session.cookie })).status).to.equal(303);
    expect((await node.world.sites.get("notes"))?.alsoAt).to.deep.equal([`${www}/notes/`]);
  });

  it("takes other addresses from owners of the whole node alone, and shows them to those of the blog", async () => {
    const before = (await node.world.sites.get("site"))?.alsoAt;
    const { cookie, csrf } = await node.signIn({ name: "Ada", grants: [{ site: "site", role: "owner" }] });
    const html = await (await node.get("/admin/settings/site", { cookie })).text();
    expect(html)
      .to.match(/id="setting-alsoAt" rows="3" readonly/)
      .and.contain("Only owners of the whole node");
    const saved = await node.post(
      "/admin/settings/site",
      { csrf, alsoAt: "https://any.example/", votes: "off" },
      { cookie },
    );
    expect(saved.status).to.equal(303);
    expect(await node.world.sites.get("site")).to.deep.include({ alsoAt: before, votes: "off" });
  });
});
