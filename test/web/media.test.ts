import { expect } from "chai";
import { type Media, type MediaProxy, mediaToken, type Picture, readMediaToken } from "../../src/domain/media.ts";
import { Problem } from "../../src/domain/problem.ts";
import { drawFace } from "../../src/web/face.ts";
import { pictures } from "../helpers/pictures.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const address = "https://far.example/emoji/cat.png";
const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0" };

describe("GET /media", () => {
  let node: WebNode;
  let loaded: string[];
  let next: () => Promise<Picture>;
  let path: string;
  let blocked: boolean;
  let onRead: (times: number) => unknown;

  beforeEach(async () => {
    loaded = [];
    blocked = false;
    onRead = () => undefined;
    let reads = 0;
    next = async () => ({ type: "image/png", bytes: pictures["image/png"] as Buffer });
    const media: MediaProxy = {
      async read(token) {
        onRead(++reads);
        const found = readMediaToken(node.world.secrets, token);
        if (!found || blocked) throw new Problem("not-found", "There is no picture at this address.");
        return found;
      },
      load(given: Media) {
        loaded.push(given.address);
        return next();
      },
    };
    node = await startWebNode({ media });
    path = `/media/${mediaToken(node.world.secrets, { kind: "emoji", address })}`;
  });
  afterEach(() => node.close());

  it("shows a picture that may be kept for good, stand on any page, and run nothing", async () => {
    const answer = await node.get(path, browser);
    expect(answer.status).to.equal(200);
    expect(Object.fromEntries(answer.headers)).to.include({
      "content-type": "image/png",
      "content-length": String(pictures["image/png"]?.length),
      "cache-control": "public, max-age=31536000, immutable",
      "content-disposition": "inline",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
    });
    expect(answer.headers.get("set-cookie")).to.equal(null);
    expect(Buffer.from(await answer.arrayBuffer())).to.deep.equal(pictures["image/png"]);
  });

  it("fetches it once, however many ask at once and later", async () => {
    const both = new Promise<void>((resolve) => {
      onRead = (times) => times === 2 && resolve();
    });
    const picture = next;
    next = () => both.then(picture);
    await Promise.all([node.get(path, browser), node.get(path, browser)]);
    const answer = await node.get(path, browser);
    expect(loaded).to.deep.equal([address]);
    const etag = String(answer.headers.get("etag"));
    expect((await node.get(path, { ...browser, "if-none-match": etag })).status).to.equal(304);
  });

  it("shows nothing any more once its server is blocked, although it was kept", async () => {
    await node.get(path, browser);
    blocked = true;
    expect((await node.get(path, browser)).status).to.equal(404);
  });

  it("remembers a failure for five minutes, without a word in the log for each reader", async () => {
    next = () => Promise.reject(new Problem("upstream", "far.example does not answer."));
    for (let i = 0; i < 3; i++) {
      const answer = await node.get(path, browser);
      expect(answer.status).to.equal(404);
      expect(answer.headers.get("cache-control")).to.equal("no-store");
    }
    expect(loaded).to.have.lengthOf(1);
    node.clock.advance(5 * 60_000 + 1);
    next = async () => ({ type: "image/gif", bytes: pictures["image/gif"] as Buffer });
    expect((await node.get(path, browser)).headers.get("content-type")).to.equal("image/gif");
  });

  it("draws the face that is asked for where there is no picture, and only that", async () => {
    next = () => Promise.reject(new Problem("upstream", "far.example does not answer."));
    const drawn = await node.get(`${path}?face=4505c1eeda98`, browser);
    expect(Object.fromEntries(drawn.headers)).to.include({
      "content-type": "image/svg+xml",
      "cache-control": "public, max-age=300",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "x-content-type-options": "nosniff",
    });
    expect([drawn.status, await drawn.text()]).to.deep.equal([
      200,
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="-.5 -1 6 6" stroke="#9abf88"><path d="${drawFace("4505c1eeda98").path}"/></svg>`,
    ]);
    for (const bad of ["4505c1eeda9", "4505C1EEDA98", '"/><script>alert(1)</script>', ""])
      expect((await node.get(`${path}?face=${encodeURIComponent(bad)}`, browser)).status, bad).to.equal(404);
    expect((await node.get("/media/x?face=4505c1eeda98", browser)).status, "no token of ours").to.equal(404);
  });

  it("neither heeds nor sets a cookie", async () => {
    const cookies = { cookie: "__Host-antiphon=x; antiphon=y; antiphon_own=z" };
    const [with_, without] = [await node.get(path, { ...browser, ...cookies }), await node.get(path, browser)];
    for (const answer of [with_, without])
      expect([answer.status, answer.headers.get("set-cookie"), answer.headers.get("vary")]).to.deep.equal([
        200,
        null,
        null,
      ]);
    expect(loaded).to.have.lengthOf(1);
  });

  it("does not hold it against a picture that too many were fetched", async () => {
    next = () => Promise.reject(new Problem("busy", "Too many pictures are being fetched.", { retryAfter: 5 }));
    const busy = await node.get(path, browser);
    expect([busy.status, busy.headers.get("retry-after")]).to.deep.equal([503, "5"]);
    next = async () => ({ type: "image/png", bytes: pictures["image/png"] as Buffer });
    expect((await node.get(path, browser)).status).to.equal(200);
  });

  for (const program of [
    "Antiphon/1.0.0 (+https://other.example)",
    "Misskey/2025.1.0 (https://mk.example)",
    "http.rb/5.2.0 (Mastodon/4.5.0; +https://mastodon.example/)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  ]) {
    it(`GHSA-gq5q-c77c-v236: hands nothing on to ${program}`, async () => {
      expect((await node.get(path, { "user-agent": program })).status).to.equal(403);
      expect(loaded).to.deep.equal([]);
    });
  }

  it("answers 404 to a token that is not ours", async () => {
    for (const bad of ["x", "a.b", `${"A".repeat(43)}.${"B".repeat(40)}`])
      expect((await node.get(`/media/${encodeURIComponent(bad)}`, browser)).status, bad).to.equal(404);
    expect(loaded).to.deep.equal([]);
  });
});
