import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import { createHtml } from "../../src/html/html.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { createFeedReader } from "../../src/posts/feed-reader.ts";
import { createPageReader } from "../../src/posts/page-reader.ts";
import { aSite } from "../helpers/thread.ts";
import { type Loopback, startLoopback } from "../net/loopback.ts";
import { feedFixture } from "./web.ts";

const now = new Date("2026-11-01T12:00:00Z");

describe("a blog on a real socket", () => {
  let blog: Loopback;
  let answer: RequestListener;

  beforeEach(async () => {
    blog = await startLoopback((request, response) => answer(request, response));
  });
  afterEach(() => blog.close());

  const home = () => `http://127.0.0.1:${blog.port}/`;
  const needs = { fetch: createGuardedFetch({ allowPrivate: true, userAgent: "test" }), html: createHtml() };
  const poll = (given: Parameters<typeof aSite>[0] = {}) =>
    createFeedReader(needs).poll(aSite({ home: home(), ...given }), now);

  it("is discovered, read unpacked, moved for good, and asked politely the next time", async () => {
    const feed = () => feedFixture("wordpress.xml").replaceAll("https://blog.example/", home());
    answer = ({ url, headers }, response) => {
      if (url === "/") {
        response.setHeader("content-type", "text/html");
        response.end('<link rel="alternate" type="application/rss+xml" href="/feed">');
      } else if (url === "/feed") response.writeHead(301, { location: "/feed/" }).end();
      else if (headers["if-none-match"] === 'W/"v1"') response.writeHead(304, { etag: 'W/"v1"' }).end();
      else response.writeHead(200, { etag: 'W/"v1"', "content-encoding": "gzip" }).end(gzipSync(feed()));
    };
    const first = await poll();
    expect(first.polling).to.deep.include({ feed: `${home()}feed/`, etag: 'W/"v1"', firstPolledAt: now, fault: null });
    expect(first.entries?.map(({ url }) => url)).to.deep.equal([
      `${home()}2026/11/mending-a-net/`,
      `${home()}2026/10/fog/`,
    ]);
    const second = await poll({ polling: first.polling });
    expect(second.entries).to.equal(null);
    expect(second.polling).to.include({ feed: `${home()}feed/`, etag: 'W/"v1"', fault: null });
    expect(blog.seen).to.deep.equal(["GET /", "GET /feed", "GET /feed/", "GET /feed/"]);
  });

  it("is left after 5 MB of a feed that unpacks to 50", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, " "));
    answer = (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    const { entries, polling } = await poll({ feed: `${home()}feed/` });
    expect(entries).to.equal(null);
    expect(polling.fault).to.include("larger than 5 MB");
    expect(polling.firstPolledAt).to.equal(null);
  });

  it("is told from one that takes no connections", async () => {
    await blog.close();
    const { entries, polling } = await poll({ feed: `${home()}feed/` });
    expect(entries).to.equal(null);
    expect(polling.fault).to.include("takes no connections");
  });

  it("shows its pages through redirects, and says when there is none", async () => {
    answer = ({ url }, response) => {
      if (url === "/old") response.writeHead(302, { location: "/new" }).end();
      else if (url === "/new") {
        response.writeHead(200, { "content-type": "text/html; charset=iso-8859-1" });
        response.end(Buffer.from("<title>Caf\u00e9</title><link rel=canonical href=/caf%C3%A9>", "latin1"));
      } else response.writeHead(404).end();
    };
    const pages = createPageReader(needs);
    expect(await pages.read(`${home()}old`)).to.deep.include({
      finalUrl: `${home()}new`,
      url: `${home()}caf%C3%A9`,
      title: "Caf\u00e9",
    });
    const missing = await pages.read(`${home()}missing`).catch((error: unknown) => error);
    expect(isProblem(missing, "not-found")).to.equal(true);
  });
});
