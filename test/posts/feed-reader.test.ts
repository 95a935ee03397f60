import { expect } from "chai";
import { Problem } from "../../src/domain/problem.ts";
import { feed, home, now, polled, pollWeb } from "./polled.ts";
import { feedFixture, type Standing } from "./web.ts";

const item = (id: string, link: string, date = "Sun, 01 Nov 2026 10:00:00 GMT") =>
  `<item><title>T ${id}</title><link>${link}</link><guid isPermaLink="false">${id}</guid>` +
  `<pubDate>${date}</pubDate></item>`;
const rss = (...items: string[]) => `<rss version="2.0"><channel><title>x</title>${items.join("")}</channel></rss>`;

describe("feed reader", () => {
  describe("discovery", () => {
    it("takes the post feed that WordPress names, not that of the comments", async () => {
      const { polling, entries } = await pollWeb({
        [home]: feedFixture("wordpress-home.html"),
        [`${home}feed/`]: feedFixture("wordpress.xml"),
        [`${home}comments/feed/`]: rss(),
      });
      expect(polling.feed).to.equal(`${home}feed/`);
      expect(entries).to.have.length(2);
    });

    it("prefers JSON Feed to Atom to RSS", async () => {
      const page = ["rss", "atom", "feed"].map((kind) => {
        const type = kind === "feed" ? "application/feed+json" : `application/${kind}+xml`;
        return `<link rel="alternate" type="${type}" href="/the.${kind}">`;
      });
      const at: Record<string, Standing> = {
        [home]: page.join(""),
        [`${home}the.atom`]: feedFixture("jekyll.xml"),
        [`${home}the.rss`]: rss(),
      };
      expect((await pollWeb(at)).polling.feed, "the first that is a feed").to.equal(`${home}the.atom`);
      at[`${home}the.feed`] = feedFixture("eleventy.json");
      expect((await pollWeb(at)).polling.feed).to.equal(`${home}the.feed`);
    });

    it("tries the usual paths where the front page names none", async () => {
      const { polling, asked } = await pollWeb({
        [home]: "<title>x</title>",
        [`${home}index.xml`]: feedFixture("hugo.xml"),
      });
      expect(polling.feed).to.equal(`${home}index.xml`);
      expect(asked.map(({ url }) => url.slice(home.length))).to.deep.equal([
        "",
        "feed.json",
        "feed/",
        "feed.xml",
        "atom.xml",
        "index.xml",
      ]);
    });

    it("looks below the front page of a blog that lies deeper", async () => {
      const { polling } = await pollWeb(
        { [`${home}blog/`]: "<title>x</title>", [`${home}blog/rss.xml`]: feedFixture("astro.xml") },
        {},
        { home: `${home}blog/` },
      );
      expect(polling.feed).to.equal(`${home}blog/rss.xml`);
    });

    it("says that there is no feed, and what to do", async () => {
      const { polling, entries, minutes } = await pollWeb({ [home]: "<title>x</title>" });
      expect(entries).to.equal(null);
      expect(polling.fault).to.include(home).and.include("ANTIPHON_FEED");
      expect(polling.firstPolledAt).to.equal(null);
      expect(minutes).to.be.within(360, 396);
    });

    it("leaves a blog alone that falls silent", async () => {
      const silent = new Problem("upstream", "blog.example did not answer within 10 s.");
      const { polling, asked, minutes } = await pollWeb({ [home]: "<title>x</title>", [`${home}feed.json`]: silent });
      expect(polling.fault).to.include("did not answer");
      expect(asked).to.have.length(2);
      expect(minutes).to.be.within(60, 66);
    });

    it("tells the fault of a feed that the front page names", async () => {
      const page = '<link rel="alternate" type="application/rss+xml" href="/rss">';
      const { polling } = await pollWeb({ [home]: page, [`${home}rss`]: "<!doctype html><p>Not here" });
      expect(polling.fault).to.include(`${home}rss`).and.include("HTML page");
    });
  });

  describe("manners", () => {
    it("hands validators back verbatim and takes 304 for no change", async () => {
      const before = {
        feed,
        etag: 'W/"a-b"',
        lastModified: "Sun, 01 Nov 2026 09:00:00 GMT",
        intervalMs: 7_200_000,
        fault: "old",
      };
      const { entries, polling, asked, minutes } = await polled({ status: 304 }, before);
      expect(asked[0]?.headers).to.include({
        "If-None-Match": 'W/"a-b"',
        "If-Modified-Since": "Sun, 01 Nov 2026 09:00:00 GMT",
      });
      expect(entries).to.equal(null);
      expect(polling).to.include({ etag: 'W/"a-b"', fault: null });
      expect(minutes).to.be.within(120, 132);
    });

    it("keeps the validators of what it read, and asks for no more than 5 MB in 10 seconds", async () => {
      const { polling, asked } = await polled({
        headers: { etag: '"1"', "last-modified": "x" },
        body: rss(item("1", "/1")),
      });
      expect(polling).to.deep.include({ feed, etag: '"1"', lastModified: "x", firstPolledAt: now, fault: null });
      expect(asked[0]).to.include({ maxBytes: 5_000_000, timeoutMs: 10_000 });
    });

    it("sends no validators of one feed to another that the owner has set since", async () => {
      const { asked } = await polled(rss(), { feed: `${home}other.xml`, etag: '"other"' });
      expect(asked[0]?.headers).to.not.have.property("If-None-Match");
    });

    it("moves with a permanent redirect and stays with a temporary one", async () => {
      const moved = `${home}moved.xml`;
      for (const [status, address] of [
        [301, moved],
        [308, moved],
        [302, feed],
        [307, feed],
      ] as const) {
        const at = { [feed]: { status, headers: { location: "/moved.xml" } }, [moved]: rss(item("1", "/1")) };
        const { polling, entries } = await pollWeb(at, { feed });
        expect([polling.feed, entries?.length], String(status)).to.deep.equal([address, 1]);
      }
    });

    it("ends in a sentence when redirects go round", async () => {
      const { polling } = await polled({ status: 302, headers: { location: feed } });
      expect(polling.fault).to.include("circle");
    });

    it("waits as long as it is asked to, in seconds or until a date", async () => {
      expect((await polled({ status: 429, headers: { "retry-after": "7200" } })).minutes).to.equal(120);
      const headers = { date: "Sun, 01 Nov 2026 12:00:00 GMT", "retry-after": "Sun, 01 Nov 2026 15:00:00 GMT" };
      expect((await polled({ status: 503, headers })).minutes).to.equal(180);
      expect((await polled({ status: 503, headers: { "retry-after": "1" } })).minutes).to.equal(15);
    });

    it("polls a busy blog each quarter of an hour and a sleepy one daily, never at once for all", async () => {
      const every = (minutes: number) =>
        rss(
          ...[1, 2, 3, 4].map((n) =>
            item(`${n}`, `/${n}`, new Date(now.getTime() - n * minutes * 60_000).toUTCString()),
          ),
        );
      expect((await polled(every(60))).minutes).to.be.within(15, 16.5);
      expect((await polled(every(60 * 24 * 365))).minutes).to.be.within(1309, 1440);
      const two = await Promise.all(["a", "b"].map((_id) => polled(every(60 * 24), {}, { _id })));
      expect(two[0]?.minutes).to.be.within(60, 66).and.not.equal(two[1]?.minutes);
    });

    it("keeps away while the answer calls itself fresh, for a day at most", async () => {
      const fresh = (maxAge: number) =>
        polled({ headers: { "cache-control": `public, max-age=${maxAge}` }, body: rss(item("1", "/1")) });
      expect((await fresh(10_800)).minutes).to.be.within(180, 198);
      expect((await fresh(31_536_000)).minutes).to.be.at.most(1440);
    });

    it("stops for a day at 410 and forgets the address", async () => {
      const { polling, minutes } = await pollWeb({ [feed]: { status: 410 } }, { feed, etag: '"1"' });
      expect(polling).to.include({ feed: null, etag: null });
      expect(polling.fault).to.include("gone for good");
      expect(minutes).to.be.within(1309, 1440);
    });

    it("never again asks for what was gone, whether the owner set it or the front page names it", async () => {
      const set = await polled({ status: 410 });
      expect(set.polling).to.include({ gone: feed });
      const again = await polled(rss(item("1", "/1")), set.polling);
      expect(again.asked).to.deep.equal([]);
      expect(again.entries).to.equal(null);
      expect(again.polling.fault).to.include("gone for good");

      const at = {
        [home]: `<link rel="alternate" type="application/rss+xml" href="${feed}">`,
        [feed]: rss(item("1", "/1")),
      };
      const found = await pollWeb(at, set.polling);
      expect(found.asked.map(({ url }) => url)).not.to.include(feed);

      const other = `${home}other.xml`;
      const { polling, entries } = await pollWeb({ [other]: rss(item("1", "/1")) }, set.polling, { feed: other });
      expect(entries).to.have.length(1);
      expect(polling).not.to.have.property("gone");
    });
  });

  describe("faults", () => {
    const cases: [string, Standing, string][] = [
      ["an HTML page", "<!-- hi --><!DOCTYPE html><html><body>Login</body></html>", "HTML page"],
      ["an empty body", " \n", "empty"],
      ["something else", "<urlset><url/></urlset>", "not a feed"],
      ["other JSON", "{}", "not a feed"],
      ["a feed that ends in the middle", rss(item("1", "/1"), item("2", "/2")).slice(0, -60), "ends in the middle"],
      ["50 MB", new Problem("too-large", "More than 5 MB."), "larger than 5 MB"],
      [
        "a feed that never ends",
        new Problem("upstream", "blog.example did not answer within 10 s."),
        "within 10 s. Check that the blog is up",
      ],
      ["an address that must not be asked", new Problem("forbidden", "That is a private address."), "private address"],
      ["a missing feed", { status: 404 }, "ANTIPHON_FEED"],
      ["a broken blog", { status: 500 }, "500"],
    ];
    for (const [name, standing, words] of cases) {
      it(`names ${name} and takes nothing`, async () => {
        const { entries, polling, minutes } = await polled(standing, { feed, firstPolledAt: null });
        expect(entries).to.equal(null);
        expect(polling.fault).to.include(feed).and.include(words);
        expect(polling.firstPolledAt).to.equal(null);
        expect(minutes).to.be.within(60, 66);
      });
    }

    it("keeps the first of two posts with one id and reads on in full until that is mended", async () => {
      const body = rss(item("1", "/a"), item("1", "/b"), item("2", "/c"));
      const { entries, polling } = await polled({ headers: { etag: '"1"' }, body });
      expect(entries?.map(({ url }) => url)).to.deep.equal([`${home}a`, `${home}c`]);
      expect(polling.fault).to.include("One entry with the id of another one (“1”)");
      expect(polling.etag).to.equal(null);
    });

    it("takes a page once, whatever its ids", async () => {
      const { entries, polling } = await polled(rss(item("1", "/a"), item("2", "/a/")));
      expect(entries).to.have.length(1);
      expect(polling.fault).to.include("link of another one");
    });

    it("leaves entries without a link out and keeps those with odd dates", async () => {
      const { entries, polling } = await polled(rss("<item><title>x</title></item>", item("1", "/a", "yesterday-ish")));
      expect(entries?.map(({ url, publishedAt }) => [url, publishedAt])).to.deep.equal([[`${home}a`, null]]);
      expect(polling.fault).to.include("One entry without a link").and.include("cannot be read");
    });

    it("does not count a feed of another site as read", async () => {
      const { entries, polling } = await polled(rss(item("1", "https://draft.example/a")));
      expect(entries).to.equal(null);
      expect(polling.fault).to.include("No entry of the feed links to https://blog.example/");
      expect(polling.firstPolledAt).to.equal(null);
    });

    it("takes a feed without posts as read", async () => {
      const { entries, polling } = await polled(rss());
      expect(entries).to.deep.equal([]);
      expect(polling).to.include({ fault: null }).and.deep.include({ firstPolledAt: now });
    });
  });
});
