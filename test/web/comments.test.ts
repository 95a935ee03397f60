import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { createDecide } from "../../src/usecases/moderate/decide.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const threadPath = `/thread?url=${encodeURIComponent(postUrl)}`;

describe("POST /comments", () => {
  let node: WebNode;
  let started: string;
  beforeEach(async () => {
    node = await startWebNode();
    started = await node.started();
  });
  afterEach(() => node.close());

  const form = (given: Record<string, string> = {}) => ({
    url: postUrl,
    text: "Well said.",
    author: "Ben",
    started,
    ...given,
  });
  const cookieOf = (answer: Response) => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

  it("publishes and leads to the comment on its page, scripts off", async () => {
    const answer = await node.post("/comments", form());
    expect(answer.status).to.equal(303);
    const to = new URL(answer.headers.get("location") ?? "");
    expect(to.pathname + to.search).to.equal(`${threadPath}&comment=1&said=posted`);
    const page = await (await node.get(to.pathname + to.search, { cookie: cookieOf(answer) })).text();
    expect(page).to.contain("Your comment is posted.").and.contain("Well said.").and.contain("/edit");
    expect(page).to.contain(`id="${to.hash.slice(1)}"`);
  });

  it("shows a held comment to its writer alone", async () => {
    await node.world.sites.set("site", { moderation: "first" });
    node.clock.advance(250);
    const answer = await node.post("/comments", form({ text: "Let me in" }));
    expect(answer.headers.get("location")).to.contain("said=held");
    const mine = await node.get(threadPath, { cookie: cookieOf(answer) });
    expect(mine.headers.get("cache-control")).to.equal("private, no-store");
    expect(await mine.text())
      .to.contain("Let me in")
      .and.contain("Waiting for review");
    const theirs = await (await node.get(threadPath)).text();
    expect(theirs).to.not.contain("Let me in");
    expect(theirs).to.contain("1 waits for review");
  });

  it("answers programs in JSON", async () => {
    const answer = await node.post("/comments", form(), { accept: "application/json" });
    expect(answer.status).to.equal(201);
    const body = (await answer.json()) as Record<string, unknown>;
    expect(body).to.include({ state: "published", html: "<p>Well said.</p>" });
    expect(body["editKey"]).to.be.a("string");
  });

  it("answers our script with the comment alone", async () => {
    const answer = await node.post("/comments", form({ format: "fragment" }), { origin: blogOrigin });
    const html = await answer.text();
    expect(answer.status).to.equal(201);
    expect(answer.headers.get("access-control-allow-origin")).to.equal(blogOrigin);
    expect(html)
      .to.match(/^<li class="an-item"/)
      .and.contain("data-key=");
  });

  it("stores a repeated send of one draft once", async () => {
    const draft = form({ draft: "f3b1c2d4-0000-4000-8000-123456789abc", format: "fragment" });
    await node.post("/comments", draft);
    const again = await node.post("/comments", draft);
    expect(again.status).to.equal(201);
    expect((await node.world.comments.counts("thread")).published).to.equal(1);
  });

  it("stores one comment for a double click, scripts off", async () => {
    const answers = await Promise.all([node.post("/comments", form()), node.post("/comments", form())]);
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(new Set(answers.map((answer) => answer.headers.get("location"))).size).to.equal(1);
    expect((await node.world.comments.counts("thread")).published).to.equal(1);
  });

  it("draws a form for one reader with a word of its own, which lasts through a preview", async () => {
    const wordIn = (html: string) => /name="draft" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const shared = await (await node.get(threadPath)).text();
    expect(wordIn(shared)).to.equal("");
    const { number } = await node.put({ _id: "parent" });
    const answering = async () => wordIn(await (await node.get(`${threadPath}&reply=${number}`)).text());
    const draft = await answering();
    expect(draft).to.have.lengthOf(26);
    expect(await answering()).to.not.equal(draft);
    const previewed = await (await node.post("/comments/preview", form({ draft }))).text();
    expect(wordIn(previewed)).to.equal(draft);
    expect(wordIn(await (await node.post("/comments", form({ text: "" }))).text())).to.have.lengthOf(26);
  });

  it("410 for a draft whose comment was removed, with the text kept", async () => {
    const draft = form({ draft: "f3b1c2d4-0000-4000-8000-123456789abc" });
    await node.post("/comments", draft);
    const { items } = await node.world.comments.inState("published", { limit: 1 });
    await createDecide(node.world)(items[0]?._id ?? "", "spam", owner);
    const again = await node.post("/comments", draft);
    expect(again.status).to.equal(410);
    expect(await again.text())
      .to.contain("removed since")
      .and.contain("Well said.");
  });

  describe("with something wrong", () => {
    it("422 for an empty form, with the other fields kept", async () => {
      const answer = await node.post("/comments", form({ text: "  ", author: "Ben Kept" }));
      const html = await answer.text();
      expect(answer.status).to.equal(422);
      expect(html)
        .to.contain("The comment is empty.")
        .and.contain('value="Ben Kept"')
        .and.contain('aria-invalid="true"');
    });

    it("422 for faulty fields, all at once, with the text kept", async () => {
      const answer = await node.post(
        "/comments",
        form({ text: "Keep <me>", email: "nope", website: "javascript:alert(1)", author: "x".repeat(101) }),
      );
      const html = await answer.text();
      expect(answer.status).to.equal(422);
      expect(html)
        .to.contain("Keep &lt;me&gt;")
        .and.contain("does not look like an e-mail")
        .and.contain("A website starts with")
        .and.contain("The name is too long");
    });

    it("422 for a text over 20,000 characters, kept in the form", async () => {
      const answer = await node.post("/comments", form({ text: "ü".repeat(20_001) }));
      expect(answer.status).to.equal(422);
      expect(await answer.text())
        .to.contain("too long")
        .and.contain("ü".repeat(20_001));
    });

    it("takes a text of 20,000 characters in any script", async () => {
      const answer = await node.post("/comments", form({ text: "好".repeat(20_000) }));
      expect(answer.status).to.equal(303);
    });

    it("413 for a megabyte, with a sentence", async () => {
      const answer = await node.post("/comments", form({ text: "x".repeat(1_000_000) }));
      expect(answer.status).to.equal(413);
      expect(await answer.text()).to.contain("too much text");
    });

    it("shows a script as what it is: words", async () => {
      const answer = await node.post("/comments", form({ text: "<script>alert(1)</script>" }), {
        accept: "application/json",
      });
      expect(((await answer.json()) as { html: string }).html).to.not.contain("<script");
    });

    it("422 for a parent in another thread, with the text kept and the parent dropped", async () => {
      const other = await node.put({ _id: "other", thread: "elsewhere" });
      const answer = await node.post("/comments", form({ parent: String(other.number) }));
      const html = await answer.text();
      expect(answer.status).to.equal(422);
      expect(html)
        .to.contain("not on this page any more")
        .and.contain("Well said.")
        .and.contain('name="parent" value=""');
    });

    it("422 for a parent that is no number", async () => {
      expect((await node.post("/comments", form({ parent: "abc" }))).status).to.equal(422);
    });

    it("403 for a page of no configured blog, with the text handed back", async () => {
      const answer = await node.post("/comments", form({ url: "https://other.example/x" }));
      const html = await answer.text();
      expect(answer.status).to.equal(403);
      expect(html).to.contain("none of the blogs").and.contain("Well said.");
    });

    it("404 for a page that the blog does not have, with the text kept", async () => {
      const answer = await node.post("/comments", form({ url: "https://blog.example/missing" }));
      expect(answer.status).to.equal(404);
      expect(await answer.text())
        .to.contain("no page at this address")
        .and.contain("Well said.");
    });

    it("403 when another site's page sends it, with the text kept for a second try", async () => {
      const answer = await node.post("/comments", form(), { origin: "https://evil.example" });
      expect(answer.status).to.equal(403);
      expect(await answer.text())
        .to.contain("not from https://evil.example")
        .and.contain("Well said.");
      expect((await node.world.comments.counts("thread")).published).to.equal(0);
    });

    it("403 when the browser keeps the sender's page to itself", async () => {
      expect((await node.post("/comments", form(), { origin: "null" })).status).to.equal(403);
    });

    it("422 for a filled honeypot", async () => {
      expect((await node.post("/comments", form({ subject: "buy" }))).status).to.equal(422);
    });

    it("422 faster than people write, and takes the same form a moment later", async () => {
      node.clock.advance(3_600_000);
      const html = await (await node.get(threadPath)).text();
      const fresh = /name="started" value="([^"]+)"/.exec(html)?.[1] ?? "";
      node.clock.advance(1_000);
      const hasty = await node.post("/comments", form({ started: fresh }));
      expect(hasty.status).to.equal(422);
      expect(await hasty.text())
        .to.contain("Well said.")
        .and.contain(`value="${fresh}"`);
      node.clock.advance(2_500);
      expect((await node.post("/comments", form({ started: fresh }))).status).to.equal(303);
    });

    it("422 for a forged or ancient form, redrawn with a good one", async () => {
      for (const bad of ["", "abc~def", `${started}x`]) {
        const html = await (await node.post("/comments", form({ started: bad }))).text();
        const fresh = /name="started" value="([^"]+)"/.exec(html)?.[1] ?? "";
        expect(html).to.contain("too old");
        node.clock.advance(4_000);
        expect((await node.post("/comments", form({ started: fresh, text: `With ${bad}` }))).status).to.equal(303);
      }
    });

    it("429 after ten in ten minutes, saying when to come back", async () => {
      for (let i = 0; i < 10; i++)
        expect((await node.post("/comments", form({ text: `No. ${i}` }))).status).to.equal(303);
      const answer = await node.post("/comments", form({ text: "One too many" }));
      expect(answer.status).to.equal(429);
      expect(Number(answer.headers.get("retry-after"))).to.be.greaterThan(0);
      expect(await answer.text()).to.contain("One too many");
    });

    it("problem+json for a program, with each field named", async () => {
      const answer = await node.post("/comments", form({ text: "" }), { accept: "*/*" });
      expect(answer.headers.get("content-type")).to.contain("application/problem+json");
      expect(await answer.json()).to.deep.include({
        status: 422,
        errors: [{ field: "text", detail: "The comment is empty. Write something first." }],
      });
    });
  });
});

describe("POST /comments/preview", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  it("shows what posting would show, keeps everything typed and stores nothing", async () => {
    const html = await (
      await node.post("/comments/preview", { url: postUrl, text: "So **bold**", author: "Ben" })
    ).text();
    expect(html).to.contain("<strong>bold</strong>").and.contain("So **bold**").and.contain('value="Ben"');
    expect((await node.world.comments.counts("thread")).published).to.equal(0);
  });

  it("422 when there is nothing to preview", async () => {
    expect((await node.post("/comments/preview", { url: postUrl, text: "" })).status).to.equal(422);
  });

  it("may be asked by the blog's page without a cookie", async () => {
    const answer = await node.post(
      "/comments/preview",
      { url: postUrl, text: "Hi", format: "fragment" },
      { origin: blogOrigin },
    );
    expect(answer.status).to.equal(200);
    expect(await answer.text()).to.match(/^<form/);
  });
});
