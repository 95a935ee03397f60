import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { onEveryStore } from "../helpers/stores.ts";

/** What an owner does with a browser that runs no scripts: links are followed, forms are sent as they stand. */
onEveryStore("an owner", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let node: TestNode;
  let env: Record<string, string>;
  let post: string;
  let session = "";

  async function get(path: string): Promise<{ status: number; html: string }> {
    const answer = await fetch(`${node.url}${path}`, { headers: { cookie: session }, redirect: "manual" });
    return { status: answer.status, html: await answer.text() };
  }

  /** Presses the button that leads to an action; the page must offer it. */
  async function press(page: string, action: RegExp, extra: Record<string, string> = {}): Promise<string> {
    const { html } = await get(page);
    const form = html.match(/<form[\s\S]*?<\/form>/g)?.find((text) => action.test(text)) ?? "";
    const path = action.exec(form)?.[0];
    if (!path) throw new Error(`${page} offers nothing like ${action}`);
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
    const fields = Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value]));
    const answer = await node.send(path, { ...fields, ...extra }, session);
    expect(answer.status, `${path}: ${answer.html}`).to.equal(303);
    await settle(node);
    return answer.location;
  }

  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "first", title: "The first post" });
    post = blog.urlOf("first");
    env = { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog", ANTIPHON_MODERATION: "first", ...store.env() };
    node = await startNode(clock, env);
  });
  after(async () => {
    await node?.close();
    await blog?.close();
  });

  it("is let in by the link that the start prints, once", async () => {
    expect((await get("/admin/")).status).to.be.oneOf([303, 401, 403]);
    const link = new URL((await node.loginLink()) as string);
    const token = link.searchParams.get("token") ?? "";
    expect((await get(`/login?token=${token}`)).status, "a mail scanner opens the link").to.equal(200);
    const entered = await node.send("/login", { token });
    expect(entered.status).to.equal(303);
    session = entered.cookie;
    expect((await get("/admin/")).status).to.equal(200);
    expect((await node.send("/login", { token })).status).to.equal(403);
  });

  it("finds a stranger's comment waiting, while readers are told that one waits", async () => {
    const posted = await node.post(post, { text: "My first words here.", author: "Anna" });
    expect(posted.status).to.equal(303);
    expect(await node.page(post))
      .to.include("1 waits for review")
      .and.not.include("My first words here.");
    const { html } = await get("/admin/");
    expect(html).to.include("My first words here.").and.include("The first comment of somebody new.");
  });

  it("approves it, hides it, shows it again and deletes it for good", async () => {
    await press("/admin/", /\/admin\/comments\/[^"]+\/approve/);
    expect(await node.texts(post)).to.deep.equal(["My first words here."]);
    await press("/admin/?tab=published", /\/admin\/comments\/[^"]+\/hide/);
    expect(await node.page(post)).to.not.include("My first words here.");
    const { html } = await get("/admin/?tab=hidden");
    const tab = html.includes("My first words here.") ? "hidden" : "published";
    await press(`/admin/?tab=${tab}`, /\/admin\/comments\/[^"]+\/show/);
    expect(await node.texts(post)).to.deep.equal(["My first words here."]);
    await press("/admin/?tab=published", /\/admin\/comments\/[^"]+\/delete/);
    expect(await node.page(post)).to.not.include("My first words here.");
    expect((await get("/admin/?tab=removed")).html).to.include("Its words were erased.");
  });

  it("blocks a server and takes the block back", async () => {
    await press("/admin/blocks", /\/admin\/blocks(?=")/, { who: "Bad.Example", note: "" });
    const { html } = await get("/admin/blocks");
    expect(html).to.include("bad.example");
    expect((await node.store.repos.blocks.list()).map((block) => block._id)).to.deep.equal(["host:bad.example"]);
    await press("/admin/blocks", /\/admin\/blocks\/remove/);
    expect(await node.store.repos.blocks.list()).to.deep.equal([]);
  });

  it("cannot be made to act by another site", async () => {
    const { items } = await node.store.repos.comments.inState("removed", { limit: 1 });
    const path = `${node.url}/admin/comments/${items[0]?._id}/approve`;
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
      const answer = await fetch(path, {
        method: "POST",
        headers: { cookie: session, ...headers },
        body: new URLSearchParams({ csrf: "guess" }),
      });
      expect(answer.status).to.equal(403);
    }
  });

  it("is still signed in after a restart", async () => {
    await node.close();
    node = await startNode(clock, { ...env, ANTIPHON_URL: node.url });
    expect((await get("/admin/")).status).to.equal(200);
  });

  it("signs out, and the cookie opens nothing any more", async () => {
    await press("/admin/", /\/admin\/logout/);
    expect((await get("/admin/")).status).to.be.oneOf([303, 401, 403]);
  });
});
