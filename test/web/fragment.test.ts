import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { mira as remote } from "../helpers/comment.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const path = `/fragment?url=${encodeURIComponent(postUrl)}`;

describe("GET /fragment", () => {
  let node: WebNode;
  let looks: string[];
  beforeEach(async () => {
    looks = [];
    node = await startWebNode({
      bend: (world) => ({
        ...world,
        threads: {
          ...world.threads,
          get: (id) => {
            looks.push(id);
            return world.threads.get(id);
          },
        },
      }),
    });
  });
  afterEach(() => node.close());

  it("nests answers and marks both origins", async () => {
    const top = await node.put({ _id: "top", html: "<p>From the form</p>" as SafeHtml });
    await node.put({
      _id: "answer",
      parent: "top",
      path: ["top"],
      origin: "fediverse",
      author: remote,
      html: "<p>From afar</p>" as SafeHtml,
      remote: { id: "https://far.example/1", url: "https://far.example/@mira/1" },
    });
    const html = await (await node.get(path)).text();
    expect(html).to.contain("2 comments");
    expect(html).to.match(new RegExp(`id="comment-${top.number}"[\\s\\S]*<ol class="an-list">[\\s\\S]*From afar`));
    expect(html).to.contain("@mira@far.example");
    expect(html).to.contain('href="https://far.example/@mira/1"');
    expect(html).to.contain("Original on far.example");
  });

  it("says how many wait for review, and shows none of them", async () => {
    await node.put({ _id: "a", state: "held", html: "<p>secret</p>" as SafeHtml });
    await node.put({ _id: "b", state: "held" });
    const html = await (await node.get(path)).text();
    expect(html).to.contain("2 wait for review").and.not.contain("secret");
  });

  it("keeps a stub for a deleted comment that was answered", async () => {
    await node.put({ _id: "gone", state: "removed", html: "" as SafeHtml });
    await node.put({ _id: "answer", parent: "gone", path: ["gone"], html: "<p>still here</p>" as SafeHtml });
    const html = await (await node.get(path)).text();
    expect(html).to.contain("This comment was deleted.").and.contain("still here").and.contain("1 comment<");
  });

  it("folds a content warning away", async () => {
    await node.put({ _id: "a", warning: "Spoiler", html: "<p>He did it</p>" as SafeHtml });
    expect(await (await node.get(path)).text()).to.match(
      /<details[^>]*>\s*<summary[^>]*>Spoiler<\/summary>[\s\S]*He did it/,
    );
  });

  it("folds away what is attached to it as well, whose description may tell", async () => {
    await node.put({
      _id: "a",
      warning: "Spoiler",
      attachments: [{ url: "https://far.example/x.png", mediaType: "image/png", alt: "The butler" }],
    });
    await node.put({
      _id: "b",
      attachments: [{ url: "https://far.example/y.png", mediaType: "image/png", alt: "A garden", sensitive: true }],
    });
    const html = await (await node.get(path)).text();
    expect(html).to.match(/<details class="an-warned">[\s\S]*The butler[\s\S]*<\/details>/);
    expect(html.split("The butler")).to.have.lengthOf(2);
    expect(html).to.match(
      /<summary[^>]*>Picture \(sensitive\): A garden<\/summary>\s*<a [^>]*><img [^>]*alt="A garden"/,
    );
  });

  it("shows no address that would run a script", async () => {
    await node.put({
      _id: "a",
      author: { ...remote, url: "javascript:alert(1)" },
      attachments: [{ url: "javascript:x", mediaType: "image/png", alt: "" }],
    });
    expect(await (await node.get(path)).text()).to.not.contain("javascript:");
  });

  it("answers 304 to a reader who has it, and 200 after a change", async () => {
    const first = await node.get(path);
    const etag = first.headers.get("etag") ?? "";
    expect((await node.get(path, { "if-none-match": etag })).status).to.equal(304);
    await node.put({ _id: "new" });
    const second = await node.get(path, { "if-none-match": etag });
    expect(second.status).to.equal(200);
    expect(await second.text()).to.contain("1 comment");
  });

  it("looks at the thread once in 200 ms, however many read it", async () => {
    await node.get(path);
    looks.length = 0;
    node.clock.advance(201);
    await Promise.all([node.get(path), node.get(path), node.get(path)]);
    await node.get(path);
    expect(looks).to.deep.equal(["thread"]);
  });

  it("is stale at once after a comment of its own, and after a raised epoch", async () => {
    const started = await node.started();
    await node.get(path);
    await node.post("/comments", { url: postUrl, text: "Fresh", started });
    expect(await (await node.get(path)).text()).to.contain("Fresh");
    const etag = (await node.get(path)).headers.get("etag");
    await node.world.sites.raiseEpoch();
    node.clock.advance(201);
    expect((await node.get(path)).headers.get("etag")).to.not.equal(etag);
  });

  it("may be read by the blog's pages and by no others", async () => {
    const answer = await node.get(path, { origin: "https://evil.example" });
    expect(answer.headers.get("access-control-allow-origin")).to.equal(blogOrigin);
  });

  it("sends a compressed form to who takes it", async () => {
    await node.put({ _id: "long", html: `<p>${"word ".repeat(500)}</p>` as SafeHtml });
    const answer = await node.get(path, { "accept-encoding": "gzip, br" });
    expect(answer.headers.get("content-encoding")).to.equal("br");
    expect(Number(answer.headers.get("content-length"))).to.be.lessThan(3500);
    expect(await answer.text()).to.contain("word word");
    const plain = await node.get(path, { "accept-encoding": "br;q=0, gzip;q=0" });
    expect(plain.headers.get("content-encoding")).to.equal(null);
  });

  it("offers the form for a page that is not known yet, and stores no thread", async () => {
    const answer = await node.get(`/fragment?url=${encodeURIComponent("https://blog.example/new")}`);
    const html = await answer.text();
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("cache-control")).to.equal("no-store");
    expect(html).to.contain("No comments yet").and.contain('name="text"');
    expect((await node.world.jobs.count()).waiting).to.equal(1);
  });

  it("404 for an address of no configured blog, with a sentence for its owner", async () => {
    const answer = await node.get(`/fragment?url=${encodeURIComponent("https://other.example/x")}`);
    expect(answer.status).to.equal(404);
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    expect(await answer.text())
      .to.contain("https://other.example")
      .and.contain("ANTIPHON_SITE");
  });

  it("422 without an address, and for what is none", async () => {
    expect((await node.get("/fragment")).status).to.equal(422);
    expect((await node.get("/fragment?url=nonsense")).status).to.equal(422);
  });

  it("says that comments are closed once the post was withdrawn", async () => {
    const thread = await node.world.threads.get("thread");
    if (thread) await node.world.threads.change(thread, { announcement: "withdrawn" });
    const html = await (await node.get(path)).text();
    expect(html).to.contain("Comments on this page are closed.").and.not.contain("<form");
  });

  it("offers the post's address on the fediverse only where the node federates", async () => {
    expect(await (await node.get(path)).text()).to.contain(`${node.url}/ap/posts/note1`);
    const alone = await startWebNode({ settings: { federated: false } });
    expect(await (await alone.get(path)).text()).to.not.contain("/ap/posts/");
    await alone.close();
  });
});
