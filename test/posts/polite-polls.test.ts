import { expect } from "chai";
import { feed, home, now, polled, pollWeb } from "./polled.ts";
import type { Standing } from "./web.ts";

const item = (id: string, title = `T ${id}`) =>
  `<item><title>${title}</title><link>/${id}</link><guid isPermaLink="false">${id}</guid>` +
  "<pubDate>Sun, 01 Nov 2026 10:00:00 GMT</pubDate></item>";
const rss = (inside: string) =>
  `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>x</title>${inside}</channel></rss>`;

describe("polls", () => {
  it("stay away as long as a feed says that nothing changes", async () => {
    const minutes = async (inside: string) => (await polled(rss(item("1") + inside))).minutes;
    expect(await minutes("")).to.be.within(15, 16.5);
    expect(await minutes("<ttl>90</ttl>")).to.be.within(90, 99);
    const period = (word: string, often = "") =>
      minutes(
        `<sy:updatePeriod>\n ${word} </sy:updatePeriod>${often && `<sy:updateFrequency>${often}</sy:updateFrequency>`}`,
      );
    expect(await period("hourly")).to.be.within(60, 66);
    expect(await period("daily", "2")).to.be.within(720, 792);
    expect(await period("weekly"), "a day at most").to.be.within(1309, 1440);
    expect(await period("sometimes")).to.be.within(15, 16.5);
    expect(await period("hourly", "0")).to.be.within(60, 66);
  });

  it("pass over the hours and days in which a feed is not to be read, at the next poll as well", async () => {
    const hours = `<skipHours>${[12, 13, 14].map((hour) => `<hour>${hour}</hour>`).join("")}</skipHours>`;
    const first = await polled(rss(hours + item("1")));
    expect(first.minutes, "from 12:00 to 15:00").to.be.within(180, 190);
    const second = await polled({ status: 304 }, { ...first.polling, intervalMs: 3_600_000 });
    expect(second.minutes).to.be.within(180, 190);
    const sunday = await polled(rss(`<skipDays><day>Sunday</day></skipDays>${item("1")}`));
    expect(sunday.minutes, "until Monday").to.be.within(720, 730);
    const always = Array.from({ length: 24 }, (_, hour) => `<hour>${hour}</hour>`).join("");
    const never = await polled(rss(`<skipHours>${always}<hour>x</hour></skipHours>${item("1")}`));
    expect(never.minutes, "who is never to be read is read").to.be.within(15, 16.5);
  });

  it("remember when the blog asked to be left alone, and forget it with the next answer", async () => {
    const busy = await polled({ status: 429, headers: { "retry-after": "7200" } });
    expect(busy.polling.restUntil).to.deep.equal(new Date("2026-11-01T14:00:00Z"));
    expect((await polled(rss(item("1")), busy.polling)).polling.restUntil ?? null).to.equal(null);
    expect((await polled({ status: 304 }, busy.polling)).polling.restUntil).to.equal(null);
  });

  describe("of a feed that moved for good", () => {
    const moved = (to: string) => ({ [feed]: { status: 301, headers: { location: to } }, [to]: rss(item("1")) });

    it("go where it is now, also where the owner had set its address", async () => {
      const to = `${home}new.xml`;
      const first = await pollWeb(moved(to), {}, { feed });
      expect(first.polling).to.include({ feed: to, movedFrom: feed });
      const second = await pollWeb(moved(to), first.polling, { feed });
      expect(second.asked.map(({ url }) => url)).to.deep.equal([to]);
      const other = `${home}other.xml`;
      const set = await pollWeb({ [other]: rss(item("1")) }, second.polling, { feed: other });
      expect(
        set.asked.map(({ url }) => url),
        "what the owner sets later counts",
      ).to.deep.equal([other]);
      expect(set.polling).to.include({ feed: other, movedFrom: null });
    });

    it("stay on the blog's own hosts: elsewhere it is followed each time, and not remembered", async () => {
      for (const [to, remembered] of [
        ["https://www.blog.example/feed.xml", "https://www.blog.example/feed.xml"],
        ["https://blog.example.net/feed.xml", "https://blog.example.net/feed.xml"],
        ["https://parked.example/feed.xml", feed],
      ] as const) {
        const at = {
          [feed]: { status: 301, headers: { location: to } },
          [to]: rss(item("1").replace("/1", `${home}1`)),
        };
        const { polling, entries } = await pollWeb(at, { feed }, { alsoAt: ["https://blog.example.net/"] });
        expect([polling.feed, entries?.length], to).to.deep.equal([remembered, 1]);
      }
    });
  });

  describe("of a long feed", () => {
    const ids = Array.from({ length: 300 }, (_, i) => String(i));
    const long = (change: (id: string) => string = item) => rss(ids.map((id) => change(id)).join(""));
    const titlesOf = (poll: Awaited<ReturnType<typeof polled>>) => poll.entries?.map(({ title }) => title);

    it("read nothing anew where nothing is new, though the server does not say so", async () => {
      const first = await polled(long());
      expect(first.entries).to.have.length(300);
      const second = await polled(long(), first.polling);
      expect(second.entries).to.deep.equal([]);
      expect(second.minutes, "the pace is that of all posts").to.be.closeTo(first.minutes, 2);
      expect(second.polling.prints).to.equal(first.polling.prints);
    });

    it("read what is new, and what was changed anywhere, with a few of the others", async () => {
      const { polling } = await polled(long());
      const changed = await polled(
        long((id) => item(id, id === "250" ? "Changed" : undefined)),
        polling,
      );
      expect(titlesOf(changed)).to.include("Changed").and.have.length.below(20);
      const added = await polled(rss(item("new") + ids.map((id) => item(id)).join("")), polling);
      expect(titlesOf(added)).to.include("T new").and.have.length.below(20);
      expect(added.polling.fault).to.equal(null);
    });

    it("still tell what is wrong with entries that are not read", async () => {
      const twice = () => rss(ids.map((id) => item(id)).join("") + item("7"));
      const first = await polled(twice());
      const second = await polled(twice(), first.polling);
      expect(second.polling.fault).to.equal(first.polling.fault).and.include("id of another one");
    });

    it("read all of it once a day, and of another feed at once", async () => {
      const { polling } = await polled(long());
      const old = { ...polling, wholeAt: new Date(now.getTime() - 86_400_000) };
      expect((await polled(long(), old)).entries).to.have.length(300);
      const other = `${home}other.xml`;
      const { entries } = await pollWeb({ [other]: long() }, polling, { feed: other });
      expect(entries).to.have.length(300);
    });
  });

  it("take nothing from a feed that is packed and damaged", async () => {
    const body = Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]);
    const standing: Standing = { body };
    expect((await polled(standing)).polling.fault).to.include("cannot be unpacked");
  });
});
