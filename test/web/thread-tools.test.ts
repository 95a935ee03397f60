import { expect } from "chai";
import type { Role } from "../../src/domain/person.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const post = "https://blog.example/post";
const second = "https://blog.example/second";
const elsewhere = "https://other.example/elsewhere";

/** The page “Threads” for people of one blog among several. */
describe("/admin/threads for one blog", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  let entered = 0;
  beforeEach(async () => {
    node = await startWebNode();
    await node.world.sites.add(
      aSite({ _id: "other", home: "https://other.example/", handle: "other", name: "Theirs" }),
    );
    await node.world.threads.add(aThread({ _id: "second", url: second, noteId: "n2" }));
    await node.world.threads.add(aThread({ _id: "theirs", site: "other", url: elsewhere, noteId: "n3" }));
    await node.put({ _id: "a" });
    await node.put({ _id: "b", site: "other", thread: "theirs" });
  });
  afterEach(() => node.close());

  async function enter(role: Role, site: string | null = "site"): Promise<void> {
    ({ cookie, csrf } = await node.signIn({ name: `${role} ${entered++}`, grants: [{ site, role }] }));
  }
  const page = async (path: string) => (await node.get(path, { cookie })).text();
  const send = (path: string, fields: Record<string, string>) => node.post(path, { csrf, ...fields }, { cookie });
  const threadOf = async (id: string) => (await node.world.comments.get(id))?.thread;
  const numberOf = async (id: string) => String((await node.world.comments.get(id))?.number);

  /** Looks at what an act would do, and does it. */
  async function act(fields: Record<string, string>, path = "/admin/threads/act"): Promise<Response> {
    const looked = await send(path, fields);
    if (looked.status !== 200) return looked;
    const seen = /name="seen" value="([^"]*)"/.exec(await looked.text())?.[1] ?? "";
    const decoded = seen.replaceAll("&#34;", '"').replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    return send(path, { ...fields, seen: decoded, take: "1" });
  }

  it("are linked from the posts of a blog whose pages are gone, for whoever may tidy it up", async () => {
    const link = 'href="/admin/threads#gone"';
    await enter("moderator");
    expect(await page("/admin/posts")).to.not.contain(link);
    await node.world.threads.looked("theirs", node.clock.now(), true);
    expect(await page("/admin/posts")).to.not.contain(link);
    await node.world.threads.looked("second", node.clock.now(), true);
    expect(await page("/admin/posts")).to.contain(link);
    expect(await page("/admin/threads"))
      .to.contain('id="gone"')
      .and.contain(second);
    await enter("author");
    expect(await page("/admin/posts")).to.not.contain(link);
  });

  it("shows a moderator the threads, lost pages and acts of their blog alone", async () => {
    await enter("owner", null);
    await act({ do: "alias", thread: "theirs", to: "https://other.example/too" });
    await node.world.threads.looked("theirs", node.clock.now(), true);
    await enter("moderator");
    const html = await page("/admin/threads");
    expect(html).to.contain(second).and.not.contain("other.example");
    expect(await page("/admin/")).to.contain('href="/admin/threads"');
    await enter("moderator", "other");
    expect(await page("/admin/threads"))
      .to.contain(elsewhere)
      .and.contain("https://other.example/too")
      .and.contain("It lies elsewhere")
      .and.not.contain("blog.example");
  });

  it("lets a moderator merge, split and take that back on their blog", async () => {
    await enter("moderator");
    expect((await act({ do: "merge", thread: "thread", to: second })).status).to.equal(303);
    expect(await threadOf("a")).to.equal("second");
    const batch = /name="batch" value="([^"]+)"/.exec(await page("/admin/threads"))?.[1] ?? "";
    node.clock.advance(1_000);
    expect((await send("/admin/threads/undo", { batch })).status).to.equal(303);
    expect(await threadOf("a")).to.equal("thread");
    expect(
      (await act({ do: "split", thread: "thread", number: `#${await numberOf("a")}`, to: second })).status,
    ).to.equal(303);
    expect(await threadOf("a")).to.equal("second");
    const { items } = await node.world.audit.list({}, { limit: 1 });
    expect(items[0]?.by.name).to.match(/^moderator/);
  });

  it("lets nobody touch another blog, by thread, by number, by what was done, or by where it goes", async () => {
    await enter("owner", null);
    await act({ do: "alias", thread: "theirs", to: "https://other.example/too" });
    const batch = /name="batch" value="([^"]+)"/.exec(await page("/admin/threads"))?.[1] ?? "";
    await enter("owner");
    const number = await numberOf("b");
    for (const fields of [
      { do: "merge", thread: "theirs", to: elsewhere },
      { do: "rename", thread: "theirs", to: "https://other.example/new" },
      { do: "merge", thread: elsewhere, to: second },
      { do: "split", thread: "thread", number, to: second },
      { do: "split", thread: "thread", number: ` #${number} `, to: second },
      { do: "split", number, to: second },
      { do: "split", thread: "", number: "", to: second },
    ])
      expect((await act(fields)).status, JSON.stringify(fields)).to.equal(403);
    expect((await send("/admin/threads/undo", { batch })).status).to.equal(403);
    expect((await node.get("/admin/threads/thread?id=theirs", { cookie })).status).to.equal(403);
    expect((await act({ do: "merge", thread: "thread", to: elsewhere })).status).to.equal(422);
    for (const to of [elsewhere, "https://other.example/new"])
      expect((await act({ do: "rename", thread: "thread", to })).status).to.be.oneOf([403, 409]);
    expect(await threadOf("a")).to.equal("thread");
    expect(await threadOf("b")).to.equal("theirs");
  });

  it("lets a blog's owner remap it, a moderator not, and moves its home for owners of the node alone", async () => {
    const lines = `${post} https://blog.example/2026/post`;
    const remap = (given: Record<string, string>) => act({ site: "site", lines, ...given }, "/admin/threads/remap");
    await enter("moderator");
    expect(await page("/admin/threads")).to.not.contain("Many at once");
    expect((await remap({})).status).to.equal(403);
    expect((await act({ do: "remap", site: "site", thread: "thread", lines })).status).to.equal(404);
    await enter("owner");
    expect(await page("/admin/threads/remap?site=site")).to.not.contain('name="home"');
    expect((await remap({ site: "other" })).status).to.equal(403);
    expect((await remap({ lines: "", home: "https://new.example/" })).status).to.equal(403);
    expect((await remap({})).status).to.equal(303);
    expect((await node.world.threads.get("thread"))?.page.url).to.equal("https://blog.example/2026/post");
    node.clock.advance(1_000);
    await enter("owner", null);
    expect(await page("/admin/threads/remap?site=site")).to.contain('name="home"');
    expect((await remap({ lines: "", home: "https://new.example/" })).status).to.equal(303);
    expect((await node.world.sites.get("site"))?.home).to.equal("https://new.example/");
    const batch = /name="batch" value="([^"]+)"/.exec(await page("/admin/threads"))?.[1] ?? "";
    await enter("owner");
    expect((await send("/admin/threads/undo", { batch })).status).to.equal(403);
  });

  it("lets owners of a blog alone take a remap back, which a moderator is not offered", async () => {
    await enter("owner");
    const lines = `${post} https://blog.example/2026/post\n${second} https://blog.example/2026/second`;
    expect((await act({ site: "site", lines }, "/admin/threads/remap")).status).to.equal(303);
    node.clock.advance(1_000);
    const mine = await page("/admin/threads");
    const batch = /name="batch" value="([^"]+)"/.exec(mine)?.[1] ?? "";
    const url = async () => (await node.world.threads.get("thread"))?.page.url;
    await enter("moderator");
    expect(await page("/admin/threads"))
      .to.contain("What was done")
      .and.not.contain("Take back");
    expect((await send("/admin/threads/undo", { batch })).status).to.equal(403);
    expect(await url()).to.equal("https://blog.example/2026/post");
    await enter("owner");
    expect((await send("/admin/threads/undo", { batch })).status).to.equal(303);
    expect(await url()).to.equal(post);
  });

  it("looks for the pages of their blog alone", async () => {
    await enter("moderator", "other");
    await send("/admin/threads/look", {});
    expect((await node.world.jobs.count()).waiting).to.equal(1);
  });
});
