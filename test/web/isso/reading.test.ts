import { expect } from "chai";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { mira } from "../../helpers/comment.ts";
import { type IssoClient, issoClient, startIssoNode } from "../../helpers/isso.ts";
import { aThread } from "../../helpers/thread.ts";
import type { WebNode } from "../../helpers/web.ts";

describe("Isso's GET /?uri=", () => {
  let node: WebNode;
  let isso: IssoClient;
  beforeEach(async () => {
    node = await startIssoNode();
    isso = issoClient(node);
  });
  afterEach(() => node.close());

  const read = (query = "") => isso.call("GET", `/?uri=%2Fpost%2F${query}`);
  const ids = (list: { id: number }[]) => list.map(({ id }) => id);

  /** Two comments with three answers, the last one to an answer; then a third comment. */
  async function seed() {
    const a = await node.put({ _id: "a", votes: { up: 1, down: 0 } });
    const b = await node.put({ _id: "b", parent: "a", path: ["a"] });
    const c = await node.put({ _id: "c", votes: { up: 5, down: 1 } });
    const d = await node.put({ _id: "d", parent: "b", path: ["a", "b"] });
    const e = await node.put({ _id: "e" });
    return { a: a.number, b: b.number, c: c.number, d: d.number, e: e.number };
  }

  it("leaves `/` to the home page, and gives one to who asks for a thread", async () => {
    expect(await (await node.get("/")).text()).to.contain("Antiphon");
    expect((await read()).status).to.equal(200);
    const missing = await isso.call("GET", "/?uri=");
    expect(missing.status).to.equal(400);
    expect(missing.text).to.contain("missing uri query");
  });

  it("tells nothing of a comment that is hidden and keeps its place, whoever wrote it", async () => {
    await node.put({
      _id: "hidden",
      hiddenBy: "owner",
      notify: true,
      votes: { up: 3, down: 1 },
      editedAt: node.clock.now(),
      author: { kind: "visitor", name: "Anna", website: null, email: "a@b.c", hash: "h", face: "b539304e6ef9" },
    });
    await node.put({ _id: "answer", parent: "hidden", path: ["hidden"] });
    const [stub] = (await read()).json.replies;
    expect(stub).to.include({ mode: 4, likes: 0, dislikes: 0, notification: 0, modified: null, total_replies: 1 });
    const [plain] = (await read("&plain=1")).json.replies;
    expect(plain).to.include({ mode: 4, text: "", hash: stub.hash }).and.not.include({ hash: "b539304e6ef9" });
  });

  it("reads a thread once for all of its parts, until it changes", async () => {
    await seed();
    let reads = 0;
    const { onThread } = node.world.comments;
    node.world.comments.onThread = async (thread) => {
      reads += 1;
      return onThread(thread);
    };
    await Promise.all(["", "&limit=1", "&limit=1&offset=1", "&sort=newest"].map(read));
    await read("&limit=2");
    expect(reads).to.equal(1);
    await node.put({ _id: "more" });
    expect((await read()).json.total_replies).to.equal(6);
    expect(reads).to.equal(2);
  });

  it("slows down who takes a very long thread to pieces, and nobody who has it already", async () => {
    await node.world.threads.raise("thread", { published: 5_000, held: 0 });
    const answers = await Promise.all(Array.from({ length: 31 }, (_, i) => read(`&offset=${i}`)));
    expect(answers.filter(({ status }) => status === 429)).to.have.lengthOf(1);
    expect((await read("&offset=1")).status).to.equal(200);
    expect((await isso.call("GET", "/?uri=%2Fpost%2F&offset=77")).status).to.equal(429);
    expect((await issoClient(node, "198.51.100.9").call("GET", "/?uri=%2Fpost%2F&offset=78")).status).to.equal(200);
  });

  it("answers a page that is not known with zeros", async () => {
    const { status, json } = await isso.call("GET", "/?uri=%2Fnever-seen%2F");
    expect(status).to.equal(200);
    expect(json).to.deep.include({ id: null, total_replies: 0, hidden_replies: 0, replies: [] });
    expect(json.config).to.have.property("reply-to-self", true);
  });

  it("tells each comment with the members of Isso's, and those at the top with their answers", async () => {
    await node.put({
      _id: "x",
      author: {
        kind: "visitor",
        name: `A "B" <i>`,
        website: "https://a.example/?'",
        email: "a@b.c",
        hash: "h",
        face: "b539304e6ef9",
      },
    });
    const { json } = await read();
    const [comment] = json.replies;
    expect(Object.keys(comment)).to.have.members([
      ...["id", "parent", "created", "modified", "mode", "text", "author", "website", "likes", "dislikes"],
      ...["notification", "hash", "total_replies", "hidden_replies", "replies"],
    ]);
    expect(comment).to.include({
      parent: null,
      created: 1795521600,
      modified: null,
      mode: 1,
      text: "<p>Hello</p>",
      author: "A &quot;B&quot; &lt;i&gt;",
      website: "https://a.example/?&#39;",
      hash: "b539304e6ef9",
    });
    expect(JSON.stringify(json)).to.not.contain("a@b.c");
  });

  it("puts answers to answers beside them, below the comment at the top", async () => {
    const { a, b, c, d, e } = await seed();
    const { json } = await read();
    expect(ids(json.replies)).to.deep.equal([a, c, e]);
    expect(json.replies[0].replies.map(({ id, parent }: { id: number; parent: number }) => [id, parent])).to.deep.equal(
      [
        [b, a],
        [d, a],
      ],
    );
    expect(json.replies[0].replies[0]).to.not.have.any.keys("replies", "total_replies", "hidden_replies");
    expect(json).to.include({ total_replies: 5, hidden_replies: 0 });
    expect(json.replies[0]).to.include({ total_replies: 2, hidden_replies: 0 });
  });

  it("limits the top and the answers apart, and counts what it leaves out", async () => {
    const { a, b } = await seed();
    const { json } = await read("&limit=1&nested_limit=1&offset=0");
    expect(ids(json.replies)).to.deep.equal([a]);
    expect(json).to.include({ total_replies: 5, hidden_replies: 2 });
    expect(ids(json.replies[0].replies)).to.deep.equal([b]);
    expect(json.replies[0]).to.include({ total_replies: 2, hidden_replies: 1 });
    expect(ids((await read("&limit=1")).json.replies[0].replies)).to.have.lengthOf(2);
    expect((await read("&limit=0")).json.replies).to.deep.equal([]);
    expect((await read("&limit=-1")).json.replies).to.have.lengthOf(3);
    expect((await read("&nested_limit=-1")).json.replies[0].replies).to.deep.equal([]);
    expect((await read("&offset=1")).json).to.include({ hidden_replies: 0 });
  });

  it("lists the answers of one comment from where the client was", async () => {
    const { a, d } = await seed();
    const { json } = await read(`&parent=${a}&offset=1&limit=5`);
    expect(json).to.include({ id: a, total_replies: 2, hidden_replies: 0 });
    expect(ids(json.replies)).to.deep.equal([d]);
    expect(json.replies[0]).to.not.have.property("replies");
    expect((await read("&parent=999")).json).to.include({ id: 999, total_replies: 0 });
  });

  it("sorts the top as asked, answers always oldest first", async () => {
    const { a, b, c, d, e } = await seed();
    expect(ids((await read("&sort=newest")).json.replies)).to.deep.equal([e, c, a]);
    const byVotes = (await read("&sort=upvotes")).json.replies;
    expect(ids(byVotes)).to.deep.equal([c, a, e]);
    expect(ids(byVotes[1].replies)).to.deep.equal([b, d]);
  });

  it("leaves out what is older than `after`, in lists and totals alike", async () => {
    const { c, e } = await seed();
    const since = (await node.world.comments.get("b"))?.createdAt.getTime() ?? 0;
    const { json } = await read(`&after=${since / 1000}`);
    expect(ids(json.replies)).to.deep.equal([c, e]);
    expect(json).to.include({ total_replies: 3, hidden_replies: 0 });
  });

  it("gives the source to who asks for it plain", async () => {
    await node.put({ _id: "x", source: { text: "*Hi*", type: "text/markdown" } });
    await node.put({ _id: "y", source: { text: "<p>Far</p>", type: "text/html" } });
    const { json } = await read("&plain=1");
    expect(json.replies.map(({ text }: { text: string }) => text)).to.deep.equal(["*Hi*", "Far"]);
    expect((await read("&plain=0")).json.replies[0].text).to.equal("<p>Hello</p>");
  });

  it("refuses numbers and orders that are none", async () => {
    for (const query of ["&limit=x", "&nested_limit=1.5", "&offset=-1", "&parent=a", "&after=z", "&sort=best"])
      expect((await read(query)).status, query).to.equal(400);
  });

  it("shows nothing of what waits or is hidden, and keeps the place of what is gone while answers stand", async () => {
    const gone = await node.put({ _id: "gone", state: "removed" });
    await node.put({ _id: "under", parent: "gone", path: ["gone"] });
    await node.put({ _id: "held", state: "held" });
    await node.put({ _id: "hidden", hiddenBy: "owner" });
    await node.put({ _id: "bare", state: "removed" });
    const { json } = await read();
    expect(ids(json.replies)).to.deep.equal([gone.number]);
    expect(json.replies[0]).to.include({ mode: 4, text: "<p></p>", author: null, website: null, total_replies: 1 });
    expect(json.total_replies).to.equal(2);
  });

  it("gives a comment from the fediverse its name, profile, warning, pictures and original", async () => {
    await node.put({
      _id: "far",
      origin: "fediverse",
      author: { ...mira, name: "Mira <3" },
      html: "<p>Boo</p>" as SafeHtml,
      warning: "Ghosts",
      attachments: [{ url: "https://far.example/g.png", mediaType: "image/png", alt: "A ghost" }],
      remote: { id: "https://far.example/n/1", url: "https://far.example/@mira/1" },
      counts: { likes: 3, boosts: 1, dislikes: 1 },
      votes: { up: 1, down: 0 },
    });
    const [comment] = (await read()).json.replies;
    expect(comment).to.include({ author: "Mira &lt;3", website: "https://far.example/@mira", likes: 4, dislikes: 1 });
    expect(comment.text)
      .to.contain("<summary>Ghosts</summary>")
      .and.contain("Picture: A ghost")
      .and.contain('href="https://far.example/@mira/1"')
      .and.contain("<p>Boo</p>");
    expect(comment.hash).to.match(/^[0-9a-f]{12}$/);
  });

  it("answers 304 until the thread moves on, and compresses", async () => {
    await seed();
    const first = await read();
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("content-encoding")).to.match(/br|gzip/);
    expect((await isso.call("GET", "/?uri=/post/", undefined, { "if-none-match": etag })).status).to.equal(304);
    await node.put({ _id: "new" });
    const after = await isso.call("GET", "/?uri=/post/", undefined, { "if-none-match": etag });
    expect(after.status).to.equal(200);
    expect(after.json.total_replies).to.equal(6);
  });

  it("finds a page by its whole address, and no other blog's", async () => {
    await seed();
    const whole = await isso.call("GET", `/?uri=${encodeURIComponent("https://blog.example/post")}`);
    expect(whole.json.total_replies).to.equal(5);
    const foreign = await isso.call("GET", `/?uri=${encodeURIComponent("//evil.example/post")}`);
    expect(foreign.json.total_replies).to.equal(0);
  });

  it("takes a page by any spelling of its path, with its query", async () => {
    await node.world.threads.add(aThread({ _id: "q", noteId: "q", url: "https://blog.example/p?id=3" }));
    await node.put({ _id: "x", thread: "q" });
    expect((await isso.call("GET", `/?uri=${encodeURIComponent("/p?id=3&utm_source=x")}`)).json.total_replies).to.equal(
      1,
    );
  });
});
