import { expect } from "chai";
import { parseFeed } from "feedsmith";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { issoDefaults } from "../../../src/domain/isso.ts";
import { type IssoClient, issoClient, relaxed, startIssoNode } from "../../helpers/isso.ts";
import type { WebNode } from "../../helpers/web.ts";

describe("Isso's GET /feed and GET /latest", () => {
  let node: WebNode;
  let isso: IssoClient;
  beforeEach(async () => {
    node = await startIssoNode({ settings: { isso: { ...relaxed, latest: true, feedLimit: 3 } } });
    isso = issoClient(node);
  });
  afterEach(() => node.close());

  async function seed() {
    const a = await node.put({ _id: "a", html: "<p>A &amp; <b>b</b>\u0007</p>" as SafeHtml });
    const b = await node.put({ _id: "b" });
    const c = await node.put({ _id: "c", parent: "a", path: ["a"] });
    return [a.number, b.number, c.number] as const;
  }

  it("feeds the newest first, with Isso's ids, links and what is answered", async () => {
    const [a, b, c] = await seed();
    const answer = await isso.call("GET", "/feed?uri=/post");
    expect(answer.headers.get("content-type")).to.match(/^text\/xml/);
    const { format, feed } = parseFeed(answer.text);
    if (format !== "atom") throw new Error("No Atom came.");
    expect(feed.id).to.equal("tag:blog.example,2018:/isso/thread/post");
    expect(feed.title?.value).to.equal("Comments for blog.example/post");
    expect(feed.entries?.map(({ title }) => title?.value)).to.deep.equal([
      `Comment #${c}`,
      `Comment #${b}`,
      `Comment #${a}`,
    ]);
    const [reply, , first] = feed.entries ?? [];
    expect(first?.links?.[0]?.href).to.equal(`https://blog.example/post#isso-${a}`);
    expect(first?.id).to.equal(`tag:blog.example,2018:/isso/thread/${a}`);
    expect(first?.content?.value).to.equal("<p>A &amp; <b>b</b></p>");
    expect(first?.authors?.[0]?.name).to.equal("Anna");
    expect(reply?.thr?.inReplyTos?.[0]?.ref).to.equal(first?.id);
  });

  it("ends at the limit, and answers 304 until the thread moves on", async () => {
    await seed();
    await node.put({ _id: "d" });
    const entries = async (query: string) =>
      ((await isso.call("GET", `/feed?uri=/post${query}`)).text.match(/<entry>/g) ?? []).length;
    expect(await entries("")).to.equal(3);
    expect(await entries("&limit=1")).to.equal(1);
    expect(await entries("&limit=99")).to.equal(3);
    const { headers } = await isso.call("GET", "/feed?uri=/post");
    expect(headers.get("last-modified")).to.be.a("string");
    const known = { "if-none-match": headers.get("etag") ?? "" };
    expect((await isso.call("GET", "/feed?uri=/post", undefined, known)).status).to.equal(304);
    expect((await isso.call("GET", "/feed?uri=/post&limit=1", undefined, known)).status).to.equal(200);
    await node.put({ _id: "e" });
    expect((await isso.call("GET", "/feed?uri=/post", undefined, known)).status).to.equal(200);
  });

  it("feeds nothing for a page that is not known", async () => {
    const answer = await isso.call("GET", "/feed?uri=/never");
    expect(answer.status).to.equal(200);
    expect(answer.text).to.contain("<updated>1970-01-01T00:00:00.000Z</updated>").and.not.contain("<entry>");
    expect((await isso.call("GET", "/feed")).status).to.equal(400);
  });

  it("hands out the newest of a blog, the oldest of them first, answers among them in their turn", async () => {
    const [, b, c] = await seed();
    await node.put({ _id: "held", state: "held" });
    const { json } = await isso.call("GET", "/latest?limit=2");
    expect(json.map(({ id }: { id: number }) => id)).to.deep.equal([b, c]);
    expect(Object.keys(json[0])).to.have.members([
      ...["author", "created", "dislikes", "id", "likes", "mode", "modified", "parent", "text", "uri", "website"],
    ]);
    expect(json[0].uri).to.equal("/post");
  });

  it("leaves out of the newest of a blog what its author does not want to be listed", async () => {
    const [, b] = await seed();
    await node.put({ _id: "quiet", unlisted: true });
    const { json } = await isso.call("GET", "/latest?limit=9");
    expect(json).to.have.lengthOf(3);
    expect(json[1].id).to.equal(b);
  });

  it("400 without a limit above 0, 404 where it is off", async () => {
    for (const query of ["", "?limit=0", "?limit=-1", "?limit=x"])
      expect((await isso.call("GET", `/latest${query}`)).status, query).to.equal(400);
    await node.close();
    node = await startIssoNode({ settings: { isso: issoDefaults } });
    expect((await issoClient(node).call("GET", "/latest?limit=5")).status).to.equal(404);
  });
});
