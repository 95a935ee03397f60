import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const query = (...urls: string[]) => urls.map((url) => `url=${encodeURIComponent(url)}`).join("&");

describe("what pages show beside threads", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  it("counts the comments of many pages at once, and nothing where there is nothing", async () => {
    await node.put({ _id: "a" });
    await node.put({ _id: "b", hiddenBy: "owner" });
    const unknown = ["https://blog.example/new", "https://elsewhere.example/", "nonsense", "mailto:a@b.example"];
    const answer = await node.get(`/counts?${query(`${postUrl}?utm_source=x`, ...unknown)}`, { origin: blogOrigin });
    expect(await answer.json()).to.deep.equal({
      counts: { [`${postUrl}?utm_source=x`]: 1, ...Object.fromEntries(unknown.map((url) => [url, 0])) },
    });
    const german = await node.get(`/counts?${query(postUrl, "https://blog.example/new")}&lang=de`);
    expect(((await german.json()) as { labels: object }).labels).to.deep.equal({
      [postUrl]: "1 Kommentar",
      "https://blog.example/new": "0 Kommentare",
    });
    expect(answer.headers.get("access-control-allow-origin")).to.equal(blogOrigin);
    expect(answer.headers.get("cache-control")).to.equal("public, max-age=60");
    const etag = answer.headers.get("etag") ?? "";
    const again = `/counts?${query(`${postUrl}?utm_source=x`, ...unknown)}`;
    expect((await node.get(again, { "if-none-match": etag })).status).to.equal(304);
  });

  it("stores nothing and looks nowhere for a count", async () => {
    await node.get(`/counts?${query("https://blog.example/new", "https://blog.example/newer")}`);
    expect(await node.world.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("counts a hundred pages and no more", async () => {
    const pages = Array.from({ length: 101 }, (_, i) => `https://blog.example/${i}`);
    expect((await node.get(`/counts?${query(...pages.slice(1))}`)).status).to.equal(200);
    expect((await node.get(`/counts?${query(...pages)}`)).status).to.equal(422);
    expect((await node.get("/counts")).status).to.equal(422);
  });

  it("is readable by the blog's pages alone", async () => {
    for (const path of [`/counts?${query(postUrl)}`, "/recent"]) {
      const answer = await node.get(path, { origin: "https://evil.example" });
      expect(answer.headers.get("access-control-allow-origin"), path).to.equal(null);
      expect(answer.headers.get("set-cookie"), path).to.equal(null);
    }
  });

  it("tells the newest comments as HTML for a sidebar, and as JSON", async () => {
    await node.put({ _id: "a", html: "<p>Older</p>" as SafeHtml });
    await node.put({ _id: "b", html: "<p>Newer <b>words</b></p>" as SafeHtml });
    const html = await (await node.get("/recent")).text();
    expect(html).to.match(/<ol class="an-recent">[\s\S]*Newer words[\s\S]*Older/);
    expect(html).to.contain(`href="${postUrl}#comment-2"`);
    const json = (await (await node.get("/recent?limit=1", { accept: "application/json" })).json()) as {
      comments: object[];
    };
    expect(json.comments).to.deep.equal([
      {
        number: 2,
        author: "Anna",
        url: `${postUrl}#comment-2`,
        title: "A post",
        text: "Newer words",
        published: "2026-11-24T12:00:00.250Z",
      },
    ]);
    expect((await node.get("/recent?limit=99")).status).to.equal(422);
    expect((await node.get("/recent?format=json")).headers.get("content-type")).to.contain("application/json");
  });

  it("asks which blog is meant where there are several", async () => {
    await node.world.sites.add({
      ...(await node.world.sites.all())[0],
      _id: "two",
      home: "https://two.example/",
      handle: "two",
    } as never);
    node.clock.advance(250);
    await node.put({ _id: "a", html: "<p>Said on one</p>" as SafeHtml });
    expect((await node.get("/recent")).status).to.equal(422);
    expect(await (await node.get("/recent", { origin: "https://two.example" })).text()).to.contain("No comments yet");
    const named = `/recent?site=${encodeURIComponent("https://blog.example/")}`;
    expect(await (await node.get(named)).text()).to.contain("Said on one");
    expect((await node.get("/recent?site=https%3A%2F%2Felse.example")).status).to.equal(404);
  });

  it("leads from a short address to the comment on the blog's page", async () => {
    const { number } = await node.put({ _id: "a" });
    const answer = await node.get(`/c/${number}`);
    expect(answer.status).to.equal(302);
    expect(answer.headers.get("location")).to.equal(`${postUrl}#comment-${number}`);
    const hidden = await node.put({ _id: "b", hiddenBy: "owner" });
    for (const path of [`/c/${hidden.number}`, "/c/99", "/c/x"])
      expect((await node.get(path)).status, path).to.equal(404);
  });
});
