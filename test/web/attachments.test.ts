import { expect } from "chai";
import type { Attachment } from "../../src/domain/comment.ts";
import { readMediaToken } from "../../src/domain/media.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const at = (name: string) => `https://far.example/media/${name}`;
const lake: Attachment = { url: at("lake 1.jpg"), mediaType: "image/jpeg", alt: 'A "lake" in the fog' };

describe("what is attached to a comment", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  async function shown(attachments: Attachment[], warning: string | null = null): Promise<string> {
    await node.put({ _id: "a", attachments, warning });
    return (await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text();
  }
  const pictures = (html: string) => html.match(/<a [^>]*><img class="an-picture[^>]*><\/a>/g) ?? [];

  it("is shown small by way of the node, in a place that is kept, and opens by way of it", async () => {
    const [picture = ""] = pictures(await shown([lake]));
    expect(picture).to.contain('alt="A &quot;lake&quot; in the fog" width="160" height="120" loading="lazy"');
    const [, href, src] = /href="([^"]*)".* src="([^"]*)"/.exec(picture) ?? [];
    expect(href).to.equal(src);
    expect(src?.startsWith(`${node.url}/media/`)).to.equal(true);
    const token = src?.split("/").at(-1) ?? "";
    expect(readMediaToken(node.world.secrets, token)).to.deep.equal({
      kind: "attachment",
      address: new URL(lake.url).href,
    });
    expect(picture).to.not.contain("far.example");
  });

  it("is folded where its author asked for that, and says that it is a picture where nobody said what is on it", async () => {
    const html = await shown([lake, { ...lake, url: at("2.png"), alt: "", sensitive: true }]);
    const folded = /<details class="an-warned">[\s\S]*?<\/details>/.exec(html)?.[0] ?? "";
    expect(folded).to.contain('<summary dir="auto">Picture (sensitive)</summary>').and.contain('alt="Picture"');
    expect([pictures(html).length, pictures(folded).length]).to.deep.equal([2, 1]);
  });

  it("is a link with what it is where it is no picture, or has too long an address", async () => {
    const long = at("x".repeat(2_000));
    const html = await shown([
      { url: at("v.mp4"), mediaType: "video/mp4", alt: "The lake moving" },
      { url: at("s.mp3"), mediaType: "audio/mpeg", alt: "" },
      { url: at("f.pdf"), mediaType: "application/pdf", alt: "" },
      { url: long, mediaType: "image/png", alt: "" },
      { url: "javascript:alert(1)", mediaType: "image/png", alt: "" },
    ]);
    expect(pictures(html)).to.deep.equal([]);
    const links = [...html.matchAll(/<a href="(https:\/\/far[^"]*)" rel="[^"]*">([^<]*)<\/a>/g)].map((found) =>
      found.slice(1),
    );
    expect(links).to.deep.equal([
      [at("v.mp4"), "Video: The lake moving"],
      [at("s.mp3"), "Sound"],
      [at("f.pdf"), "File"],
      [long, "Picture"],
    ]);
    expect(html).to.not.contain("javascript:");
  });

  it("stands behind the warning of its comment", async () => {
    const html = await shown([lake], "Spoiler");
    const warned = /<details class="an-warned">[\s\S]*?<\/details>/.exec(html)?.[0] ?? "";
    expect(pictures(warned)).to.have.lengthOf(1);
    expect(pictures(html)).to.have.lengthOf(1);
  });

  it("is a link in feeds, as their readers are no browsers", async () => {
    await shown([lake]);
    const feed = await (await node.get(`/feeds/thread.atom?url=${encodeURIComponent(postUrl)}`)).text();
    expect(feed).to.contain("Picture: A").and.contain(lake.url).and.not.contain(`${node.url}/media/`);
  });
});
