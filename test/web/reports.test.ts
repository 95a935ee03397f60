import { expect } from "chai";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("reporting a comment", () => {
  let node: WebNode;
  let path: string;
  beforeEach(async () => {
    node = await startWebNode({ settings: { trustProxy: 1 } });
    path = `/comments/${(await node.put({ _id: "a" })).number}/report`;
  });
  afterEach(() => node.close());

  const read = async (address: string, headers: Record<string, string> = {}) =>
    (await node.get(address, { accept: "text/html", ...headers })).text();
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    node.post(path, fields, { accept: "text/html", ...headers });

  it("starts at a link below each comment that is not one's own", async () => {
    expect(await read(`/fragment?url=${encodeURIComponent(postUrl)}`)).to.contain(`${path}" rel="nofollow"`);
    const posted = await node.post("/comments", { url: postUrl, text: "Mine", started: await node.started() });
    const cookie = posted.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const mine = await read(`/thread?url=${encodeURIComponent(postUrl)}`, { cookie });
    expect(mine.match(/class="an-report"/g)).to.have.lengthOf(1);
  });

  it("asks why on a page, and thanks", async () => {
    const page = await read(path);
    expect(page).to.contain("Why should it not stay?").and.contain('value="abuse"');
    const sent = await send({ reason: "abuse", words: "It hurts." });
    expect(sent.status).to.equal(200);
    expect(await sent.text()).to.contain("The owner of the blog will look at it.");
    expect((await node.world.cases.get("a"))?.reports).to.deep.equal([
      { host: null, reason: "abuse", words: "It hurts." },
    ]);
    expect(await (await send({ reason: "spam" })).text()).to.contain("reported this comment before");
  });

  it("speaks the reader's language", async () => {
    expect(await read(`${path}?lang=de`)).to.contain("Diesen Kommentar melden");
    const fault = await send({ lang: "de", words: "Das hier." });
    expect(fault.status).to.equal(422);
    const page = await fault.text();
    expect(page).to.contain("Bitte zuerst angeben").and.contain("Das hier.");
  });

  it("is taken from our pages and the blog's alone, about comments that readers see, and paced", async () => {
    expect((await send({ reason: "spam" }, { origin: "https://elsewhere.example" })).status).to.equal(403);
    expect((await send({ reason: "spam" }, { origin: blogOrigin })).status).to.equal(200);
    const held = await node.put({ _id: "held", state: "held" });
    for (const number of [held.number, 4711, "x"])
      expect((await node.get(`/comments/${number}/report`)).status).to.equal(404);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await send({ reason: "spam" })).status);
    expect(statuses.at(-1)).to.equal(429);
  });
});
