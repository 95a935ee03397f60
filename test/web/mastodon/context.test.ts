import { expect } from "chai";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { postNumber } from "../../../src/domain/post-number.ts";
import { mostTold } from "../../../src/usecases/visit/read-conversation.ts";
import { aComment, mira } from "../../helpers/comment.ts";
import { expectStatus } from "../../helpers/mastodon-entities.ts";
import { aThread } from "../../helpers/thread.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const postId = postNumber("thread");

describe("Mastodon's GET /api/v1/statuses/:id/context", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  // biome-ignore lint/suspicious/noExplicitAny: what programs are told is looked at member by member
  type Told = any;
  const call = (path: string, headers: Record<string, string> = {}) =>
    node.get(`/api/v1/statuses/${path}`, { accept: "*/*", origin: "https://other.example", ...headers });
  const context = async (id = postId): Promise<Told> => (await call(`${id}/context`)).json();
  const links = (told: Told[]) => told.map(({ id, in_reply_to_id }) => [id, in_reply_to_id]);

  it("tells all that readers see, each comment in front of its answers, in any page's reach", async () => {
    const a = await node.put({ _id: "a" });
    const b = await node.put({ _id: "b", author: mira, origin: "fediverse" });
    const c = await node.put({ _id: "c", parent: "a", path: ["a"] });
    const d = await node.put({ _id: "d", parent: "c", path: ["a", "c"] });
    const answer = await call(`${postId}/context`);
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("content-type")).to.equal("application/json; charset=utf-8");
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    expect(answer.headers.get("x-robots-tag")).to.equal("noindex");
    const told = (await answer.json()) as Told;
    expect(told.ancestors).to.deep.equal([]);
    expect(links(told.descendants)).to.deep.equal([
      [String(a.number), postId],
      [String(c.number), String(a.number)],
      [String(d.number), String(c.number)],
      [String(b.number), postId],
    ]);
    expect(told.descendants.map((one: Told) => one.replies_count)).to.deep.equal([1, 1, 0, 0]);
    for (const one of told.descendants) expectStatus(one);
  });

  it("tells what stands above a comment, the post first, and what stands below", async () => {
    const a = await node.put({ _id: "a" });
    const b = await node.put({ _id: "b", parent: "a", path: ["a"] });
    const c = await node.put({ _id: "c", parent: "b", path: ["a", "b"] });
    await node.put({ _id: "beside", parent: "a", path: ["a"] });
    const told = await context(String(b.number));
    expect(links(told.ancestors)).to.deep.equal([
      [postId, null],
      [String(a.number), postId],
    ]);
    expect(links(told.descendants)).to.deep.equal([[String(c.number), String(b.number)]]);
    for (const one of told.ancestors) expectStatus(one);
  });

  it("tells nothing of what is not to be seen, and lets its answers stand with what is next above", async () => {
    const top = await node.put({ _id: "top" });
    const hidden = { removed: { state: "removed" }, hidden: { hiddenBy: "owner" } } as const;
    for (const [_id, given] of Object.entries(hidden)) await node.put({ _id, parent: "top", path: ["top"], ...given });
    const held = await node.put({ _id: "held", state: "held" });
    await node.put({ _id: "spam", state: "spam" });
    await node.put({ _id: "gone", state: "removed" });
    const below = await node.put({ _id: "below", parent: "removed", path: ["top", "removed"] });
    const lone = await node.put({ _id: "lone", parent: "gone", path: ["gone"] });
    const told = await context();
    expect(links(told.descendants)).to.deep.equal([
      [String(top.number), postId],
      [String(below.number), String(top.number)],
      [String(lone.number), postId],
    ]);
    const alone = (await (await call(String(below.number))).json()) as Told;
    expect(alone).to.include({ in_reply_to_id: String(top.number) });
    const refused = await call(`${held.number}/context`);
    expect(refused.status).to.equal(404);
    expect(await refused.json()).to.deep.equal({ error: "There is no such post or comment here." });
  });

  it("finds a post by its number, by the id of its fediverse address, and by the page's address, and names it so", async () => {
    const a = await node.put({ _id: "a" });
    for (const id of [postId, "note1", postUrl, "http://blog.example/post/?utm_source=x"]) {
      const told = await context(encodeURIComponent(id));
      expect(links(told.descendants), id).to.deep.equal([[String(a.number), id]]);
      expect(await (await call(encodeURIComponent(id))).json(), id).to.include({ id });
    }
  });

  it("knows a page that was not looked at yet as one without comments, and no others", async () => {
    const fresh = encodeURIComponent("https://blog.example/fresh");
    expect(await context(fresh)).to.deep.equal({ ancestors: [], descendants: [] });
    expect((await call(fresh)).status).to.equal(404);
    for (const id of [
      "https://else.example/",
      "4503599627370497",
      "9007199254740992",
      "77",
      "0",
      "no-such-note",
      "%20",
    ])
      expect((await call(`${encodeURIComponent(id)}/context`)).status, id).to.equal(404);
    expect((await call("%E0%A4%A/context")).status).to.equal(422);
    expect((await call("https%3A%2F%2F%5B/context")).status).to.equal(404);
  });

  it("follows a post whose thread was merged into another, and finds none of a blog that was put away", async () => {
    await node.put({ _id: "a" });
    const old = { _id: "former", url: "https://blog.example/former", noteId: "note2" };
    await node.world.threads.add(aThread({ ...old, announcement: "merged", mergedInto: "thread" }));
    expect((await context(postNumber("former"))).descendants).to.have.lengthOf(1);
    await node.world.sites.set("site", { removedAt: node.clock.now() });
    node.clock.advance(1_000);
    expect((await call(`${postId}/context`)).status).to.equal(404);
    expect((await call("1/context")).status).to.equal(404);
  });

  it("is kept until the thread changes", async () => {
    await node.put({ _id: "a" });
    const first = await call(`${postId}/context`);
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).to.equal("no-cache");
    const same = await call(`${postId}/context`, { "if-none-match": etag });
    expect(same.status).to.equal(304);
    expect(same.headers.get("access-control-allow-origin")).to.equal("*");
    await node.put({ _id: "b" });
    const changed = await call(`${postId}/context`, { "if-none-match": etag });
    expect(changed.status).to.equal(200);
    expect(((await changed.json()) as Told).descendants).to.have.lengthOf(2);
  });

  it(`tells the oldest ${mostTold} of a thread, and of a comment in a longer one what came behind it`, async () => {
    for (let i = 1; i <= mostTold + 3; i++) {
      const createdAt = new Date(Date.UTC(2026, 10, 1) + i * 1000);
      const above = i === mostTold + 3 ? { parent: `c${mostTold + 2}`, path: [`c${mostTold + 2}`] } : {};
      await node.world.comments.add(
        aComment({ _id: `c${i}`, number: i, createdAt, html: "<p>x</p>" as SafeHtml, ...above }),
      );
    }
    await node.world.threads.raise("thread", { published: mostTold + 3, held: 0 });
    const all = await context();
    expect(all.descendants).to.have.lengthOf(mostTold);
    expect(all.descendants.at(-1)).to.include({ id: String(mostTold) });
    const late = await context(String(mostTold + 2));
    expect(links(late.descendants)).to.deep.equal([[String(mostTold + 3), String(mostTold + 2)]]);
    expect(links(late.ancestors)).to.deep.equal([[postId, null]]);
    const statuses = await Promise.all(Array.from({ length: 31 }, (_, i) => call(`${i + 1}/context`)));
    expect(statuses.map(({ status }) => status).filter((status) => status === 429)).to.have.length.above(0);
  }).timeout(60_000);
});
