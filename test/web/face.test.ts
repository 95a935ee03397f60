import { expect } from "chai";
import type { Visitor } from "../../src/domain/author.ts";
import { readMediaToken } from "../../src/domain/media.ts";
import { drawFace, seedOf } from "../../src/web/face.ts";
import { mira } from "../helpers/comment.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const anna: Visitor = { kind: "visitor", name: "Anna", website: null, email: "anna@mail.example", hash: "hash-anna" };

/** The squares that a path fills, as `column row`. */
function squares(path: string): string[] {
  return [...path.matchAll(/M(\d) (\d)h(\d)/g)].flatMap(([, x, y, width]) =>
    Array.from({ length: Number(width) }, (_, i) => `${Number(x) + i} ${y}`),
  );
}

/** What Isso's own page draws: the number's 18 binary digits from the left, column by column, and the rest mirrored. */
function issoSquares(hash: string): string[] {
  const digits = (Number.parseInt(hash.slice(-16), 16) % 2 ** 18).toString(2).padStart(18, "0");
  const cells = [0, 1, 2].flatMap((x) => [0, 1, 2, 3, 4].map((y) => ({ x, y, on: digits[x * 5 + y] === "1" })));
  const on = cells.filter((cell) => cell.on);
  return [...new Set(on.flatMap(({ x, y }) => [`${x} ${y}`, `${4 - x} ${y}`]))];
}

describe("faces", () => {
  // Public values: hashes that Isso makes of 127.0.0.0, email@email.com and a@b.c, and the ends of the scale.
  for (const hash of ["4505c1eeda98", "34f4b563ece1", "b539304e6ef9", "000000000000", "ffffffffffff"]) {
    it(`are drawn of ${hash} as Isso draws them`, () => {
      expect(squares(drawFace(hash).path)).to.have.members(issoSquares(hash));
    });
  }

  it("have one of eight colours, by the last three bits", () => {
    expect(new Set([..."01234567"].map((digit) => drawFace(`00000000000${digit}`).colour)).size).to.equal(8);
    expect(drawFace("4505c1eeda98").colour).to.equal(drawFace("000000000008").colour);
  });

  it("cost little, as there may be a thousand on a page", () => {
    const longest = Math.max(
      ...Array.from({ length: 500 }, (_, i) => drawFace(i.toString(16).padEnd(12, "5")).path.length),
    );
    expect(longest).to.be.lessThan(100);
  });

  it("stay the same wherever and under whatever name somebody with a mailbox writes", () => {
    expect(seedOf(anna))
      .to.match(/^[0-9a-f]{12}$/)
      .and.to.equal(seedOf({ ...anna, name: "A." }));
    expect(seedOf(mira)).to.equal(seedOf({ ...mira, name: "M.", avatar: "https://far.example/a.png" }));
  });

  it("do not tell that two visitors without a mailbox share a network", () => {
    const alone = { ...anna, email: null };
    expect(seedOf(alone)).to.not.equal(seedOf({ ...alone, name: "Ben" }));
  });

  it("are drawn from the end of a longer hash, as Isso draws them", () => {
    expect(seedOf({ ...anna, face: "0123456789abcdef4505c1eeda98" })).to.equal("4505c1eeda98");
  });

  it("are those that an imported comment came with", () => {
    expect(seedOf({ ...anna, face: "4505c1eeda98" })).to.equal("4505c1eeda98");
    expect(seedOf({ ...anna, face: '"><script>' })).to.equal(seedOf(anna));
  });
});

describe("faces on the page", () => {
  let node: WebNode;
  afterEach(() => node.close());
  const fragment = async () => (await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text();
  const pictureIn = (html: string) => /<img class="an-face" src="([^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");

  it("are drawings for visitors: nothing is asked for", async () => {
    node = await startWebNode();
    await node.put({ _id: "a", author: anna });
    const html = await fragment();
    expect(html)
      .to.contain(`<path d="${drawFace(seedOf(anna)).path}"/>`)
      .and.contain('<svg class="an-face"');
    expect(pictureIn(html)).to.equal(undefined);
  });

  it("are pictures of people elsewhere by way of the node, with room kept for them", async () => {
    node = await startWebNode();
    const address = "https://far.example/avatars/mira 1.png";
    await node.put({ _id: "a", author: { ...mira, avatar: address } });
    const html = await fragment();
    const src = pictureIn(html) ?? "";
    expect(html).to.not.contain("far.example/avatars");
    expect(html).to.match(
      /<img class="an-face"[^>]* alt="" width="40" height="40" loading="lazy" decoding="async" referrerpolicy="no-referrer">/,
    );
    const { pathname, searchParams, origin } = new URL(src);
    expect([origin, searchParams.get("face")]).to.deep.equal([node.url, seedOf(mira)]);
    const media = readMediaToken(node.world.secrets, decodeURIComponent(pathname.slice("/media/".length)));
    expect(media).to.deep.equal({ kind: "avatar", address: new URL(address).href });
  });

  it("are drawn for what is typed, as the comment would show them, and not before", async () => {
    node = await startWebNode();
    const typed = { url: postUrl, author: "Grace", email: "grace@example.org" };
    const drawn = async (path: string, fields: Record<string, string>) =>
      /<svg class="an-face"[^>]*>.*?<\/svg>/.exec(await (await node.post(path, fields)).text())?.[0];
    const face = await drawn("/comments/face", typed);
    expect(face).to.match(/<path d="M/);
    expect(await drawn("/comments/face", { ...typed, author: "Another" }), "the mailbox decides").to.equal(face);
    expect(await drawn("/comments/face", { ...typed, email: "" })).to.not.equal(face);
    expect(await drawn("/comments/face", { url: postUrl }), "nobody yet").to.equal(undefined);
    const started = await node.started();
    expect(await drawn("/comments/preview", { ...typed, text: "Hello", started, format: "fragment" })).to.equal(face);
    await node.post("/comments", { ...typed, text: "Hello", started });
    expect(await fragment()).to.contain(face);
  });

  it("are drawings where the picture has no address", async () => {
    node = await startWebNode();
    await node.put({ _id: "a", author: { ...mira, avatar: "not an address" } });
    expect(await fragment()).to.contain('<svg class="an-face"');
  });

  it("come from Gravatar where the owner wants it, and tell readers nothing of the mailbox", async () => {
    node = await startWebNode({ settings: { gravatar: true } });
    await node.put({ _id: "a", author: anna });
    await node.put({ _id: "b", author: { ...anna, email: null, name: "Ben" } });
    const html = await fragment();
    const src = pictureIn(html) ?? "";
    const token = new URL(src).pathname.slice("/media/".length);
    const media = readMediaToken(node.world.secrets, token);
    expect(media?.kind).to.equal("gravatar");
    // The hash of anna@mail.example, made with sha256sum.
    const known = "bad1a83aa90de143ce99b42516bc8d09c6ccd33b828dff1061b6c21fce682851";
    expect(media?.address).to.equal(`https://www.gravatar.com/avatar/${known}?d=404&s=96`);
    const [, sealed = ""] = token.split("~");
    const bytes = Buffer.from(sealed, "base64url");
    expect(`${html} ${bytes.toString("latin1")} ${bytes.toString("hex")}`)
      .to.not.contain(known)
      .and.not.contain("gravatar.com");
    expect(html.match(/<img class="an-face"/g)).to.have.lengthOf(1);
  });

  it("are drawings for the owner, so that no server hears when the owner looks", async () => {
    node = await startWebNode({ settings: { gravatar: true } });
    await node.put({ _id: "a", author: { ...mira, avatar: "https://far.example/a.png" } });
    await node.put({ _id: "b", author: anna });
    const { cookie } = await node.signIn();
    const html = await (await node.get("/admin/?tab=published", { cookie })).text();
    expect(html.match(/<svg class="an-face"/g)).to.have.lengthOf(2);
    expect(html).to.not.contain("/media/");
  });
});
