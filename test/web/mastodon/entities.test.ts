import { expect } from "chai";
import type { Comment } from "../../../src/domain/comment.ts";
import { postNumber } from "../../../src/domain/post-number.ts";
import { mira } from "../../helpers/comment.ts";
import { expectAccount, expectStatus } from "../../helpers/mastodon-entities.ts";
import { aThread } from "../../helpers/thread.ts";
import { postUrl, startWebNode, type WebNode } from "../../helpers/web.ts";

const postId = postNumber("thread");

describe("what Mastodon's API tells of posts, comments and people", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  // biome-ignore lint/suspicious/noExplicitAny: what programs are told is looked at member by member
  type Told = any;
  const read = async (path: string): Promise<Told> => (await node.get(path)).json();
  const status = (id: number | string): Promise<Told> => read(`/api/v1/statuses/${id}`);

  async function put(given: Partial<Comment> = {}): Promise<Told> {
    const { number } = await node.put({ _id: `c${await node.world.numbers.next()}`, ...given });
    const told = await status(number);
    expectStatus(told);
    return told;
  }

  it("tells of a visitor without making an address up: who speaks for visitors is named", async () => {
    const told = await put({
      author: {
        kind: "visitor",
        name: "Zoe & <b>",
        website: "https://zoe.example/?a&b",
        email: "zoe@mail.example",
        hash: "h",
      },
    });
    expect(told.account).to.include({
      display_name: "Zoe & <b>",
      username: "blog_guests",
      acct: "blog_guests",
      url: `${node.url}/@blog_guests`,
    });
    expect(told.account.fields).to.deep.equal([
      { name: "Website", value: "https://zoe.example/?a&amp;b", verified_at: null },
    ]);
    expect(JSON.stringify(told)).to.not.contain("mail.example");
    const nameless = await put({ author: { kind: "visitor", name: "", website: null, email: null, hash: "h2" } });
    expect(nameless.account).to.include({ display_name: "Anonymous", acct: "blog_guests" });
    expect(nameless.account.id).to.not.equal(told.account.id);
    const face = await fetch(told.account.avatar);
    expect(face.headers.get("content-type")).to.equal("image/svg+xml");
    expect(face.headers.get("cross-origin-resource-policy")).to.equal("cross-origin");
    expect(await face.text()).to.match(/^<svg /);
  });

  it("names visitors by the blog's own domain where it has one", async () => {
    await node.world.sites.set("site", { handleDomain: "blog.example" });
    node.clock.advance(1_000);
    expect((await put()).account).to.include({ username: "blog_guests", acct: "blog_guests@blog.example" });
  });

  it("tells of somebody elsewhere as they are known, their picture by way of the node", async () => {
    const since = new Date("2020-02-03T00:00:00Z");
    const author = {
      ...mira,
      avatar: "https://far.example/mira.png",
      since,
      emoji: [{ text: ":cat:", image: "https://far.example/cat.png" }],
    };
    const remote = { id: "https://far.example/notes/1", url: "https://far.example/@mira/1" };
    const told = await put({
      author,
      remote,
      origin: "fediverse",
      lang: "de",
      counts: { likes: 3, boosts: 2, quotes: 1 },
      votes: { up: 4, down: 1 },
    });
    expect(told).to.include({ uri: remote.id, url: remote.url, language: "de", visibility: "public" });
    expect(told).to.include({ favourites_count: 7, reblogs_count: 2, quotes_count: 1 });
    expect(told.account).to.include({
      username: "mira",
      acct: "mira@far.example",
      url: mira.url,
      created_at: since.toISOString(),
    });
    expect(told.account.avatar).to.match(new RegExp(`^${node.url}/media/`));
    expect(told.account.emojis[0].shortcode).to.equal("cat");
    expect(told.account.emojis[0].url).to.match(new RegExp(`^${node.url}/media/`));
  });

  it("tells of warnings, of changes, and of what is not to be found by others", async () => {
    const editedAt = new Date("2026-11-02T10:00:00Z");
    const told = await put({ warning: "Spoilers", editedAt, unlisted: true });
    expect(told).to.include({
      sensitive: true,
      spoiler_text: "Spoilers",
      visibility: "unlisted",
      edited_at: editedAt.toISOString(),
    });
    expect(await put({ warning: "…" })).to.include({ sensitive: true, spoiler_text: "Content warning" });
    expect(await put()).to.include({ sensitive: false, spoiler_text: "", edited_at: null });
  });

  it("hands pictures on, links what is none, and leaves out what a rule leaves out", async () => {
    const attachments = [
      { url: "https://far.example/a.png", mediaType: "image/png", alt: "A cat", sensitive: true as const },
      { url: "https://far.example/b.mp4", mediaType: "video/mp4", alt: "" },
      { url: "javascript:alert(1)", mediaType: "image/png", alt: "" },
    ];
    const told = await put({ attachments, author: { ...mira, avatar: "https://far.example/mira.png" } });
    expect(told.sensitive).to.equal(true);
    const [picture, film, ...more] = told.media_attachments;
    expect(more).to.deep.equal([]);
    expect(picture).to.include({ type: "image", description: "A cat", remote_url: "https://far.example/a.png" });
    expect(picture.url).to.match(new RegExp(`^${node.url}/media/`));
    expect(film).to.include({
      type: "unknown",
      url: "https://far.example/b.mp4",
      preview_url: null,
      description: null,
    });
    const plain = await put({ attachments, plain: true, author: { ...mira, avatar: "https://far.example/mira.png" } });
    expect(plain.media_attachments).to.deep.equal([]);
    expect(plain.account.avatar).to.match(new RegExp(`^${node.url}/faces/`));
  });

  it("tells of a post with title, teaser and link, and counts all its comments", async () => {
    await node.put({ _id: "a" });
    await node.put({ _id: "b", parent: "a", path: ["a"] });
    await node.world.threads.setReactions("thread", { likes: 5, boosts: 1 });
    const told = await status(postId);
    expectStatus(told);
    expect(told).to.include({ replies_count: 2, favourites_count: 5, reblogs_count: 1, language: "en" });
    expect(told.url).to.equal(`${node.url}/@blog/${postId}`);
    expect(told.uri).to.equal(`${node.url}/ap/posts/note1`);
    expect(told.content).to.equal(
      `<p><strong>A post</strong></p><p>What it is about.</p><p><a href="${postUrl}">${postUrl}</a></p>`,
    );
    expect(told.account).to.include({ acct: "blog", display_name: "A blog", url: `${node.url}/@blog` });
    const [answer] = (await read(`/api/v1/statuses/${postId}/context`)).descendants;
    expect(answer.in_reply_to_account_id).to.equal(told.account.id);
  });

  it("counts who likes and boosts, and names none of them", async () => {
    for (const list of ["favourited_by", "reblogged_by"]) {
      expect(await read(`/api/v1/statuses/${postId}/${list}`)).to.deep.equal([]);
      expect((await node.get(`/api/v1/statuses/77/${list}`)).status).to.equal(404);
    }
  });

  it("finds the blog by its name, and lists its posts, the newest first, a page at a time", async () => {
    const account = await read("/api/v1/accounts/lookup?acct=@blog");
    expectAccount(account);
    expect(await read(`/api/v1/accounts/lookup?acct=blog@${new URL(node.url).host}`)).to.deep.equal(account);
    expect(await read(`/api/v1/accounts/${account.id}`)).to.deep.equal(account);
    expect((await node.get("/api/v1/accounts/lookup?acct=nobody")).status).to.equal(404);
    expect((await node.get("/api/v1/accounts/1")).status).to.equal(404);
    const more = { createdAt: new Date("2026-11-20T00:00:00Z"), noteId: "n2" };
    await node.world.threads.add(aThread({ _id: "second", url: "https://blog.example/second", ...more }));
    const first = await node.get(`/api/v1/accounts/${account.id}/statuses?limit=1&exclude_replies=true`);
    const [newest] = (await first.json()) as Told[];
    expectStatus(newest);
    expect(newest.content).to.contain("https://blog.example/second");
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const last = await fetch(next);
    expect(((await last.json()) as Told[]).map(({ id }) => id)).to.deep.equal([postId]);
    expect(last.headers.get("link")).to.equal(null);
    expect((await node.get(`/api/v1/accounts/${account.id}/statuses?limit=many`)).status).to.equal(422);
  });

  it("finds posts and comments by address, and the blog by name", async () => {
    const { number } = await node.put({ _id: "a" });
    const search = (q: string, more = "") => read(`/api/v2/search?q=${encodeURIComponent(q)}${more}`);
    for (const q of [postUrl, `${node.url}/@blog/${postId}`, `${node.url}/ap/posts/note1`])
      expect((await search(q, "&resolve=true")).statuses[0], q).to.include({ id: postId });
    expect((await search(`${node.url}/c/${number}`)).statuses[0]).to.include({ id: String(number) });
    expect((await search("@blog")).accounts).to.have.lengthOf(1);
    const none = { accounts: [], statuses: [], hashtags: [] };
    for (const q of [
      "https://else.example/x",
      "bread",
      `${node.url}/c/77`,
      "https://blog.example/fresh",
      `https://${"x".repeat(3000)}.example/`,
    ])
      expect(await search(q), q).to.deep.equal(none);
    expect(await search(postUrl, "&type=accounts")).to.deep.equal(none);
    expect((await node.get("/api/v2/search")).status).to.equal(422);
  });

  it("leads Mastodon's addresses to the page, and to what the fediverse knows", async () => {
    const { number } = await node.put({ _id: "a" });
    const to = async (path: string) => {
      const answer = await node.get(path);
      return answer.status === 302 ? answer.headers.get("location") : answer.status;
    };
    expect(await to(`/@blog/${postId}`)).to.equal(`${node.url}/ap/posts/note1`);
    expect(await to(`/@blog/${postId}/reblogs`)).to.equal(`${node.url}/ap/posts/note1`);
    expect(await to(`/@blog_guests/${number}`)).to.equal(`${postUrl}#comment-${number}`);
    expect(await to("/@blog")).to.equal(`${node.url}/ap/actors/blog`);
    expect(await to("/@nobody")).to.equal(404);
    expect(await to("/@blog/77")).to.equal(404);
    await node.world.threads.change({ _id: "thread", version: 1 }, { announcement: "withdrawn" });
    expect(await to(`/@blog/${postId}`)).to.equal(postUrl);
  });

  it("leads to the page where the fediverse knows nothing of a post, as it is for members alone", async () => {
    const pushed = { at: node.clock.now(), aside: true as const };
    await node.world.threads.change({ _id: "thread", version: 1 }, { announcement: "old", pushed });
    expect((await node.get(`/@blog/${postId}`)).headers.get("location")).to.equal(postUrl);
    const { uri, url } = await read(`/api/v1/statuses/${postId}`);
    expect(uri).to.equal(url);
  });

  it("lists no page that the blog itself told nobody of", async () => {
    const { id } = await read("/api/v1/accounts/lookup?acct=blog");
    const put = async (_id: string, given: Parameters<typeof aThread>[0]) => {
      const url = `https://blog.example/${_id}`;
      await node.world.threads.add(aThread({ _id, url, noteId: `note ${_id}`, announcement: "old", ...given }));
    };
    const page = aThread().page;
    await put("draft", {});
    await put("members", {
      page: { ...page, url: "https://blog.example/members", fromFeed: true },
      pushed: { at: node.clock.now(), aside: true as const },
    });
    await put("feed", { page: { ...page, url: "https://blog.example/feed", fromFeed: true } });
    await put("talked", { counts: { published: 1, held: 0 } });
    const told = (await read(`/api/v1/accounts/${id}/statuses`)) as Told[];
    const text = told.map(({ content }) => content).join(" ");
    for (const slug of ["feed", "talked", "post"]) expect(text).to.contain(`https://blog.example/${slug}<`);
    for (const slug of ["draft", "members"]) expect(text).to.not.contain(`https://blog.example/${slug}<`);
  });

  it("gives owners the address of a post that such scripts take", async () => {
    const { cookie } = await node.signIn();
    const page = await (await node.get("/admin/threads/thread?id=thread", { cookie })).text();
    expect(page).to.contain(`<code class="copyable" dir="ltr">${node.url}/@blog/${postId}</code>`);
  });

  it("gives browsers leave before they ask, and says no in JSON", async () => {
    const headers = { origin: "https://other.example", "access-control-request-headers": "authorization" };
    const before = await fetch(`${node.url}/api/v1/statuses/1/context`, { method: "OPTIONS", headers });
    expect(before.status).to.equal(204);
    expect(before.headers.get("access-control-allow-headers")).to.equal("authorization");
    for (const [method, path] of [
      ["GET", "/api/v1/timelines/public"],
      ["POST", "/api/v1/statuses"],
      ["GET", "/api/v2/instance"],
    ]) {
      const answer = await fetch(`${node.url}${path}`, { method: method ?? "" });
      expect(answer.status, path).to.equal(404);
      expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
      expect(await answer.json()).to.have.property("error");
    }
  });
});
