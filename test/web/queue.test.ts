import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { mira } from "../helpers/comment.ts";
import { aThread } from "../helpers/thread.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("the queue", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const read = async (path: string) => (await node.get(path, { cookie })).text();
  const send = (path: string, given: Record<string, string>) => node.post(path, { csrf, ...given }, { cookie });
  const words = (text: string) => `<p>${text}</p>` as SafeHtml;
  const state = async (id: string) => (await node.world.comments.get(id))?.state;

  async function follow(answer: Response): Promise<string> {
    expect(answer.status).to.equal(303);
    return read(answer.headers.get("location") ?? "");
  }

  it("says of an author what is known: a first comment, or how many, and since when", async () => {
    await node.put({ _id: "a", state: "held", author: mira, origin: "fediverse" });
    expect(await read("/admin/")).to.contain("Their first comment here.");
    await node.put({ _id: "b", author: mira, origin: "fediverse" });
    await node.put({ _id: "c", state: "spam", author: mira, origin: "fediverse" });
    expect(await read("/admin/")).to.contain("1 published, 1 waiting, 1 spam, since 24 Nov 2026.");
  });

  it("says of an author to who moderates one blog what they did there alone, in the queue and in the history", async () => {
    await node.put({ _id: "a", state: "held", author: mira, origin: "fediverse" });
    await node.put({ _id: "b", site: "other", author: mira, origin: "fediverse" });
    await node.put({ _id: "c", site: "other", state: "spam", author: mira, origin: "fediverse" });
    const one = await node.signIn({ name: "Mod", grants: [{ site: "site", role: "moderator" }] });
    for (const path of ["/admin/", "/admin/comments/a"]) {
      expect(await (await node.get(path, { cookie: one.cookie })).text(), path).to.contain("Their first comment here.");
      expect(await read(path), path).to.contain("1 published, 1 waiting, 1 spam");
    }
  });

  it("counts every list, up to 99", async () => {
    for (let i = 0; i < 100; i++) await node.put({ _id: `h${i}`, state: "held" });
    await node.put({ _id: "s", state: "spam" });
    const html = await read("/admin/");
    expect(html).to.match(/Waiting <span class="count">99\+</);
    expect(html).to.match(/Spam <span class="count">1</);
    expect(html).to.not.match(/Hidden <span/);
  });

  it("narrows the lists down by plain addresses, says so, and leads out of it again", async () => {
    await node.world.threads.add(aThread({ _id: "other" }));
    await node.put({ _id: "a", state: "held", html: words("From the form") });
    await node.put({ _id: "b", state: "held", html: words("From afar"), author: mira, origin: "fediverse" });
    await node.put({ _id: "c", state: "held", html: words("Elsewhere"), thread: "other" });
    const far = await read("/admin/?tab=held&origin=fediverse");
    expect(far).to.contain("From afar").and.not.contain("From the form");
    expect(far).to.contain("from the fediverse").and.contain('href="/admin/?tab=held"');
    expect(await read("/admin/?tab=held&server=FAR.example"))
      .to.contain("From afar")
      .and.not.contain("Elsewhere");
    expect(await read("/admin/?tab=held&thread=other"))
      .to.contain("Elsewhere")
      .and.not.contain("From afar");
    expect(await read(`/admin/?tab=held&author=${encodeURIComponent(mira.id)}`))
      .to.contain("From afar")
      .and.not.contain("Elsewhere");
    expect(await read("/admin/?tab=held&until=2026-11-23")).to.contain("Nothing like that is here.");
    expect(await read("/admin/?tab=held&from=2026-11-24")).to.contain("From the form");
  });

  it("looks for words in a list, and keeps to them", async () => {
    await node.put({ _id: "a", state: "held", html: words("Crème brûlée") });
    await node.put({ _id: "b", state: "held", html: words("Something else"), author: mira, origin: "fediverse" });
    const found = await read("/admin/?tab=held&q=creme");
    expect(found).to.contain("Crème brûlée").and.contain('value="creme"').and.not.contain("Something else");
    expect(found).to.contain('href="/admin/?tab=spam&amp;q=creme"');
    expect(await read("/admin/?tab=held&q=MIRA")).to.contain("Something else");
    expect(await read("/admin/?tab=held&q=%21%3F")).to.contain("Nothing like that is here.");
    expect(await read("/admin/?tab=spam&q=creme")).to.contain("Nothing like that is here.");
  });

  it("heeds nothing that makes no sense in an address, and leads to no other page", async () => {
    await node.put({ _id: "a", state: "held" });
    expect((await node.get("/admin/?tab=x&from=yesterday&origin=moon&show=9999", { cookie })).status).to.equal(200);
    const address = async (next: string) => {
      const answer = await send("/admin/comments/a/approve", { back: "https://evil.example/?tab=spam", next });
      return answer.headers.get("location");
    };
    expect(await address("5")).to.match(/^\/admin\/\?tab=spam&done=approve&undo=[^&#]+#comment-5$/);
    expect(await address("5#x")).to.equal("/admin/?tab=spam&done=approve");
  });

  it("goes on to the comment that comes next", async () => {
    await node.put({ _id: "a", state: "held" });
    await node.put({ _id: "b", state: "held" });
    expect(await read("/admin/")).to.match(/name="next" value="1"/);
  });

  it("decides of all that is ticked by one form", async () => {
    for (const id of ["a", "b", "c"]) await node.put({ _id: id, state: "held" });
    const body = new URLSearchParams([
      ["csrf", csrf],
      ["do", "approve"],
      ["pick", "a"],
      ["pick", "c"],
    ]);
    const headers = { accept: "text/html", origin: node.url, cookie };
    const answer = await fetch(`${node.url}/admin/bulk`, { method: "POST", body, headers, redirect: "manual" });
    expect(await follow(answer)).to.contain("2 comments published.");
    expect([await state("a"), await state("b"), await state("c")]).to.deep.equal(["published", "held", "published"]);
  });

  it("takes the whole page where all is ticked, a hundred at most", async () => {
    for (let i = 0; i < 102; i++) await node.put({ _id: `h${i}`, state: "held" });
    const page = await read("/admin/?tab=held&show=100");
    const ids = /name="ids" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(ids.split(" ")).to.have.length(100);
    expect(await follow(await send("/admin/bulk", { do: "spam", all: "1", ids: `${ids} h0 h1` }))).to.contain(
      "100 comments moved to spam.",
    );
    expect((await node.world.comments.listed({ list: "held" }, { limit: 9 })).items).to.have.length(2);
  });

  it("says that nothing was ticked", async () => {
    expect(await follow(await send("/admin/bulk", { do: "approve" }))).to.contain("Nothing was ticked");
    expect((await send("/admin/bulk", { do: "explode", pick: "a" })).status).to.equal(404);
  });

  it("asks once before many are deleted for good", async () => {
    await node.put({ _id: "a", state: "held" });
    const asked = await send("/admin/bulk", { do: "delete", pick: "a", back: "/admin/?tab=held&origin=web" });
    expect(await asked.text())
      .to.contain("Delete for good?")
      .and.contain("/admin/?tab=held&amp;origin=web");
    expect(await state("a")).to.equal("held");
    const done = await send("/admin/bulk", { do: "delete", all: "1", ids: "a", sure: "1" });
    expect(await follow(done))
      .to.contain("Deleted for good.")
      .and.not.contain("Undo");
    expect(await state("a")).to.equal("removed");
  });

  it("takes back the last act by a button that is there for a while", async () => {
    await node.put({ _id: "a", state: "held" });
    await node.put({ _id: "b", state: "held" });
    const page = await follow(await send("/admin/bulk", { do: "approve", all: "1", ids: "a b" }));
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? "";
    await send("/admin/comments/b/hide", {});
    expect(await follow(await send("/admin/undo", { id }))).to.contain("Undone. 1 had changed since, and stays");
    expect([await state("a"), await state("b")]).to.deep.equal(["held", "published"]);
    expect((await send("/admin/undo", { id })).status).to.equal(410);
  });

  it("offers no undoing to somebody else, or when it is too late", async () => {
    await node.put({ _id: "a", state: "held" });
    const { headers } = await send("/admin/comments/a/approve", {});
    const address = headers.get("location") ?? "";
    expect(await read(address)).to.contain("Undo");
    node.clock.advance(10 * 60_000);
    expect(await read(address)).to.not.contain(">Undo<");
  });

  it("leads to the form where what is published can be answered", async () => {
    const { number } = await node.put({ _id: "a" });
    expect(await read("/admin/?tab=published")).to.contain(`reply=${number}#antiphon-form`);
    await node.put({ _id: "b", state: "held" });
    expect(await read("/admin/?tab=held")).to.not.contain("reply=");
  });

  it("shows what was reported and why, and is left in order by leaving or hiding it", async () => {
    await node.put({ _id: "a", html: words("Harmless"), author: mira, origin: "fediverse" });
    await node.put({ _id: "b", html: words("Rude") });
    const report = { host: null, reason: "abuse", words: "He <shouts>." } as const;
    for (const id of ["a", "b"]) {
      const times = { createdAt: node.clock.now(), until: null, version: 1 };
      await node.world.cases.add({
        _id: id,
        site: "site",
        open: true,
        count: 1,
        reports: [report],
        reporters: ["x"],
        ...times,
      });
    }
    const html = await read("/admin/?tab=reported");
    expect(html)
      .to.match(/Reported <span class="count">2</)
      .and.contain("Abuse, says a reader");
    expect(html).to.contain("He &lt;shouts&gt;.").and.contain("Leave as it is");
    const back = "/admin/?tab=reported";
    expect(await follow(await send("/admin/comments/a/approve", { back }))).to.contain("Left as it is.");
    expect(await follow(await send("/admin/comments/b/hide", { back }))).to.contain("Nobody reported anything.");
    expect((await node.world.comments.get("b"))?.hiddenBy).to.equal("owner");
  });

  it("is for the owner alone", async () => {
    for (const path of ["/admin/bulk", "/admin/undo"]) {
      expect((await node.post(path, { do: "approve", pick: "a" })).status, path).to.equal(401);
      expect((await node.post(path, { do: "approve", pick: "a" }, { cookie })).status, path).to.equal(403);
    }
  });
});
