import { expect } from "chai";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import type { Comment } from "../../../src/domain/comment.ts";
import { issoDefaults } from "../../../src/domain/isso.ts";
import { type IssoClient, issoClient, relaxed, startIssoNode, stored } from "../../helpers/isso.ts";
import { blogOrigin, type WebNode } from "../../helpers/web.ts";

describe("the skin in the class names of Isso's client", () => {
  let node: WebNode;
  let client: IssoClient;
  beforeEach(async () => {
    node = await startIssoNode();
    client = issoClient(node);
  });
  afterEach(() => node.close());

  const thread = (query = "") => client.call("GET", `/isso/thread?uri=%2Fpost${query}`);
  const put = (given: Partial<Comment> & { _id: string }) => node.put(given);

  it("answers the blog's page alone, and a browser that has it with 304", async () => {
    await client.post();
    const answer = await thread();
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("content-type")).to.equal("text/html; charset=utf-8");
    expect(answer.headers.get("access-control-allow-origin")).to.equal(blogOrigin);
    const etag = answer.headers.get("etag") ?? "";
    expect(
      (await client.call("GET", "/isso/thread?uri=%2Fpost", undefined, { "if-none-match": etag })).status,
    ).to.equal(304);
    await client.post({ text: "Another one" });
    expect((await thread()).text).to.contain("Another one");
  });

  it("names a number of comments, order and what is hidden, as Isso's API does", async () => {
    for (const _id of ["a", "b", "c"]) await put({ _id, html: `<p>words ${_id}</p>` as SafeHtml });
    for (const _id of ["r1", "r2"]) await put({ _id, parent: "a", path: ["a"] });
    const { text } = await thread("&sort=newest&limit=2&nested_limit=1");
    expect(text)
      .to.contain("5 comments")
      .and.to.match(/words c[\s\S]*words b/);
    expect(text).not.to.contain("words a");
    expect(text).to.match(/id="isso-loader-null" data-offset="2"/);
    const more = (await thread("&sort=newest&limit=5&nested_limit=1&offset=2")).text;
    expect(more).to.contain("words a").and.not.to.contain("isso-thread-heading");
    const a = await stored(node, (await node.world.comments.get("a"))?.number ?? 0);
    expect(more).to.contain(`id="isso-loader-${a.number}" data-offset="1" data-parent="${a.number}"`);
    const rest = (await thread(`&parent=${a.number}&offset=1&limit=5`)).text;
    expect(rest.match(/class="isso-comment /g) ?? rest.match(/class="isso-comment"/g)).to.have.length(1);
  });

  it("marks who writes the page, leaves out faces and votes when asked, and speaks its language", async () => {
    const { id, hash } = await client.post({ author: "Ben", email: "b@c.example" });
    const plain = (await thread()).text;
    expect(plain).to.contain("isso-avatar").and.contain("isso-upvote").and.not.contain("isso-is-page-author");
    const { text } = await thread(`&authors=${hash}&avatar=0&vote=0&lang=de`);
    expect(text).to.contain("isso-is-page-author").and.contain("isso-no-votes").and.contain(`id="isso-${id}"`);
    expect(text).to.contain('<span class="isso-page-author-suffix">Autor</span>');
    expect(text).not.to.match(/isso-avatar|isso-upvote/);
  });

  it("asks for what the guard wants, and for no website where that is off", async () => {
    await node.close();
    const guard = { ...relaxed.guard, requireAuthor: true };
    node = await startIssoNode({ settings: { isso: { ...issoDefaults, guard, websiteField: false } } });
    client = issoClient(node);
    const { text } = await thread();
    expect(text)
      .to.match(/name="author"[^>]* required/)
      .and.not.contain('name="website"');
    expect(text).not.to.match(/name="email"[^>]* required/);
  });

  it("answers what is posted, changed and deleted with the comment, drawn", async () => {
    const look = "as=html&lang=de";
    const posted = await client.call("POST", `/new?uri=%2Fpost&${look}`, { text: "Good *words*", author: "<b>" });
    expect(posted.status).to.equal(201);
    expect(posted.text)
      .to.match(/class="isso-comment[\s\S]*&lt;b&gt;[\s\S]*<em>words<\/em>/)
      .and.contain("Antworten");
    const id = /id="isso-(\d+)"/.exec(posted.text)?.[1];
    const changed = await client.call("PUT", `/id/${id}?${look}`, { text: "Better **words**" });
    expect(changed.text).to.contain("<strong>words</strong>");
    await client.post({ text: "An answer", parent: Number(id) });
    const gone = await client.call("DELETE", `/id/${id}?${look}`);
    expect(gone.text).to.contain("isso-note").and.not.contain("isso-comment-footer");
    const alone = await client.post({ text: "Alone here" });
    expect((await client.call("DELETE", `/id/${alone.id}?${look}`)).text).to.equal("");
  });

  it("takes the token of a comment in a header, where cookies do not reach", async () => {
    const { id } = await client.post();
    const token = client.cookies.get(String(id)) ?? "";
    client.cookies.clear();
    expect((await client.call("PUT", `/id/${id}`, { text: "Changed now" })).status).to.equal(403);
    const headers = { "antiphon-key": token };
    expect((await client.call("PUT", `/id/${id}`, { text: "Changed now" }, headers)).status).to.equal(200);
  });

  it("gives what was imported the anchor that links of Isso name", async () => {
    const { number } = await put({ _id: "old", oldNumber: 7 });
    const { text } = await thread();
    expect(text).to.contain(`id="isso-7" data-number="${number}"`);
  });

  it("shows nothing of a comment that is hidden and keeps its place", async () => {
    const face = "b539304e6ef9";
    const author = {
      kind: "visitor",
      name: "Secret",
      website: "https://s.example/",
      email: "a@b.c",
      hash: "h",
      face,
    } as const;
    await put({
      _id: "hidden",
      hiddenBy: "owner",
      votes: { up: 3, down: 0 },
      author,
      html: "<p>secret</p>" as SafeHtml,
    });
    await put({ _id: "answer", parent: "hidden", path: ["hidden"], html: "<p>an answer</p>" as SafeHtml });
    const { text } = await thread(`&authors=${face}`);
    expect(text).to.contain("an answer").and.contain("This comment is not shown.");
    expect(text).not.to.match(/secret|s\.example|isso-is-page-author/i);
    expect(text).not.to.contain(`data-hash="${face}"`);
  });

  it("says no in Isso's manner", async () => {
    expect((await client.call("GET", "/isso/thread")).status).to.equal(400);
    expect((await thread("&limit=x")).status).to.equal(400);
    expect((await client.call("POST", "/isso/thread")).status).to.equal(405);
  });
});
