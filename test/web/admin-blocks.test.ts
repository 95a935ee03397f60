import { expect } from "chai";
import type { Visitor } from "../../src/domain/author.ts";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { mira } from "../helpers/comment.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const anna: Visitor = {
  kind: "visitor",
  name: "Anna",
  website: null,
  email: "anna@mail.example",
  hash: "h".repeat(43),
  network: "n".repeat(43),
};

describe("/admin/blocks", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const page = async (path: string) => (await node.get(path, { cookie })).text();
  const send = (path: string, fields: Record<string, string>) => node.post(path, { csrf, ...fields }, { cookie });
  const rules = () => node.world.blocks.list();
  const only = async () => {
    const [rule, ...more] = await rules();
    expect(more).to.deep.equal([]);
    return rule;
  };

  it("reads no body of somebody who is not signed in", async () => {
    for (const path of ["/admin/blocks/lists", "/admin/blocks"]) {
      const headers = { "content-type": "text/csv", origin: node.url };
      const answer = await fetch(node.url + path, { method: "POST", headers, body: "evil.example" });
      expect(answer.status, "who it is comes before what is sent").to.equal(401);
    }
  });

  it("sets a rule of any kind and severity, with its end, its note and what it turns away", async () => {
    const typed = {
      who: "Far.Example",
      severity: "hold",
      media: "1",
      reactions: "1",
      until: "2026-12-31",
      note: "N",
      reason: "R",
    };
    expect((await send("/admin/blocks", typed)).status).to.equal(303);
    expect(await only()).to.deep.include({
      _id: "host:far.example",
      severity: "hold",
      rejects: ["media", "reactions"],
      until: new Date("2027-01-01T00:00:00Z"),
      note: "N",
      reason: "R",
    });
    const html = await page("/admin/blocks");
    expect(html).to.contain("Waits for you, no pictures, no reactions, until 2026-12-31");
    for (const [who, kind] of [
      ["cheap pills", "word"],
      ["*@mail.example", "mail"],
      ["10.0.0.0/8", "network"],
    ] as const) {
      await send("/admin/blocks", { who });
      expect((await rules()).map((rule) => rule.kind)).to.include(kind);
    }
    await send("/admin/blocks", { who: "far.example", kind: "word" });
    expect((await rules()).map(({ _id }) => _id)).to.include("word:far example");
  });

  for (const [fields, sentence] of [
    [{ who: "" }, "Say whom or what"],
    [{ who: "co.uk" }, "Anybody can have a name below “co.uk”"],
    [{ who: "far.example", until: "2020-01-01" }, "must lie in the future"],
    [{ who: "far.example", until: "soon" }, "is no end"],
    [{ who: "far.example", severity: "ban" }, "Choose what the rule does"],
    [{ who: "1.0.0.0/2" }, "too wide"],
    [{ who: "a*" }, "could stand for almost anything"],
  ] as const)
    it(`says what is wrong with ${JSON.stringify(fields)}, and keeps what was typed`, async () => {
      const answer = await send("/admin/blocks", { note: "Keep me", ...fields });
      expect(answer.status).to.equal(422);
      expect(await answer.text())
        .to.contain(sentence)
        .and.contain('value="Keep me"');
      expect(await rules()).to.deep.equal([]);
    });

  it("lists by kind and in pages", async () => {
    for (let i = 0; i < 51; i++) {
      node.clock.advance(1000);
      await send("/admin/blocks", { who: `s${i}.example` });
    }
    await send("/admin/blocks", { who: "casino" });
    const hosts = await page("/admin/blocks?kind=host");
    expect(hosts).to.contain("s50.example").and.not.contain(">casino<").and.not.contain(">s0.example<");
    const next = /href="(\/admin\/blocks\?kind=host&amp;after=[^"]+)"/.exec(hosts)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await page(next))
      .to.contain(">s0.example<")
      .and.not.contain(">s1.example<");
    expect(await page("/admin/blocks?kind=word"))
      .to.contain(">casino<")
      .and.not.contain("s50.example");
    expect((await node.get("/admin/blocks?after=nonsense", { cookie })).status).to.equal(422);
  });

  it("finds the rules that cover somebody, by person, server, mailbox, network or words", async () => {
    for (const who of ["b.example", "*@mail.example", "192.0.0.0/16", "198.51.100.0/24", "casino"])
      await send("/admin/blocks", { who });
    for (const [q, found] of [
      ["a.b.example", "b.example"],
      ["*@x.mail.example", "*@mail.example"],
      ["192.0.2.7", "192.0.0.0/16"],
      ["198.51.100.7", "198.51.100.0/24"],
      ["Casíno", "casino"],
    ] as const) {
      const html = await page(`/admin/blocks?q=${encodeURIComponent(q)}`);
      expect(html.match(/<li class="row">/g), q).to.have.lengthOf(1);
      expect(html, q).to.contain(`>${found}<`);
    }
    expect(await page("/admin/blocks?q=free.example")).to.contain("No rule covers that.");
    expect(await page("/admin/blocks?q=%40ghost%40b.example")).to.contain("Nobody was found");
  });

  it("changes a rule, and leaves what it is about alone", async () => {
    await send("/admin/blocks", { who: "far.example", note: "Before", until: "2026-12-31" });
    const form = await page("/admin/blocks/rule?id=host%3Afar.example");
    expect(form).to.contain('value="Before"').and.contain('value="2026-12-31"');
    const answer = await send("/admin/blocks/rule", { id: "host:far.example", severity: "hold", note: "After" });
    expect(answer.status).to.equal(303);
    expect(await only()).to.deep.include({ severity: "hold", note: "After", until: null });
    expect((await node.get("/admin/blocks/rule?id=host%3Anobody.example", { cookie })).status).to.equal(404);
    expect((await send("/admin/blocks/rule", { id: "host:far.example", until: "x" })).status).to.equal(422);
  });

  it("says on the page of a rule what it hides, and when that is deleted for good", async () => {
    await node.put({ _id: "b", author: mira, origin: "fediverse" });
    await send("/admin/blocks", { who: "far.example" });
    const html = await page("/admin/blocks/rule?id=host%3Afar.example");
    expect(html).to.match(/It hides 1 comment\. It is deleted for good after [^<]*2026/);
    expect(await page("/admin/?tab=hidden")).to.contain("deleted for good 30 days later");
    await send("/admin/blocks/rule", { id: "host:far.example", until: "2026-12-31" });
    const ends = await page("/admin/blocks/rule?id=host%3Afar.example");
    expect(ends).to.contain("It hides 1 comment.").and.not.contain("deleted for good after");
    await send("/admin/blocks/rule", { id: "host:far.example", severity: "noop" });
    expect(await page("/admin/blocks/rule?id=host%3Afar.example")).to.not.contain("It hides");
  });

  it("blocks a visitor or their network from the queue, in one press", async () => {
    await node.put({ _id: "a", author: anna, state: "held" });
    const queue = await page("/admin/");
    expect(queue).to.contain("Block this visitor").and.contain("Block their network").and.not.contain("Block all of");
    await send("/admin/comments/a/block-network", { tab: "held" });
    expect(await only()).to.deep.include({ _id: `network:${anna.network}`, label: "the network of Anna (#1)" });
    expect((await node.world.comments.get("a"))?.hiddenBy).to.equal(`network:${anna.network}`);
    expect(await page("/admin/blocks"))
      .to.contain("the network of Anna (#1)")
      .and.not.contain(`>${anna.network}`);
    expect((await send("/admin/comments/a/block-server", {})).status).to.equal(422);
    expect((await send("/admin/comments/a/block-mail", {})).status).to.equal(404);
  });

  it("blocks from the queue where a comment links to, as words, in one press", async () => {
    const links = ["https://www.lanterns.example/sale", "https://lanterns.example/", "https://blog.example/about"]
      .map((href) => `<a href="${href}" rel="nofollow">here</a>`)
      .concat('<a href="https://far.example/@mira" class="u-url mention">@mira</a>');
    await node.put({ _id: "a", author: anna, state: "held", html: links.join(" ") as SafeHtml });
    const queue = await page("/admin/");
    expect(queue.match(/name="words" value="[^"]*"/g)).to.deep.equal(['name="words" value="lanterns.example"']);
    const refused = await send("/admin/comments/a/block-words", { words: "other.example" });
    expect(refused.status).to.equal(422);
    const answer = await send("/admin/comments/a/block-words", { words: "lanterns.example", back: "/admin/?tab=held" });
    expect(await page(answer.headers.get("location") ?? "")).to.contain("Nothing new with these words");
    expect(await only()).to.deep.include({ kind: "word", value: "lanterns example", label: "lanterns.example" });
    expect((await send("/admin/comments/gone/block-words", { words: "lanterns.example" })).status).to.equal(404);
    expect(await node.world.comments.get("a")).to.deep.include({ state: "held", hiddenBy: null });
    const form = { url: postUrl, text: "See https://lanterns.example/sale", started: await node.started() };
    const later = await node.post("/comments", form, { accept: "application/json" });
    expect(later.status).to.equal(403);
  });

  it("sets another rule about who wrote a comment, as is chosen", async () => {
    await node.put({ _id: "a", author: anna });
    await node.put({ _id: "b", number: 2, author: mira, origin: "fediverse" });
    const html = await page("/admin/blocks/about/a");
    for (const value of ["anna@mail.example", "*@mail.example", "the network of Anna (#1)"])
      expect(html).to.contain(value);
    await send("/admin/blocks/about/a", { target: "mail", severity: "hold" });
    expect(await only()).to.deep.include({ _id: "mail:mail.example", severity: "hold" });
    await send("/admin/blocks/about/b", { target: "server", severity: "noop", reactions: "1" });
    expect((await rules()).map(({ _id }) => _id)).to.include("host:far.example");
    expect((await node.get("/admin/blocks/about/nothing", { cookie })).status).to.equal(404);
  });

  it("lets only allowed servers speak, and all of them again", async () => {
    await node.put({ _id: "b", author: mira, origin: "fediverse" });
    await send("/admin/blocks/listed", { listed: "true" });
    expect((await node.world.comments.get("b"))?.hiddenBy).to.equal("host:*");
    expect(await page("/admin/blocks"))
      .to.contain("Let every server speak")
      .and.contain("Every server");
    await send("/admin/blocks", { who: "far.example", severity: "allow" });
    expect((await node.world.comments.get("b"))?.hiddenBy).to.equal(null);
    await send("/admin/blocks/listed", { listed: "false" });
    expect((await rules()).map(({ _id }) => _id)).to.deep.equal(["host:far.example"]);
    expect((await send("/admin/blocks/listed", { listed: "false" })).status).to.equal(303);
  });

  describe("lists", () => {
    const list = "#domain,#severity\nfar.example,suspend\nexa**le.example,suspend";

    it("shows what a list would do, then does it", async () => {
      await node.put({ _id: "b", author: mira, origin: "fediverse" });
      const looked = await (await send("/admin/blocks/lists", { list, severity: "block", conflicts: "keep" })).text();
      expect(looked)
        .to.contain("What the list would do")
        .and.contain("is masked with stars")
        .and.contain("Take it over");
      expect(looked).to.contain("1 who commented");
      expect(await rules()).to.deep.equal([]);
      const taken = await (await send("/admin/blocks/lists", { list, take: "1" })).text();
      expect(taken).to.contain("Taken over: 1 rule. Comments hidden: 1.").and.contain("What the list did");
      expect((await only())?._id).to.equal("host:far.example");
    });

    it("says what is wrong with one, and keeps it", async () => {
      const answer = await send("/admin/blocks/lists", { list: "[broken" });
      expect(answer.status).to.equal(422);
      expect(await answer.text())
        .to.contain("cannot be read as such")
        .and.contain("[broken</textarea>");
    });

    it("takes thousands of lines at once", async () => {
      const many = Array.from({ length: 20_000 }, (_, i) => `server-${i}.example.org,suspend`).join("\n");
      const answer = await send("/admin/blocks/lists", { list: many });
      expect(answer.status).to.equal(200);
      expect(await answer.text()).to.contain("<dd>20000</dd>");
    });

    it("hands ours out as files", async () => {
      await send("/admin/blocks", { who: "far.example", reason: "Spam" });
      const answer = await node.get("/admin/blocks/export?format=mastodon", { cookie });
      expect(answer.headers.get("content-type")).to.contain("text/csv");
      expect(answer.headers.get("content-disposition")).to.contain("domain_blocks.csv");
      expect(await answer.text()).to.contain("far.example,suspend,false,false,Spam,false");
      expect((await node.get("/admin/blocks/export")).status).to.not.equal(200);
    });
  });
});
