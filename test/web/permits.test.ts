import { expect } from "chai";
import type { Role } from "../../src/domain/person.ts";
import { permitFor, permits } from "../../src/web/admin/permits.ts";
import { routesIn, type Stack } from "../helpers/routes.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

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

const everybody = Object.keys(asking) as Asker[];
const here: Asker[] = everybody.filter((asker) => !asker.includes("another"));
const moderatorsHere = here.filter((asker) => !asker.startsWith("author"));
const ofAll: Asker[] = ["owner", "moderator of all"];

/** Who is let through, route by route, each asked about the blog “site”. What is not here is the node's owner's alone. */
const letThrough: Record<string, readonly Asker[]> = {
  "GET /admin": everybody,
  "POST /admin/bulk": moderatorsHere,
  "POST /admin/undo": everybody.filter((asker) => !asker.startsWith("author")),
  "GET /admin/comments/:id": here,
  "POST /admin/comments/:id/edit": moderatorsHere,
  "POST /admin/comments/:id/report": moderatorsHere,
  "POST /admin/comments/:id/:action": moderatorsHere,
  "GET /admin/blocks": ofAll,
  "POST /admin/blocks": ofAll,
  "POST /admin/blocks/remove": ofAll,
  "GET /admin/blocks/rule": ofAll,
  "POST /admin/blocks/rule": ofAll,
  "GET /admin/blocks/about/:comment": ofAll,
  "POST /admin/blocks/about/:comment": ofAll,
  "GET /admin/blocks/lists": ofAll,
  "POST /admin/blocks/lists": ofAll,
  "GET /admin/blocks/export": ofAll,
  "GET /admin/dry-run": ofAll,
  "GET /admin/posts": everybody,
  "POST /admin/posts/publish": ["owner", "owner of this blog"],
  "POST /admin/posts/level": ["owner", "owner of this blog"],
  "GET /admin/log": here,
  "GET /admin/deliveries": ofAll,
  "GET /admin/you": everybody,
  "POST /admin/you/name": everybody,
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
    const [method = "", pattern = ""] = route.split(" ");
    const path = pattern.replace(/:id|:comment/, "c").replace(":action", "nothing");
    const answer =
      method === "GET"
        ? await node.get(`${path}?thread=thread`, { cookie })
        : await node.post(path, { csrf, thread: "thread", pick: "c" }, { cookie });
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
        const { cookie, csrf } = await node.signIn({ name: `${asker} for ${route}`.slice(0, 60), grants });
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

  it("needs the whole node for blocking somebody from the queue", async () => {
    for (const action of ["block-person", "block-server", "block-visitor", "block-network"]) {
      const site = await node.signIn({ name: `Site ${action}`, grants: asking["moderator of this blog"] });
      expect(await ask(`POST /admin/comments/:id/${action}`, site.cookie, site.csrf)).to.equal(false);
      const all = await node.signIn({ name: `All ${action}`, grants: asking["moderator of all"] });
      expect(await ask(`POST /admin/comments/:id/${action}`, all.cookie, all.csrf)).to.equal(true);
    }
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
