import { expect } from "chai";
import { home, polled } from "./polled.ts";
import { feedFixture } from "./web.ts";

describe("feed shapes", () => {
  it("reads what WordPress writes", async () => {
    const { entries, polling } = await polled(feedFixture("wordpress.xml"));
    expect(polling.fault).to.equal(null);
    expect(entries).to.have.length(2);
    expect(entries?.[0]).to.deep.equal({
      id: "https://blog.example/?p=412",
      url: "https://blog.example/2026/11/mending-a-net/",
      title: "Mending a net isn’t “quick”",
      teaser: "Every knot is a decision – and there are four thousand of them. […]",
      lang: "en-GB",
      publishedAt: new Date("2026-11-01T09:14:22Z"),
      updatedAt: null,
    });
  });

  it("reads what Ghost writes, and keeps away for its ttl", async () => {
    const { entries, minutes } = await polled(feedFixture("ghost.xml"));
    expect(entries?.[0]).to.include({
      id: "6721d0a4c5b1e40001a2b3c4",
      url: "https://blog.example/folding-and-lighting/",
      teaser: "Why the thin paper burns last.",
    });
    expect(minutes).to.be.within(60, 66);
  });

  it("reads what Hugo writes, undated pages included", async () => {
    const { entries, polling, minutes } = await polled(feedFixture("hugo.xml"));
    expect(minutes, "by the dated post alone").to.be.within(135, 149);
    expect(polling.fault).to.equal(null);
    expect(entries?.[0]).to.include({
      title: "Climbing slowly",
      teaser: "Low gears are not a confession.",
      lang: "en-US",
    });
    expect(entries?.[0]?.publishedAt).to.deep.equal(new Date("2026-10-30T06:00:00Z"));
  });

  it("reads what Jekyll writes", async () => {
    const { entries } = await polled(feedFixture("jekyll.xml"));
    expect(entries?.[0]).to.include({
      id: "https://blog.example/2026/10/31/quitten",
      url: "https://blog.example/2026/10/31/quitten.html",
      title: "Quitten & Geduld",
      teaser: "Drei Wochen liegen lassen, dann erst schneiden.",
      lang: "de",
    });
  });

  it("reads what Astro writes", async () => {
    const { entries } = await polled(feedFixture("astro.xml"));
    expect(entries?.[0]).to.include({
      id: "https://blog.example/blog/saturn/",
      title: "Saturn through a bin bag",
      lang: null,
    });
  });

  it("resolves Eleventy's relative links against each xml:base", async () => {
    const { entries } = await polled(feedFixture("eleventy.xml"));
    expect(entries?.map(({ url, lang }) => [url, lang])).to.deep.equal([
      ["https://blog.example/notes/second-flush/", "en"],
      ["https://blog.example/notes/archive/brume/", "fr"],
    ]);
    expect(entries?.[1]?.teaser).to.equal("Une tasse & un toit.");
  });

  it("reads a JSON Feed, takes its titles literally and leaves links to other sites out", async () => {
    const { entries, polling } = await polled(feedFixture("eleventy.json"));
    expect(entries?.map(({ url, title }) => [url, title])).to.deep.equal([
      ["https://blog.example/notes/second-flush/", "Second <flush>"],
    ]);
    expect(polling.fault).to.equal(null);
  });

  it("reads RDF", async () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="${home}"><title>c</title></channel>
      <item rdf:about="${home}one"><title>One</title><link>/one</link><dc:date>2026-10-01</dc:date></item></rdf:RDF>`;
    const { entries } = await polled(rdf);
    expect(entries?.[0]).to.include({ id: `${home}one`, url: `${home}one`, title: "One" });
    expect(entries?.[0]?.publishedAt).to.deep.equal(new Date("2026-10-01T00:00:00Z"));
  });
});
