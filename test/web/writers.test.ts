import { expect } from "chai";
import { createChecks } from "../../src/moderation/checks.ts";
import { mira } from "../helpers/comment.ts";
import { aThread } from "../helpers/thread.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

/** Far more links than may be published at once. */
const links = 40;

describe("the account of who writes the blog", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  const handle = `@${mira.handle}`;
  beforeEach(async () => {
    node = await startWebNode({
      findActor: async (who) => (who === mira.handle ? { id: mira.id, handle: mira.handle } : null),
    });
    ({ cookie, csrf } = await node.signIn());
    await node.put({
      _id: "theirs",
      origin: "fediverse",
      author: mira,
      remote: { id: "https://far.example/1", url: "https://far.example/1" },
    });
    await node.put({
      _id: "alike",
      author: { kind: "visitor", name: mira.name, website: mira.url, email: null, hash: "h" },
    });
  });
  afterEach(() => node.close());

  const send = (path: string, fields: Record<string, string>) =>
    node.post(path, { csrf, site: "site", ...fields }, { cookie });
  const badges = async (path: string) => {
    node.clock.advance(1_000);
    const answer = await node.get(path, { origin: blogOrigin });
    return [...(await answer.text()).matchAll(/class="(?:an-badge an-writer|isso-page-author-suffix)">([^<]+)</g)].map(
      ([, word]) => word,
    );
  };
  const address = encodeURIComponent(postUrl);

  it("is marked in six languages, on pages, in fragments and in Isso’s place, and nobody who looks like it", async () => {
    expect(await badges(`/thread?url=${address}`)).to.deep.equal([]);
    const named = await send("/admin/writers", { who: handle });
    expect(named.headers.get("location")).to.equal("/admin/posts?done=named");
    const words = { en: "Author", de: "Autor", fr: "Auteur", es: "Autor", ja: "投稿者", ar: "الكاتب" };
    for (const [lang, word] of Object.entries(words)) {
      expect(await badges(`/thread?url=${address}&lang=${lang}`), lang).to.deep.equal([word]);
      expect(await badges(`/fragment?url=${address}&lang=${lang}`), lang).to.deep.equal([word]);
      expect(await badges(`/isso/thread?uri=%2Fpost&lang=${lang}`), lang).to.deep.equal([word]);
    }
    const posts = await (await node.get("/admin/posts", { cookie })).text();
    expect(posts).to.contain(handle).and.contain(mira.id);
    await send("/admin/writers/remove", { id: mira.id });
    expect(await badges(`/thread?url=${address}`)).to.deep.equal([]);
    const { items } = await node.world.audit.list({ site: "site" }, { limit: 5 });
    expect(items.map(({ act }) => act)).to.include.members(["writer.add", "writer.remove"]);
  });

  it("never waits, whatever it writes; others do", async () => {
    await send("/admin/writers", { who: handle });
    const site = await node.world.sites.get("site");
    if (!site) throw new Error("There is no blog.");
    const checks = createChecks(node.world);
    const draft = { site: { ...site, moderation: "first" as const }, thread: aThread(), origin: "fediverse" as const };
    const judge = (author = mira) => checks.judge({ ...draft, author, text: "x", links });
    expect(await judge()).to.deep.equal({ kind: "publish" });
    expect(await judge({ ...mira, id: `${mira.id}2` })).to.have.property("kind", "hold");
  });

  it("is named by a handle that is found, and by no visitor’s name", async () => {
    expect((await send("/admin/writers", { who: "@nobody@far.example" })).status).to.equal(404);
    expect((await send("/admin/writers", { who: "Mira" })).status).to.equal(422);
    expect((await send("/admin/writers", { site: "other", who: handle })).status).to.equal(404);
    expect((await send("/admin/writers/remove", { id: mira.id })).status).to.equal(404);
    expect((await node.world.sites.get("site"))?.writers).to.equal(undefined);
  });
});
