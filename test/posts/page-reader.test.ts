import { expect } from "chai";
import { isProblem, Problem } from "../../src/domain/problem.ts";
import { createHtml } from "../../src/html/html.ts";
import { createPageReader } from "../../src/posts/page-reader.ts";
import { createTestWeb, feedFixture, type Standing } from "./web.ts";

const post = "https://blog.example/post";

function reading(standing: Standing, more: Record<string, Standing> = {}) {
  const { fetch } = createTestWeb({ [post]: standing, ...more });
  return createPageReader({ fetch, html: createHtml() }).read(post);
}

async function problemOf(standing: Standing, more: Record<string, Standing> = {}): Promise<Problem> {
  const error = await reading(standing, more).catch((thrown: unknown) => thrown);
  if (!isProblem(error)) throw new Error(`expected a problem, got ${JSON.stringify(error)}`);
  return error;
}

describe("page reader", () => {
  it("reads what a Ghost page says of itself, and nothing of its body", async () => {
    expect(await reading(feedFixture("ghost-post.html"))).to.deep.equal({
      url: "https://blog.example/folding-and-lighting/",
      finalUrl: post,
      title: "Folding & <lighting>",
      teaser: "Why the thin paper burns last.",
      lang: "en",
      publishedAt: new Date("2026-10-31T18:30:00Z"),
    });
  });

  it("falls back to title and description, cut and on one line", async () => {
    const long = "word ".repeat(200);
    const page = await reading(`<title>\n A  post\n</title><meta name=description content="${long}"><body>`);
    expect(page.title).to.equal("A post");
    expect(page.teaser).to.have.length.within(450, 500);
    expect(page.teaser.endsWith("word…")).to.equal(true);
  });

  it("follows redirects and tells where they end", async () => {
    const page = await reading(
      { status: 301, headers: { location: "/new" } },
      { "https://blog.example/new": "<title>New</title>" },
    );
    expect(page).to.include({ finalUrl: "https://blog.example/new", url: "https://blog.example/new", title: "New" });
  });

  it("gives up after three redirects", async () => {
    const problem = await problemOf({ status: 302, headers: { location: "/post" } });
    expect(problem.kind).to.equal("upstream");
    expect(problem.message).to.include("redirects more than 3 times");
  });

  it("does not let a page speak for another host", async () => {
    const page = await reading('<link rel=canonical href="https://rich.example/post"><title>x</title>');
    expect(page.url).to.equal(post);
  });

  it("resolves a canonical address against the base, without its fragment", async () => {
    const page = await reading('<base href="/deep/"><link rel="canonical" href="a#top">');
    expect(page.url).to.equal("https://blog.example/deep/a");
  });

  it("reads a page in the encoding that it names", async () => {
    const latin = Buffer.from('<meta charset="iso-8859-1"><title>Caf\xe9</title>', "latin1");
    expect((await reading({ body: latin })).title).to.equal("Café");
    const japanese = Buffer.from([...Buffer.from("<title>"), 0x93, 0xfa, 0x96, 0x7b, ...Buffer.from("</title>")]);
    const typed = { body: japanese, headers: { "content-type": "text/html; charset=Shift_JIS" } };
    expect((await reading(typed)).title).to.equal("日本");
  });

  it("says which page is missing, for 404 and 410", async () => {
    for (const status of [404, 410]) {
      const problem = await problemOf({ status });
      expect(problem.kind).to.equal("not-found");
      expect(problem.message).to.include(post).and.include(String(status));
    }
  });

  it("refuses what is no HTML", async () => {
    const problem = await problemOf({ headers: { "content-type": "application/pdf" }, body: "%PDF" });
    expect(problem.kind).to.equal("unsupported");
    expect(problem.message).to.include("application/pdf");
  });

  it("says that the blog is at fault, and when to come back", async () => {
    const busy = await problemOf({ status: 503, headers: { "retry-after": "120" } });
    expect(busy).to.include({ kind: "upstream", retryAfter: 120 });
    expect((await problemOf({ status: 403 })).kind).to.equal("upstream");
    expect((await problemOf(new Problem("upstream", "Nobody answered."))).message).to.equal("Nobody answered.");
  });

  describe("where the page wants its comments", () => {
    const mark = (attributes: string) => `<antiphon-comments ${attributes}></antiphon-comments>`;
    const body = (inner: string) => reading(`<title>Of the head</title><body><article>${inner}</article></body>`);

    it("reads its ids, its own first, and its title", async () => {
      const page = await body(
        mark(`url="${post}/" page-id="ghost-6721" page-aliases=" 6721  17 6721 " page-title="The post &amp; more"`),
      );
      expect(page).to.deep.include({ ids: ["ghost-6721", "6721", "17"], title: "The post & more" });
    });

    it("says nothing of ids where there are none", async () => {
      expect(await body(mark(""))).not.to.have.property("ids");
      expect(await body(mark(`page-id="  "`))).not.to.have.property("ids");
      expect(await body(mark(`page-id="${"x".repeat(300)}"`))).not.to.have.property("ids");
    });

    it("leaves those of other pages to them, as on a list of posts", async () => {
      const list = mark(`url="https://blog.example/a" page-id="a"`) + mark(`url="https://blog.example/b" page-id="b"`);
      expect(await body(list)).not.to.have.property("ids");
      expect((await body(list + mark(`page-id="list"`))).ids).to.deep.equal(["list"]);
    });

    it("believes neither of two ids for one page", async () => {
      expect(await body(mark(`page-id="a"`) + mark(`url="${post}" page-id="b"`))).not.to.have.property("ids");
    });

    it("heeds no place that is only shown, or switched off", async () => {
      const shown = `<pre>&lt;antiphon-comments page-id="a"></pre><!-- ${mark(`page-id="b"`)} -->`;
      expect(await body(`${shown}<script>"${mark(`page-id='c'`)}"</script>`)).not.to.have.property("ids");
    });
  });

  describe("the blog's own post on the fediverse", () => {
    const link = (type: string, href: string) => reading(`<link rel="alternate" type='${type}' href="${href}">`);

    it("is what the page names", async () => {
      const there = { onFediverse: "https://blog.example/?p=7" };
      expect(await link("application/activity+json", "/?p=7#x")).to.deep.include(there);
      const profile = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';
      expect(await link(profile, "https://blog.example/?p=7")).to.deep.include(there);
    });

    it("is nothing else", async () => {
      expect(await link("application/ld+json", "/data")).not.to.have.property("onFediverse");
      expect(await link("application/json", "/wp-json/wp/v2/posts/7")).not.to.have.property("onFediverse");
      expect(await link("application/activity+json", "mailto:a@blog.example")).not.to.have.property("onFediverse");
    });
  });
});
