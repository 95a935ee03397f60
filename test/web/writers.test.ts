import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import type { Role } from "../../src/domain/person.ts";
import { antiphonExporter } from "../../src/exporters/antiphon.ts";
import { createChecks } from "../../src/moderation/checks.ts";
import { createPeople } from "../../src/usecases/door/people.ts";
import { createEditComment } from "../../src/usecases/moderate/edit-comment.ts";
import { createExportContent } from "../../src/usecases/operate/export-content.ts";
import { mira } from "../helpers/comment.ts";
import { aSite, aThread } from "../helpers/thread.ts";
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

describe("an answer from the browser of who is signed in", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  const thread = `/thread?url=${encodeURIComponent(postUrl)}`;
  async function answer(cookie: string | null, fields: Record<string, string> = {}): Promise<string | undefined> {
    const started = await node.started();
    const typed = { url: postUrl, text: "I wrote this.", author: "Ada", email: "ada@mail.example", started, ...fields };
    const sent = await node.post("/comments", typed, cookie === null ? {} : { cookie });
    expect(sent.status).to.equal(303);
    node.clock.advance(1_000);
    const badge = /an-badge an-writer">([^<]+)</.exec(await (await node.get(thread)).text());
    return badge?.[1];
  }
  const as = async (role: Role, site: string | null = "site") =>
    (await node.signIn({ name: "Ada", grants: [{ site, role }] })).cookie;

  for (const role of ["author", "owner"] as const)
    it(`is marked where they are ${role} of the blog, and stays so when they change its words`, async () => {
      const cookie = await as(role);
      expect(await answer(cookie)).to.equal("Author");
      const [comment] = await node.world.comments.someOnThread("thread", 9);
      if (!comment) throw new Error("There is no comment.");
      await createEditComment(node.world)(comment._id, { text: "Other words." }, owner);
      node.clock.advance(1_000);
      expect(await (await node.get(thread)).text()).to.match(/an-writer[\s\S]*Other words/);
    });

  it("is marked where the owner of the whole node writes", async () => {
    expect(await answer((await node.signIn()).cookie)).to.equal("Author");
  });

  it("is not where they only moderate, are of another blog, or were kept out", async () => {
    await node.world.sites.add(aSite({ _id: "other", home: "https://other.example/" }));
    expect(await answer(await as("moderator"))).to.equal(undefined);
    expect(
      await answer((await node.signIn({ name: "Bo", grants: [{ site: "other", role: "owner" }] })).cookie),
    ).to.equal(undefined);
    const { cookie } = await node.signIn({ name: "Cy", grants: [{ site: "site", role: "author" }] });
    const cy = (await node.world.moderators.all()).find(({ name }) => name === "Cy");
    await createPeople(node.world).disable(cy?._id ?? "", owner);
    expect(await answer(cookie)).to.equal(undefined);
  });

  it("is not for a reader, whatever they call themselves or send along", async () => {
    expect(await answer(null, { ours: "true", "author[ours]": "true", trusted: "true" })).to.equal(undefined);
  });

  it("is in the answer to a script, and in the export", async () => {
    const { cookie } = await node.signIn();
    const typed = { url: postUrl, text: "I wrote this.", format: "fragment", started: await node.started() };
    const sent = await node.post("/comments", typed, { cookie });
    expect(await sent.text()).to.contain("an-writer");
    const { chunks } = await createExportContent(node.world)(antiphonExporter, {
      site: null,
      isPublic: true,
      by: owner,
    });
    let lines = "";
    for await (const chunk of chunks) lines += chunk;
    expect(lines).to.contain('"ours":true');
  });
});
