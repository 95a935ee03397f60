import { expect } from "chai";
import { createEditKeys } from "../../src/usecases/visit/edit-key.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("own comments", () => {
  let node: WebNode;
  let number: number;
  let key: string;
  beforeEach(async () => {
    node = await startWebNode();
    const answer = await node.post(
      "/comments",
      { url: postUrl, text: "First words", author: "Ben", started: await node.started() },
      { accept: "application/json" },
    );
    ({ number, editKey: key } = (await answer.json()) as { number: number; editKey: string });
  });
  afterEach(() => node.close());

  const text = async () => (await node.world.comments.byNumber(number))?.source.text;

  it("are changed by a form, scripts off", async () => {
    const form = await (await node.get(`/comments/${number}/edit?key=${key}`)).text();
    expect(form).to.contain("First words").and.contain("until 12:15 UTC");
    const saved = await node.post(`/comments/${number}/edit`, { key, text: "Better words" });
    expect(saved.status).to.equal(303);
    const page = await (await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text();
    expect(page).to.contain("Better words").and.contain(">edited<");
  });

  it("are found by the cookie as well, so that no key stands in an address", async () => {
    const cookie = `antiphon_own=${encodeURIComponent(key)}`;
    expect((await node.get(`/comments/${number}/edit`, { cookie })).status).to.equal(200);
  });

  it("are shown before they are deleted, on a page with a heading of its own", async () => {
    const html = await (await node.get(`/comments/${number}/delete?key=${key}`)).text();
    expect(html).to.contain("<h1>Delete your comment?</h1>").and.contain("First words");
    const part = await (await node.post(`/comments/${number}/delete`, { key, format: "fragment" })).text();
    expect(part)
      .to.match(/^<form/)
      .and.not.contain("<h1>");
  });

  it("are deleted only once that was confirmed, and leave nothing of their words", async () => {
    expect((await node.post(`/comments/${number}/delete`, { key })).status).to.equal(200);
    expect(await text()).to.equal("First words");
    const gone = await node.post(`/comments/${number}/delete`, { key, sure: "yes" });
    expect(gone.headers.get("location")).to.contain("said=deleted");
    const comment = await node.world.comments.byNumber(number);
    expect(comment).to.deep.include({ state: "removed", html: "" });
    expect(comment?.author).to.deep.equal({ kind: "visitor", name: "", website: null, email: null, hash: "" });
  });

  it("403 with a sentence once 15 minutes are over", async () => {
    node.clock.advance(15 * 60_000);
    for (const action of ["edit", "delete"]) {
      const answer = await node.post(`/comments/${number}/${action}`, { key, text: "Late", sure: "yes" });
      expect(answer.status).to.equal(403);
      expect(await answer.text())
        .to.contain("expired")
        .and.contain("15 minutes");
    }
    expect(await text()).to.equal("First words");
  });

  it("403 for a forged key, a key of another comment, and none", async () => {
    const other = createEditKeys(node.world).of({ _id: "other", createdAt: node.clock.now() });
    for (const bad of ["", `${key}x`, key.replace(/~/, "~z"), other]) {
      expect((await node.post(`/comments/${number}/edit`, { key: bad, text: "Not mine" })).status).to.equal(403);
    }
    expect(await text()).to.equal("First words");
  });

  it("403 for a number that there is not, as for a wrong key", async () => {
    expect((await node.get(`/comments/9999/edit?key=${key}`)).status).to.equal(403);
  });

  it("422 for empty words, which keeps the old ones", async () => {
    const answer = await node.post(`/comments/${number}/edit`, { key, text: "   " });
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.contain("The comment is empty.");
    expect(await text()).to.equal("First words");
  });

  it("410 for one that is deleted already", async () => {
    await node.post(`/comments/${number}/delete`, { key, sure: "yes" });
    expect((await node.get(`/comments/${number}/edit?key=${key}`)).status).to.equal(410);
  });

  it("403 for another site's page, even with the right key", async () => {
    const answer = await node.post(
      `/comments/${number}/edit`,
      { key, text: "Hijacked" },
      { origin: "https://evil.example" },
    );
    expect(answer.status).to.equal(403);
    expect(await text()).to.equal("First words");
  });

  it("come as a private fragment with their keys to the blog's page", async () => {
    const held = await node.put({ _id: "held1", state: "held" });
    const keys = `${key} ${createEditKeys(node.world).of(held)}`;
    const answer = await node.post("/own", { url: postUrl, keys }, { origin: blogOrigin });
    const html = await answer.text();
    expect(answer.headers.get("cache-control")).to.equal("private, no-store");
    expect(answer.headers.get("access-control-allow-origin")).to.equal(blogOrigin);
    expect(html)
      .to.contain("Only you see this")
      .and.contain(`id="comment-${held.number}"`)
      .and.contain(`data-number="${number}"`);
  });

  it("are nobody else's: a forged key shows nothing", async () => {
    await node.put({ _id: "held1", state: "held" });
    const html = await (
      await node.post("/own", { url: postUrl, keys: "held1~zzzzzz~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
    ).text();
    expect(html.trim()).to.equal("");
  });
});
