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

  it("to the fediverse for visitors takes the box off the form, also for who sends it nevertheless, and back again", async () => {
    await node.world.sites.set("site", { guests: true });
    node.clock.advance(1_000);
    const hasBox = async () => /name="federate"/.test(await page());
    const send = async (text: string) => {
      const fields = { url: postUrl, text, federate: "1", started: await node.started(), subject: "" };
      await node.post("/comments", fields, { accept: "application/json" });
      const { items } = await node.world.comments.inState("published", { limit: 9 });
      return items.find(({ source }) => source.text === text)?.federate;
    };
    expect([await hasBox(), await send("Goes out")]).to.deep.equal([true, true]);
    const answer = await owned("/admin/posts/level", { thread: "thread", web: "", fediverse: "", guests: "stay" });
    expect(answer.headers.get("location")).to.equal("/admin/posts?done=level");
    expect([await hasBox(), await send("Stays here")]).to.deep.equal([false, false]);
    await node.put({ _id: "wished", state: "held", federate: true });
    const queue = await (await node.get("/admin/?tab=held", { cookie: session.cookie })).text();
    expect(queue).to.not.contain("Goes to the fediverse");
    const wrong = await owned("/admin/posts/level", { thread: "thread", web: "", fediverse: "", guests: "maybe" });
    expect([wrong.status, (await wrong.text()).includes("“maybe” is no choice")]).to.deep.equal([422, true]);
    expect(await hasBox()).to.equal(false);
    await owned("/admin/posts/level", { thread: "thread", web: "", fediverse: "", guests: "" });
    expect(await hasBox()).to.equal(true);
    expect(await (await node.get("/admin/?tab=held", { cookie: session.cookie })).text()).to.contain(
      "Goes to the fediverse once approved",
    );
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
    await owned("/admin/settings/site", { closeAfterDays: "100" });
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

  it("of a thread after days of its own closes it alone then, also for who has the page kept, whatever level it has", async () => {
    const choices = { thread: "thread", web: "publish", fediverse: "" };
    expect((await owned("/admin/posts/level", { ...choices, closeAfterDays: " 60 " })).status).to.equal(303);
    const etag = (await node.get(fragment)).headers.get("etag") ?? "";
    const since = (await node.world.threads.get("thread"))?.createdAt.getTime() ?? 0;
    node.clock.advance(since + 60 * 86_400_000 - 3_000 - node.clock.now().getTime());
    expect((await node.get(fragment, { "if-none-match": etag })).status).to.equal(304);
    // It is over while the form is filled in, which takes four seconds.
    const started = await node.started();
    const later = await node.get(fragment, { "if-none-match": etag });
    expect(later.status).to.equal(200);
    expect(await later.text())
      .to.contain("Comments on this page are closed.")
      .and.not.contain("an-form");
    expect((await comment(started)).status).to.equal(403);
    expect(await page()).to.not.contain("an-fedi");
    session = await node.signIn();
    const posts = await (await node.get("/admin/posts", { cookie: session.cookie })).text();
    expect(posts)
      .to.contain("Comments: closed by its age")
      .and.contain("like the blog: published at once")
      .and.match(/name="closeAfterDays"[^>]* value="60"/);
  });

  it("of a blog after some days leaves open what never closes, and is taken up again by an empty field", async () => {
    await owned("/admin/settings/site", { closeAfterDays: "1" });
    expect(await page(fragment)).to.contain("Comments on this page are closed.");
    const choices = { thread: "thread", web: "", fediverse: "" };
    await owned("/admin/posts/level", { ...choices, closeAfterDays: "0" });
    expect(await page(fragment)).to.contain("an-form");
    await owned("/admin/posts/level", { ...choices, closeAfterDays: "" });
    expect(await page(fragment)).to.contain("Comments on this page are closed.");
    const posts = await (await node.get("/admin/posts", { cookie: session.cookie })).text();
    expect(posts).to.contain("Empty: like the blog, after 1 day.");
  });

  it("after what is no number of days is refused with a sentence, and changes nothing", async () => {
    for (const closeAfterDays of ["soon", "-1", "1.5", "36501"]) {
      const wrong = await owned("/admin/posts/level", {
        thread: "thread",
        web: "refuse",
        fediverse: "",
        closeAfterDays,
      });
      expect(wrong.status, closeAfterDays).to.equal(422);
      expect(await wrong.text()).to.contain(
        `“${closeAfterDays}” is no number of days. Type a whole number from 0 to 36,500.`,
      );
    }
    expect(await node.world.threads.get("thread")).to.not.have.any.keys("levels", "closeAfterDays");
  });

  it("tells readers before they write that everything waits", async () => {
    await owned("/admin/settings/site", { web: "hold" });
    expect(await page())
      .to.contain("Comments here are shown after the owner has read them.")
      .and.contain(">Send for review</button>");
    expect((await comment(await node.started())).status).to.equal(202);
  });

  it("shows the owner what is in force, and refuses what is no choice", async () => {
    await owned("/admin/settings/site", { web: "hold", fediverse: "refuse" });
    const html = await (await node.get("/admin/posts", { cookie: session.cookie })).text();
    expect(html).to.contain("from the form every one waits; from the fediverse closed");
    const wrong = await owned("/admin/posts/level", { thread: "thread", web: "perhaps", fediverse: "" });
    expect(wrong.status).to.equal(422);
  });

  it("leaves a sentence below a form that answers somebody as it is", async () => {
    await node.put({ _id: "a", number: 1 });
    const html = await page(`${address}&reply=1`);
    expect(html).to.contain("an-form").and.not.contain("are closed");
  });
});
