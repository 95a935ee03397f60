import { expect } from "chai";
import { Problem } from "../../src/domain/problem.ts";
import type { Home, Way } from "../../src/usecases/visit/reply-from-home.ts";
import { mira as remote } from "../helpers/comment.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const path = `/from-home?url=${encodeURIComponent(postUrl)}`;
describe("replying from one's own server", () => {
  let node: WebNode;
  let way: Way | Problem;
  let asked: { home: Home; address: string }[];
  beforeEach(async () => {
    asked = [];
    way = { kind: "open", url: "https://social.example/authorize_interaction?uri=x&y=1" };
    node = await startWebNode({
      findWay: async (home, address) => {
        asked.push({ home, address });
        if (way instanceof Problem) throw way;
        return way;
      },
    });
  });
  afterEach(() => node.close());

  const send = (fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    node.post("/from-home", { url: postUrl, server: "@ada@social.example", ...fields }, headers);

  it("stands below each thread as a plain form that opens beside the blog's page", async () => {
    const page = await (await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text();
    const form = /<form class="an-home"[\s\S]*?<\/form>/.exec(page)?.[0] ?? "";
    expect(form).to.contain(`action="${node.url}/from-home"`).and.to.contain('target="_blank"');
    expect(form).to.contain(`name="url" value="${postUrl}"`).and.to.contain('name="server"');
    expect(form).to.not.contain("checked");
    expect(page).to.contain(`value="${node.url}/ap/posts/note1"`);
  });

  it("leads on to the reader's server, with a link for who is not taken there, and the address to copy", async () => {
    const response = await send({}, { origin: blogOrigin });
    expect(response.status).to.equal(200);
    expect(response.headers.get("cache-control")).to.equal("private, no-store");
    const page = await response.text();
    const url = "https://social.example/authorize_interaction?uri=x&amp;y=1";
    expect(page).to.contain(`<meta http-equiv="refresh" content="0; url=${url}">`);
    expect(page).to.contain(`href="${url}"`).and.to.contain("Continue to social.example");
    expect(page).to.contain(`value="${node.url}/ap/posts/note1"`);
    expect(asked).to.deep.equal([
      { home: { host: "social.example", name: "ada", profile: null }, address: `${node.url}/ap/posts/note1` },
    ]);
  });

  it("offers the address to copy where that server offers no way, or does not answer", async () => {
    for (const [kind, sentence] of [
      ["none", "social.example offers no address that opens a reply."],
      ["away", "social.example does not answer as a server of the fediverse."],
    ] as const) {
      way = { kind };
      const page = await (await send()).text();
      expect(page).to.contain(sentence).and.to.contain(`value="${node.url}/ap/posts/note1"`);
      expect(page).to.not.contain("http-equiv");
    }
  });

  it("leads to a comment of the fediverse by its own address, and to the post for one that is not there", async () => {
    const far = await node.put({
      _id: "far",
      author: remote,
      origin: "fediverse",
      remote: { id: "https://far.example/notes/1", url: "https://far.example/@mira/1" },
    });
    const ours = await node.put({ _id: "ours", federate: true, told: { first: 1, last: 1 } });
    const here = await node.put({ _id: "here" });
    for (const [comment, address] of [
      [far, "https://far.example/notes/1"],
      [ours, `${node.url}/ap/comments/ours`],
      [here, `${node.url}/ap/posts/note1`],
    ] as const) {
      await send({ comment: String(comment.number) });
      expect(asked.at(-1)?.address).to.equal(address);
    }
    const page = await (await node.get(`/fragment?url=${encodeURIComponent(postUrl)}`)).text();
    const links = [...page.matchAll(/class="an-from-home" href="([^"]+)"/g)].map((match) => match[1]);
    const href = (number: number) => `${node.url}/from-home?url=${encodeURIComponent(postUrl)}&amp;comment=${number}`;
    expect(links).to.deep.equal([href(far.number), href(ours.number)]);
    expect(await (await node.get(`${path}&comment=${far.number}`)).text()).to.contain("the comment by");
  });

  it("keeps what was typed beside what is wrong with it", async () => {
    const response = await send({ server: 'ada "lovelace"', remember: "yes" });
    expect(response.status).to.equal(422);
    const page = await response.text();
    expect(page).to.contain("Type your handle, like @name@example.social");
    expect(page).to.contain('value="ada &quot;lovelace&quot;"').and.to.contain("checked");
    expect(asked).to.deep.equal([]);
  });

  it("says which server must not be asked", async () => {
    way = new Problem("forbidden", "10.0.0.1 is an address inside a private network.");
    const response = await send({ server: "10.0.0.1" });
    expect(response.status).to.equal(403);
    expect(await response.text())
      .to.contain("inside a private network")
      .and.to.contain('value="10.0.0.1"');
  });

  it("remembers the server in this browser only if that was ticked, and forgets it otherwise", async () => {
    const kept = (await send({ remember: "yes" })).headers.get("set-cookie") ?? "";
    expect(kept)
      .to.match(/^antiphon_home=%40ada%40social\.example; Max-Age=31536000;/)
      .and.to.contain("HttpOnly");
    const cookie = kept.slice(0, kept.indexOf(";"));
    const page = await (await node.get(path, { cookie })).text();
    expect(page).to.contain('value="@ada@social.example"').and.to.contain("checked");
    expect((await send()).headers.get("set-cookie")).to.match(/^antiphon_home=; Max-Age=0/);
    expect((await node.get(path)).headers.get("set-cookie")).to.equal(null);
  });

  it("is taken from the blog's own pages and the node's, ten times a minute", async () => {
    expect((await send({}, { origin: "https://evil.example" })).status).to.equal(403);
    expect(asked).to.deep.equal([]);
    for (let i = 0; i < 10; i++) expect((await send()).status).to.equal(200);
    const response = await send();
    expect(response.status).to.equal(429);
    expect(response.headers.get("retry-after")).to.match(/^\d+$/);
    expect(await response.text()).to.contain('value="@ada@social.example"');
    expect(asked).to.have.lengthOf(10);
  });

  it("says what is missing: an address, a page of ours, a comment of that page, a post that is open", async () => {
    expect((await node.get("/from-home")).status).to.equal(422);
    expect((await send({ url: "https://elsewhere.example/" })).status).to.equal(404);
    expect((await send({ comment: "999" })).status).to.equal(404);
    expect((await send({ url: `${blogOrigin}/never-seen` })).status).to.equal(404);
    const thread = await node.world.threads.get("thread");
    if (thread) await node.world.threads.change(thread, { announcement: "withdrawn" });
    expect((await send()).status).to.equal(404);
    expect(asked).to.deep.equal([]);
  });
});
