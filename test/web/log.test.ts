import { expect } from "chai";
import type { JournalNote } from "../../src/domain/journal.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("/admin/log", () => {
  let node: WebNode;
  let cookie: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie } = await node.signIn());
  });
  afterEach(() => node.close());

  const note = (given: Partial<JournalNote> = {}) =>
    node.world.journal.note({
      thread: "thread",
      what: "reply-dropped",
      who: "mira@far.example",
      object: "https://far.example/1",
      reason: "It has neither words nor pictures.",
      ...given,
    });
  const get = async (path: string) => (await node.get(path, { cookie })).text();

  it("tells the owner what happened to a post, and why", async () => {
    note();
    const html = await get("/admin/log?thread=thread");
    expect(html)
      .to.contain("A reply by @mira@far.example was not taken.")
      .and.contain("It has neither words nor pictures.")
      .and.contain('href="https://far.example/1" rel="nofollow noopener noreferrer"')
      .and.contain("24 Nov 2026, 12:00 UTC")
      .and.contain("A post")
      .and.contain('class="log-bad"');
  });

  it("is closed to everybody else", async () => {
    note();
    const answer = await node.get("/admin/log?thread=thread");
    expect(answer.status).to.equal(401);
    expect(await answer.text()).to.not.contain("mira");
  });

  it("is linked from the list of posts and from each comment in the queue", async () => {
    await node.put({ _id: "a", state: "held" });
    for (const path of ["/admin/posts", "/admin/"]) {
      expect(await get(path), path).to.contain('href="/admin/log?thread=thread"');
    }
    expect(await get("/admin/posts")).to.contain('href="/admin/log"');
  });

  it("keeps posts apart, and what belongs to none", async () => {
    note({ who: "one@far.example" });
    note({ thread: "other", who: "two@far.example" });
    note({ thread: null, what: "message-refused", who: "three.example", object: null });
    expect(await get("/admin/log?thread=thread"))
      .to.contain("one@")
      .and.not.match(/two@|three/);
    expect(await get("/admin/log"))
      .to.contain("three.example was turned away")
      .and.not.match(/one@|two@/);
  });

  it("leads to what happened earlier, page by page", async () => {
    for (let i = 0; i < 60; i++) note({ who: `p${i}@far.example` });
    const first = await get("/admin/log?thread=thread");
    const next =
      /href="(\/admin\/log\?thread=thread&amp;after=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await get(next);
    expect(first).to.contain("@p59@").and.not.contain("@p9@");
    expect(second).to.contain("@p9@").and.contain("@p0@").and.not.contain("@p10@").and.not.contain("Earlier");
  });

  it("escapes whatever a stranger is called, and has a sentence where there is nothing", async () => {
    expect(await get("/admin/log?thread=thread")).to.contain("Nothing happened yet.");
    note({ who: '"><img src=x onerror=alert(1)>@far.example' });
    expect(await get("/admin/log?thread=thread")).to.not.contain("<img");
  });

  it("404 for a post that is not there, 422 for a page marker that is not ours", async () => {
    expect((await node.get("/admin/log?thread=none", { cookie })).status).to.equal(404);
    expect((await node.get("/admin/log?thread=thread&after=x", { cookie })).status).to.equal(422);
  });
});
