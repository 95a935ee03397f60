import { expect } from "chai";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("closing comments", () => {
  let node: WebNode;
  let session: { cookie: string; csrf: string };
  beforeEach(async () => {
    node = await startWebNode();
    session = await node.signIn();
  });
  afterEach(() => node.close());

  const address = `/thread?url=${encodeURIComponent(postUrl)}`;
  const fragment = `/fragment?url=${encodeURIComponent(postUrl)}`;
  const page = async (path = address) => (await node.get(path)).text();
  const owned = (path: string, fields: Record<string, string>) =>
    node.post(path, { csrf: session.csrf, ...fields }, { cookie: session.cookie });
  const comment = (started: string, accept = "application/json") =>
    node.post("/comments", { url: postUrl, text: "Hello", started, subject: "" }, { accept });

  it("of a thread takes the form and the ways to answer off the page, says so, and refuses what is sent", async () => {
    await node.put({ _id: "a", number: 1 });
    expect(await page())
      .to.contain("an-form")
      .and.contain("reply=1");
    const started = await node.started();
    const answer = await owned("/admin/posts/level", { thread: "thread", web: "refuse", fediverse: "" });
    expect(answer.headers.get("location")).to.equal("/admin/posts?done=level");
    for (const path of [address, fragment, `${address}&lang=de`]) {
      const html = await page(path);
      expect(html).to.not.contain("an-form").and.not.contain("reply=1");
      expect(html).to.match(/Comments on this page are closed\.|auf dieser Seite sind geschlossen/);
    }
    expect(await page()).to.contain("an-fedi");
    const refused = await comment(started);
    expect(refused.status).to.equal(403);
    expect(((await refused.json()) as { detail: string }).detail).to.equal("Comments on this page are closed.");
    expect(await (await comment(started, "text/html")).text())
      .to.contain("Hello")
      .and.contain("Comments on this page are closed.");
  });

  it("keeps votes where they are", async () => {
    await node.put({ _id: "a", number: 1 });
    await owned("/admin/posts/level", { thread: "thread", web: "refuse", fediverse: "refuse" });
    expect(await page()).to.contain("an-votes");
  });

  it("to the fediverse alone leaves the form, and offers no way from home", async () => {
    await owned("/admin/posts/level", { thread: "thread", web: "", fediverse: "refuse" });
    expect(await page())
      .to.contain("an-form")
      .and.not.contain("an-fedi");
    expect((await node.get(`/from-home?url=${encodeURIComponent(postUrl)}`)).status).to.equal(404);
    expect((await comment(await node.started())).status).to.equal(201);
  });

  it("of a blog after some days closes each thread when its time is over, also for who has the page kept", async () => {
    await owned("/admin/posts/rules", { site: "site", web: "", fediverse: "", days: "100" });
    const first = await node.get(fragment);
    expect(await first.text()).to.contain("an-form");
    const etag = first.headers.get("etag") ?? "";
    expect((await node.get(fragment, { "if-none-match": etag })).status).to.equal(304);
    node.clock.advance(101 * 86_400_000);
    const later = await node.get(fragment, { "if-none-match": etag });
    expect(later.status).to.equal(200);
    expect(await later.text()).to.contain("Comments on this page are closed.");
    session = await node.signIn();
    await owned("/admin/posts/level", { thread: "thread", web: "publish", fediverse: "" });
    expect(await page(fragment)).to.contain("an-form");
  });

  it("tells readers before they write that everything waits", async () => {
    await owned("/admin/posts/rules", { site: "site", web: "hold", fediverse: "", days: "0" });
    expect(await page())
      .to.contain("Comments here are shown after the owner has read them.")
      .and.contain(">Send for review</button>");
    expect((await comment(await node.started())).status).to.equal(202);
  });

  it("shows the owner what is in force, and refuses what is no choice", async () => {
    await owned("/admin/posts/rules", { site: "site", web: "hold", fediverse: "refuse", days: "30" });
    const html = await (await node.get("/admin/posts", { cookie: session.cookie })).text();
    expect(html).to.contain("from the form every one waits; from the fediverse closed");
    expect(html).to.match(/<option value="hold" selected>/);
    for (const bad of [
      { web: "perhaps", days: "0" },
      { days: "soon" },
      { links: "1.5" },
      { account: "-1" },
      { days: "-3" },
    ]) {
      expect((await owned("/admin/posts/rules", { site: "site", web: "", fediverse: "", ...bad })).status).to.equal(
        422,
      );
    }
    await owned("/admin/posts/rules", { site: "site", web: "", fediverse: "", links: "0", account: "7" });
    const site = await node.world.sites.get("site");
    expect(site).to.deep.include({ levels: {}, closeAfterDays: 30, mostLinks: 0, accountDays: 7 });
  });

  it("leaves a sentence below a form that answers somebody as it is", async () => {
    await node.put({ _id: "a", number: 1 });
    const html = await page(`${address}&reply=1`);
    expect(html).to.contain("an-form").and.not.contain("are closed");
  });
});
