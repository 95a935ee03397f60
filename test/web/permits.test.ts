import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import type { Role } from "../../src/domain/person.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import { permitFor, permits } from "../../src/web/admin/permits.ts";
import { askOwnersRoute, routesIn, type Stack } from "../helpers/routes.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const visitor = {
  kind: "visitor",
  name: "V",
  website: null,
  email: "v@mail.example",
  hash: "v".repeat(43),
} as const;

/** Who asks: what they are, and where. */
const asking = {
  owner: [{ site: null, role: "owner" }],
  "moderator of all": [{ site: null, role: "moderator" }],
  "author of all": [{ site: null, role: "author" }],
  "owner of this blog": [{ site: "site", role: "owner" }],
  "moderator of this blog": [{ site: "site", role: "moderator" }],
  "author of this blog": [{ site: "site", role: "author" }],
  "owner of another blog": [{ site: "other", role: "owner" }],
  "moderator of another blog": [{ site: "other", role: "moderator" }],
} as const satisfies Record<string, readonly { site: string | null; role: Role }[]>;
type Asker = keyof typeof asking;
type Grants = (typeof asking)[Asker];

const everybody = Object.keys(asking) as Asker[];
const here: Asker[] = everybody.filter((asker) => !asker.includes("another"));
const moderators = everybody.filter((asker) => !asker.startsWith("author"));
const moderatorsHere = here.filter((asker) => !asker.startsWith("author"));
const owners: Asker[] = ["owner", "owner of this blog"];
const ofAll: Asker[] = ["owner", "moderator of all"];

/** Who is let through, route by route, each asked about the blog “site”. What is not here is the node's owner's alone. */
const letThrough: Record<string, readonly Asker[]> = {
  "GET /admin": everybody,
  "POST /admin/bulk": moderatorsHere,
  "POST /admin/undo": moderators,
  "GET /admin/comments/:id": here,
  "POST /admin/comments/:id/edit": moderatorsHere,
  "POST /admin/comments/:id/report": moderatorsHere,
  "POST /admin/comments/:id/:action": moderatorsHere,
  "GET /admin/commenters": ofAll,
  "GET /admin/commenter": everybody,
  "POST /admin/commenter/rule": ofAll,
  "GET /admin/server": ofAll,
  "POST /admin/server/rule": ofAll,
  "GET /admin/blocks": moderators,
  "POST /admin/blocks": ofAll,
  "POST /admin/blocks/remove": ofAll,
  "GET /admin/blocks/rule": ofAll,
  "POST /admin/blocks/rule": ofAll,
  "GET /admin/blocks/about/:comment": moderatorsHere,
  "POST /admin/blocks/about/:comment": ofAll,
  "GET /admin/blocks/lists": moderators,
  "POST /admin/blocks/lists": ofAll,
  "GET /admin/blocks/export": ofAll,
  "GET /admin/dry-run": ofAll,
  "GET /admin/posts": everybody,
  "POST /admin/posts/publish": owners,
  "GET /admin/posts/withdraw": owners,
  "POST /admin/posts/withdraw": owners,
  "POST /admin/posts/level": owners,
  "GET /admin/settings": ["owner", "owner of this blog", "owner of another blog"],
  "GET /admin/settings/:site": owners,
  "POST /admin/settings/:site": owners,
  "GET /admin/settings/:site/push": owners,
  "POST /admin/settings/:site/push": owners,
  "POST /admin/settings/:site/push/secret": owners,
  "POST /admin/settings/:site/push/close": owners,
  "GET /admin/threads": everybody.filter((asker) => !asker.startsWith("author")),
  "GET /admin/threads/thread": ofAll,
  "GET /admin/threads/act": moderatorsHere,
  "POST /admin/threads/act": moderatorsHere,
  "POST /admin/threads/look": everybody.filter((asker) => !asker.startsWith("author")),
  "POST /admin/threads/undo": ofAll,
  "GET /admin/log": here,
  "GET /admin/deliveries": ofAll,
  "GET /admin/you": everybody,
  "POST /admin/you/name": everybody,
  "POST /admin/you/mailbox": everybody,
  "POST /admin/you/password": everybody,
  "POST /admin/you/password/remove": everybody,
  "POST /admin/you/passkeys": everybody,
  "POST /admin/you/passkeys/name": everybody,
  "POST /admin/you/passkeys/remove": everybody,
  "POST /admin/you/sessions/end": everybody,
  "POST /admin/you/sessions/end-others": everybody,
  "GET /admin/tokens": everybody,
  "POST /admin/tokens": everybody,
  "POST /admin/tokens/remove": everybody,
  "POST /admin/logout": everybody,
};

describe("what each may do on the owner's pages", () => {
  let node: WebNode;
  let routes: string[];
  before(async () => {
    node = await startWebNode();
    await node.world.sites.add(aSite({ _id: "other", home: "https://other.example/", handle: "other" }));
    await node.world.threads.add(aThread({ _id: "elsewhere", site: "other" }));
    await node.put({ _id: "c", state: "held" });
    routes = routesIn(node.router as unknown as Stack).filter((route) => / \/admin(\/|$)/.test(route));
  });
  after(() => node.close());

  /** Asks for a route about the comment and the thread of “site”; 403 without a word of why else is told apart. */
  async function ask(route: string, cookie: string, csrf: string): Promise<boolean> {
    const answer = await askOwnersRoute(node, route, cookie, csrf);
    const refused = answer.status === 403 && (await answer.text()).includes("not yours to do here");
    expect(answer.status, `${route} is answered`).to.be.lessThan(500);
    return !refused;
  }

  it("finds the routes to walk", () => {
    expect(routes.length).to.be.greaterThan(15);
    expect(Object.keys(letThrough).filter((route) => !routes.includes(route))).to.deep.equal([]);
  });

  for (const [asker, grants] of Object.entries(asking)) {
    it(`${asker}: each route as the table says`, async () => {
      for (const route of routes) {
        const { cookie, csrf } = await node.signIn({ name: `${routes.indexOf(route)}: ${asker}`, grants });
        const wanted = (letThrough[route] ?? ["owner"]).includes(asker as Asker);
        expect(await ask(route, cookie, csrf), `${asker}, ${route}`).to.equal(wanted);
      }
    });
  }

  it("nobody: each route 401", async () => {
    for (const route of routes) {
      const [method = "", pattern = ""] = route.split(" ");
      const answer = method === "GET" ? await node.get(pattern) : await node.post(pattern, {});
      expect(answer.status, route).to.equal(401);
    }
  });

  it("blocks what was kept out meanwhile, at once", async () => {
    const { cookie } = await node.signIn({ name: "Soon gone", grants: asking.owner });
    const [person] = (await node.world.moderators.all()).filter(({ name }) => name === "Soon gone");
    await node.world.moderators.change(person?._id ?? "", { disabledAt: node.clock.now() });
    expect((await node.get("/admin/", { cookie })).status).to.equal(401);
  });

  it("blocks from the queue on the blogs that somebody moderates, and nowhere else", async () => {
    await node.put({ _id: "blockable", author: visitor });
    const { hash } = visitor;
    const block = async (grants: Grants, name: string) => {
      const { cookie, csrf } = await node.signIn({ name, grants });
      const { status } = await node.post("/admin/comments/blockable/block-visitor", { csrf }, { cookie });
      const made = await node.world.blocks.list();
      for (const { _id } of made) await node.world.blocks.remove(_id);
      return [status, ...made.map(({ _id }) => _id)];
    };
    expect(await block(asking["moderator of this blog"], "Here")).to.deep.equal([303, `site/visitor:${hash}`]);
    expect(await block(asking["moderator of all"], "All")).to.deep.equal([303, `visitor:${hash}`]);
    expect(await block(asking["moderator of another blog"], "Not here")).to.deep.equal([403]);
    expect(await block(asking["author of this blog"], "Writes")).to.deep.equal([403]);
  });

  it("lets who moderates a blog make, change, read and take back its rules, and none of the node or of others", async () => {
    await node.put({ _id: "about", author: visitor });
    const { cookie, csrf } = await node.signIn({ name: "Rules", grants: asking["moderator of this blog"] });
    const send = async (path: string, fields: Record<string, string>) =>
      (await node.post(path, { csrf, ...fields }, { cookie })).status;
    const get = async (path: string) => (await node.get(path, { cookie })).status;
    for (const site of [null, "site", "other"])
      await createBlock(node.world)({ kind: "host", value: "there.example" }, owner, { site });
    const places = [
      ["", "host:there.example", 403],
      ["other", "other/host:there.example", 403],
      ["site", "site/host:there.example", 303],
    ] as const;
    for (const [site, id, status] of places) {
      const read = status === 303 ? 200 : 403;
      expect(await get(`/admin/blocks/rule?id=${encodeURIComponent(id)}`), id).to.equal(read);
      expect(await get(`/admin/blocks/export?site=${site}`), id).to.equal(read);
      expect(await send("/admin/blocks", { who: "new.example", site }), id).to.equal(status);
      expect(await send("/admin/blocks/about/about", { target: "visitor", site }), id).to.equal(status);
      expect(await send("/admin/blocks/rule", { id, severity: "hold" }), id).to.equal(status);
      expect(await send("/admin/blocks/lists", { list: "far.example", site }), id).to.equal(read);
      expect(await send("/admin/blocks/listed", { listed: "true", site }), id).to.equal(403);
      expect(await send("/admin/blocks/remove", { id }), id).to.equal(status);
    }
    const left = (await node.world.blocks.list()).map(({ _id }) => _id);
    expect(left).to.include.members(["host:there.example", "other/host:there.example", "site/host:new.example"]);
    expect(left).to.not.include.members(["site/host:there.example"]);
    for (const _id of left) await node.world.blocks.remove(_id);
  });

  it("shows who moderates a blog the rules of that alone", async () => {
    for (const [value, site] of [
      ["all.example", null],
      ["mine.example", "site"],
      ["theirs.example", "other"],
    ] as const)
      await createBlock(node.world)({ kind: "host", value }, owner, { site });
    const { cookie } = await node.signIn({ name: "Reads", grants: asking["moderator of this blog"] });
    const page = async (path: string) => (await node.get(path, { cookie })).text();
    for (const path of ["/admin/blocks", "/admin/blocks?site=*", "/admin/blocks?site=other", "/admin/blocks?kind=host"])
      expect(await page(path), path)
        .to.contain("mine.example")
        .and.not.contain("all.example")
        .and.not.contain("theirs.example");
    expect(await page("/admin/blocks?q=all.example")).to.contain("No rule covers that.");
    const all = await node.signIn({ name: "Reads all", grants: asking["moderator of all"] });
    expect(await (await node.get("/admin/blocks?q=theirs.example", { cookie: all.cookie })).text()).to.contain(
      "theirs.example",
    );
    expect(await (await node.get("/admin/blocks?site=other", { cookie: all.cookie })).text())
      .to.contain("theirs.example")
      .and.not.contain("all.example");
    for (const { _id } of await node.world.blocks.list()) await node.world.blocks.remove(_id);
  });

  it("shows no rules to somebody whose only blog is put away", async () => {
    await createBlock(node.world)({ kind: "host", value: "secret.example" }, owner, { site: "site" });
    const { cookie } = await node.signIn({ name: "Put away", grants: asking["moderator of another blog"] });
    const ofAll = await node.signIn();
    const turn = async (what: "remove" | "restore") =>
      (await node.post(`/admin/blogs/other/${what}`, { csrf: ofAll.csrf }, { cookie: ofAll.cookie })).status;
    expect(await turn("remove")).to.equal(303);
    for (const path of [
      "/admin/blocks",
      "/admin/blocks?site=*",
      "/admin/blocks?site=other",
      "/admin/blocks?q=secret.example",
    ]) {
      const answer = await node.get(path, { cookie });
      expect(answer.status, path).to.equal(403);
      expect(await answer.text(), path)
        .to.contain("None of your blogs")
        .and.not.contain("site/host:");
    }
    expect(await turn("restore")).to.equal(303);
    expect((await node.get("/admin/blocks", { cookie })).status).to.equal(200);
    for (const { _id } of await node.world.blocks.list()) await node.world.blocks.remove(_id);
  });

  it("shows a moderator the comments and posts of their blogs alone", async () => {
    await node.put({ _id: "theirs", site: "other", thread: "elsewhere", state: "held" });
    const grants = asking["moderator of another blog"];
    const { cookie } = await node.signIn({ name: "Elsewhere", grants });
    const queue = await (await node.get("/admin/", { cookie })).text();
    expect(queue).to.contain("/admin/comments/theirs/").and.not.contain("/admin/comments/c/");
    expect(queue).to.match(/Waiting <span class="count">1</);
    const posts = await (await node.get("/admin/posts", { cookie })).text();
    expect(posts).to.contain("https://other.example/").and.not.contain('<a href="https://blog.example/"');
  });

  it("decides on many only where all of them are of blogs that are theirs", async () => {
    await node.put({ _id: "mine", site: "other", thread: "elsewhere", state: "held" });
    const { cookie, csrf } = await node.signIn({ name: "Many", grants: asking["moderator of another blog"] });
    for (const ids of ["c mine", "mine c"]) {
      const answer = await node.post("/admin/bulk", { csrf, do: "approve", all: "1", ids }, { cookie });
      expect(answer.status).to.equal(403);
    }
    expect((await node.world.comments.get("mine"))?.state).to.equal("held");
    await node.post("/admin/bulk", { csrf, do: "approve", all: "1", ids: "mine" }, { cookie });
    expect((await node.world.comments.get("mine"))?.state).to.equal("published");
  });

  it("reads paths as the router does: no case, no slash at the end, and what is unknown is the owner's", () => {
    expect(permitFor("GET", "/BLOCKS/").permit).to.include({ route: "GET /blocks" });
    expect(permitFor("HEAD", "/you").permit).to.include({ route: "GET /you" });
    expect(permitFor("POST", "/comments/a%2Fb/hide").parts.get("id")).to.equal("a/b");
    expect(permitFor("POST", "/comments/%E0/hide").parts.get("id")).to.equal("");
    for (const path of ["/people/x", "/new-page", "/%70eople"])
      expect(permitFor("GET", path).permit).to.deep.equal({ deed: "anything.else", where: "node" });
    expect(new Set(permits.map(({ route }) => route)).size).to.equal(permits.length);
  });
});
