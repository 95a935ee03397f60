import { expect } from "chai";
import type { HookTools } from "../../src/usecases/notify/send-hook.ts";
import { permits } from "../../src/web/admin/permits.ts";
import { askOwnersRoute, routesIn, type Stack } from "../helpers/routes.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

/** What who finds a browser open must not do, and why: each takes a sign-in of the last ten minutes. */
const dangerous: Readonly<Record<string, string>> = {
  "GET /admin/people": "shows who may come in, and makes links",
  "POST /admin/people": "lets somebody in, an owner perhaps",
  "POST /admin/people/:id/:action": "changes what somebody may do, or makes a link for them",
  "GET /admin/tokens": "leads to tokens",
  "POST /admin/tokens": "lets a program in",
  "POST /admin/tokens/remove": "shuts a program out",
  "POST /admin/you/name": "changes what one signs in by",
  "POST /admin/you/mailbox": "changes who hears of ways in",
  "POST /admin/you/password": "changes a way in",
  "POST /admin/you/password/remove": "takes a way in away",
  "POST /admin/you/passkeys": "makes a way in",
  "POST /admin/you/passkeys/remove": "takes a way in away",
  "POST /admin/you/sessions/end": "signs the owner out",
  "POST /admin/you/sessions/end-others": "signs the owner out",
  "POST /admin/webhooks": "sends links that decide to an address",
  "POST /admin/mail/letters": "sends links that decide to an address",
  "POST /admin/mail/feed": "opens what waits to whoever has an address",
  "POST /admin/settings/:site/push": "lets weaker signatures in, or tells of posts for members",
  "POST /admin/settings/:site/push/secret": "hands out what posts are announced and withdrawn by",
  "POST /admin/settings/:site/push/close": "shuts the blog out",
  "POST /admin/writers": "lets an account pass every check",
  "POST /admin/blogs": "lets pages of another blog in",
  "GET /admin/blogs/:site/remove": "leads to putting a blog away",
  "POST /admin/blogs/:site/remove": "puts a blog away",
  "GET /admin/blocks/export": "hands out names of people",
  "GET /admin/commenter/export": "hands out what is kept of somebody",
  "GET /admin/commenter/erase": "leads to erasing somebody",
  "POST /admin/commenter/erase": "erases what is kept of somebody",
  "GET /admin/threads/act": "leads to moving threads",
  "POST /admin/threads/act": "merges, splits and renames threads",
  "GET /admin/threads/remap": "leads to moving many threads, or a whole blog",
  "POST /admin/threads/remap": "moves many threads, or a whole blog",
  "GET /admin/export": "leads to everything, mailboxes included",
  "POST /admin/export": "hands out everything, mailboxes included",
  "GET /admin/posts/withdraw": "leads to taking a post back",
  "POST /admin/posts/withdraw": "has every server delete a post, for good",
  "POST /admin/threads/undo": "moves threads back",
};

describe("what takes a fresh sign-in", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  let routes: string[];
  before(async () => {
    const hookTools: HookTools = {
      format: ({ url }) => ({ url, method: "POST", headers: {}, body: "" }),
      fetch: async ({ url }) => ({ status: 200, url, headers: { get: () => null }, body: Buffer.from("") }),
    };
    node = await startWebNode({ hookTools });
    await node.put({ _id: "c", state: "held" });
    routes = routesIn(node.router as unknown as Stack).filter((route) => / \/admin(\/|$)/.test(route));
  });
  beforeEach(async () => {
    ({ cookie, csrf } = await node.signIn());
  });
  after(() => node.close());

  async function isSentToSignIn(route: string): Promise<boolean> {
    const answer = await askOwnersRoute(node, route, cookie, csrf);
    return (answer.headers.get("location") ?? "").startsWith("/login?next=");
  }

  it("is what a found browser must not do, and nothing else", async () => {
    node.clock.advance(10 * 60_000);
    for (const route of routes.filter((one) => one !== "POST /admin/logout"))
      expect(await isSentToSignIn(route), route).to.equal(route in dangerous);
  });

  it("is done at once by who signed in a moment ago", async () => {
    for (const route of Object.keys(dangerous)) {
      ({ cookie, csrf } = await node.signIn());
      expect(await isSentToSignIn(route), route).to.equal(false);
    }
  });

  it("stands in the table of permits, line by line", () => {
    const lines = permits.filter(({ fresh }) => fresh).map(({ route }) => route.replace(" /", " /admin/"));
    expect(lines.sort()).to.deep.equal(Object.keys(dangerous).sort());
  });

  it("leads back to the very page, with what was typed where that page takes it", async () => {
    node.clock.advance(10 * 60_000);
    const nextOf = (answer: Response) =>
      new URL(answer.headers.get("location") ?? "", node.url).searchParams.get("next");
    const asked = "/admin/threads/act?do=merge&thread=thread";
    expect(nextOf(await node.get(asked, { cookie }))).to.equal(asked);
    const to = "https://blog.example/other (new)?a=ü&b";
    const typed = { do: "merge", thread: "thread", to };
    const sent = { ...typed, csrf, seen: "x", take: "1" };
    const next = nextOf(await node.post("/admin/threads/act", sent, { cookie })) ?? "";
    const back = new URL(next, node.url);
    expect(back.pathname).to.equal("/admin/threads/act");
    expect(Object.fromEntries(back.searchParams)).to.deep.equal(typed);
    const page = await (await node.get(`/login?next=${encodeURIComponent(next)}`)).text();
    expect(page).to.contain("/admin/threads/act?do=merge&amp;thread=thread");
    const long = await node.post("/admin/threads/act", { csrf, do: "merge", to: "x".repeat(5_000) }, { cookie });
    expect(nextOf(long)).to.equal("/admin/threads");
  });

  it("is said on the pages before anything is typed", async () => {
    const pages = ["/admin/you", "/admin/mail", "/admin/webhooks", "/admin/posts"];
    for (const path of pages) expect(await (await node.get(path, { cookie })).text()).to.not.contain("sign in again");
    node.clock.advance(10 * 60_000);
    for (const path of pages)
      expect(await (await node.get(path, { cookie })).text(), path)
        .to.contain(`<a href="/login?next=${encodeURIComponent(path)}">sign in again</a>`)
        .and.not.contain('action="/admin/webhooks"');
  });
});
