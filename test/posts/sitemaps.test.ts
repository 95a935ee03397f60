import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { Site } from "../../src/domain/site.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { createSitemaps, mostPages } from "../../src/posts/sitemaps.ts";
import { aSite } from "../helpers/thread.ts";
import { type Loopback, startLoopback } from "../net/loopback.ts";

const page = (loc: string, more = "") => `<url><loc>${loc}</loc>${more}</url>`;
const urlset = (...urls: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${urls.join("\n")}</urlset>`;
const index = (...locs: string[]) =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${locs.map((loc) => `<sitemap><loc>${loc}</loc><lastmod>2026-10-01</lastmod></sitemap>`).join("")}</sitemapindex>`;

type Standing = string | Buffer | number | RequestListener;

describe("sitemaps", () => {
  let blog: Loopback;
  let at: Record<string, Standing>;
  beforeEach(async () => {
    at = {};
    blog = await startLoopback((request, response) => {
      const found = at[request.url ?? ""] ?? 404;
      if (typeof found === "function") found(request, response);
      else if (typeof found === "number") response.writeHead(found, { "retry-after": "60" }).end();
      else response.end(found);
    });
  });
  afterEach(() => blog.close());

  const home = () => `http://127.0.0.1:${blog.port}/`;
  const fetch = createGuardedFetch({ allowPrivate: true, userAgent: "test" });
  const read = (given: Partial<Site> = {}) => createSitemaps({ fetch }).read(aSite({ home: home(), ...given }));
  async function pagesOf(given: Partial<Site> = {}): Promise<string[]> {
    const reading = await read(given);
    if (reading.kind !== "pages") throw new Error(reading.fault);
    return reading.pages.map(({ url }) => url.slice(home().length - 1));
  }

  it("are found by robots.txt, whatever else that says, and however it writes", async () => {
    at["/robots.txt"] =
      `User-agent: *\r\nDisallow: /\r\nsitemap : ${home()}a.xml # new\r\nSitemap: /b.xml\nSitemap: ${home()}a.xml`;
    at["/a.xml"] = urlset(page(`${home()}one/`));
    at["/b.xml"] = urlset(page(`${home()}two/`), page(`${home()}one/`));
    expect(await pagesOf()).to.deep.equal(["/one/", "/two/"]);
    expect(blog.seen).to.deep.equal(["GET /robots.txt", "GET /a.xml", "GET /b.xml"]);
  });

  it("are looked for at the usual places where robots.txt names none", async () => {
    at["/wp-sitemap.xml"] = index(`${home()}wp-sitemap-posts-post-1.xml`);
    at["/wp-sitemap-posts-post-1.xml"] = urlset(page(`${home()}hello/`));
    expect(await pagesOf()).to.deep.equal(["/hello/"]);
  });

  it("are read through indexes, packed as files, and packed on the way", async () => {
    at["/sitemap.xml"] = index(`${home()}posts.xml.gz`, `${home()}pages.xml`, `${home()}sitemap.xml`);
    at["/posts.xml.gz"] = gzipSync(urlset(page(`${home()}one/`, "<lastmod>2026-10-30T10:00:00+02:00</lastmod>")));
    at["/pages.xml"] = (_request, response) =>
      void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(urlset(page(`${home()}two/`))));
    const reading = await read();
    expect(reading).to.deep.include({ kind: "pages", more: false, fault: null });
    expect(reading.kind === "pages" && reading.pages).to.deep.equal([
      { url: `${home()}one/`, changedAt: new Date("2026-10-30T08:00:00Z") },
      { url: `${home()}two/`, changedAt: null },
    ]);
  });

  it("name pages alone, not their pictures or translations, with their entities", async () => {
    const image = `<image:image><image:loc>${home()}i.jpg</image:loc></image:image><xhtml:link rel="alternate" href="${home()}de/"/>`;
    at["/sitemap.xml"] = urlset(page(`\n  ${home()}a?b=1&amp;c=2 \n`, image), page(`<![CDATA[${home()}c/]]>`));
    expect(await pagesOf()).to.deep.equal(["/a?b=1&c=2", "/c/"]);
  });

  it("count for the blog's own pages, below the path where its posts lie", async () => {
    at["/sitemap.xml"] = urlset(
      ...["", "about/", "blog/one/", "blog/two", "blogroll/"].map((path) => page(home() + path)),
      page("https://elsewhere.example/blog/x/"),
    );
    expect(await pagesOf()).to.deep.equal(["/", "/about/", "/blog/one/", "/blog/two", "/blogroll/"]);
    expect(await pagesOf({ postsBelow: "/blog/" })).to.deep.equal(["/blog/one/", "/blog/two"]);
  });

  it("are read as far as they may be long: 50,000 pages, in little memory", async () => {
    const line = (i: number) => page(`${home()}${"x".repeat(500)}/${i}`);
    at["/sitemap.xml"] = (_request, response) => {
      let i = 0;
      response.write("<urlset>");
      const more = () => {
        while (i < mostPages + 5000) if (!response.write(line(i++))) return void response.once("drain", more);
        response.end("</urlset>");
      };
      more();
    };
    global.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 5);
    const reading = await read();
    clearInterval(watch);
    expect(reading.kind === "pages" && [reading.pages.length, reading.more]).to.deep.equal([mostPages, true]);
    expect(most, "29 MB of text were never held as a whole").to.be.below(15_000_000);
  });

  it("are left where they unpack to more than 50 MB", async () => {
    at["/sitemap.xml"] = gzipSync(Buffer.concat([Buffer.from("<urlset>"), Buffer.alloc(60_000_000, " ")]));
    const reading = await read();
    expect(reading.kind).to.equal("none");
    expect(reading.kind === "none" && reading.fault).to.include("50 MB");
  });

  it("say what is wrong with them, and go on with the others", async () => {
    at["/sitemap.xml"] = index(`${home()}lost.xml`, `${home()}html.xml`, `${home()}cut.xml.gz`, `${home()}good.xml`);
    at["/html.xml"] = "<!doctype html><p>Not here</p>";
    at["/cut.xml.gz"] = gzipSync(urlset(page(`${home()}x/`))).subarray(0, 40);
    at["/good.xml"] = urlset(page(`${home()}one/`));
    const reading = await read();
    expect(reading.kind === "pages" && reading.pages.map(({ url }) => url)).to.deep.equal([`${home()}one/`]);
    expect(reading.kind === "pages" && reading.fault)
      .to.include("lost.xml")
      .and.include("not there");
    at["/sitemap.xml"] = "<rss><channel/></rss>";
    const none = await read();
    expect(none.kind === "none" && none.fault).to.include("is no sitemap");
    at = {};
    const nothing = await read();
    expect(nothing.kind === "none" && nothing.fault)
      .to.include("robots.txt")
      .and.include(home());
  });

  it("are left alone where the blog asks for it", async () => {
    at["/sitemap.xml"] = 429;
    expect(await read()).to.deep.include({ kind: "later", seconds: 60 });
    await blog.close();
    const gone = await read();
    expect(gone.kind === "none" && gone.fault).to.include("takes no connections");
  });
});
