import { expect } from "chai";
import { createTestClock } from "../helpers/clock.ts";
import { startNode, type TestNode } from "../helpers/composed-node.ts";
import { routesIn, type Stack } from "../helpers/routes.ts";

/**
 * Every route of a node and the room that owns it, in the order in which a request meets them; the inbox stands before
 * them all. `GET /` stands here twice: Isso's takes what names a `uri`, and leaves the rest to the home page.
 */
const table: Readonly<Record<string, readonly string[]>> = {
  "web, before all else": ["GET /fragment"],
  "federation, well-known": [
    "GET /.well-known/webfinger",
    "GET /.well-known/host-meta",
    "GET /.well-known/host-meta.json",
    "GET /.well-known/nodeinfo",
    "GET /nodeinfo/2.1",
    "GET /nodeinfo/2.0",
  ],
  "federation, documents": ["GET /ap/{*path}", "GET /ap/:kind/:id{/:collection}", "GET /ap/{*path}", "GET /ap/posts"],
  "web, assets": [
    "GET /embed.js",
    "GET /write.js",
    "GET /work.js",
    "GET /count.js",
    "GET /admin.js",
    "GET /passkey.js",
    "GET /embed.css",
    "GET /js/embed.min.js",
    "GET /js/embed.dev.js",
    "GET /js/count.min.js",
    "GET /js/count.dev.js",
    "GET /css/isso.css",
    "GET /node.css",
    "GET /admin.css",
    "GET /queue.css",
    "GET /favicon.svg",
    "GET /demo/demo.css",
    "GET /media/:token",
  ],
  "web/live": ["GET /live"],
  "web/isso": [
    "GET /",
    "GET /isso/thread",
    "POST /new",
    "POST /id/:number/like",
    "POST /id/:number/dislike",
    "GET /id/:number/:action/:key",
    "POST /id/:number/:action/:key",
    "GET /id/:number/unsubscribe/:email/:key",
    "POST /id/:number/unsubscribe/:email/:key",
    "GET /id/:number",
    "PUT /id/:number",
    "DELETE /id/:number",
    "POST /count",
    "POST /preview",
    "GET /config",
    "ANY /info",
    "GET /latest",
    "GET /feed",
  ],
  "web, threads and forms": [
    "GET /thread",
    "GET /own",
    "POST /own",
    "POST /comments/work",
    "POST /comments/preview",
    "POST /comments/face",
    "POST /comments",
    "GET /comments/:number/edit",
    "POST /comments/:number/edit",
    "GET /comments/:number/delete",
    "POST /comments/:number/delete",
    "GET /comments/:number/report",
    "POST /comments/:number/report",
    "POST /votes",
    "GET /from-home",
    "POST /from-home",
    "GET /mail/confirm",
    "POST /mail/confirm",
    "GET /mail/stop",
    "POST /mail/stop",
    "GET /mail/decide",
    "POST /mail/decide",
    "GET /feeds/thread.:format",
    "GET /feeds/site.:format",
    "GET /feeds/replies.:format",
    "GET /feeds/queue.atom",
    "GET /counts",
    "GET /recent",
    "GET /c/:number",
  ],
  "web, home": ["GET /", "GET /healthz"],
  "web/demo": ["GET /demo", "GET /demo/feed.xml", "GET /demo/:slug"],
  "web/api": ["GET /api/admin/comments", "POST /api/admin/comments/:id/:decision", "POST /api/admin/posts"],
  "web/admin": [
    "GET /login",
    "POST /login",
    "POST /login/password",
    "POST /login/passkey",
    "GET /admin/comments/:id",
    "POST /admin/comments/:id/edit",
    "GET /admin",
    "POST /admin/bulk",
    "POST /admin/undo",
    "POST /admin/comments/:id/report",
    "POST /admin/comments/:id/:action",
    "GET /admin/audit",
    "GET /admin/blocks",
    "POST /admin/blocks",
    "POST /admin/blocks/listed",
    "POST /admin/blocks/remove",
    "GET /admin/blocks/rule",
    "POST /admin/blocks/rule",
    "GET /admin/blocks/about/:comment",
    "POST /admin/blocks/about/:comment",
    "GET /admin/blocks/lists",
    "POST /admin/blocks/lists",
    "GET /admin/blocks/export",
    "GET /admin/deliveries",
    "POST /admin/deliveries/retry",
    "POST /admin/deliveries/drop",
    "GET /admin/posts",
    "POST /admin/posts/publish",
    "POST /admin/writers",
    "POST /admin/writers/remove",
    "POST /admin/posts/level",
    "POST /admin/posts/rules",
    "GET /admin/dry-run",
    "GET /admin/threads",
    "GET /admin/threads/thread",
    "GET /admin/threads/act",
    "POST /admin/threads/act",
    "POST /admin/threads/undo",
    "POST /admin/threads/look",
    "GET /admin/log",
    "GET /admin/mail",
    "POST /admin/mail/test",
    "POST /admin/mail/letters",
    "POST /admin/mail/feed",
    "POST /admin/mail/retry",
    "POST /admin/mail/drop",
    "GET /admin/webhooks",
    "POST /admin/webhooks",
    "POST /admin/webhooks/test",
    "POST /admin/webhooks/resume",
    "POST /admin/webhooks/remove",
    "GET /admin/people",
    "POST /admin/people",
    "POST /admin/people/:id/:action",
    "GET /admin/you",
    "POST /admin/you/name",
    "POST /admin/you/password",
    "POST /admin/you/password/remove",
    "POST /admin/you/passkeys",
    "POST /admin/you/passkeys/name",
    "POST /admin/you/passkeys/remove",
    "POST /admin/you/sessions/end",
    "POST /admin/you/sessions/end-others",
    "GET /admin/tokens",
    "POST /admin/tokens",
    "POST /admin/tokens/remove",
    "POST /admin/logout",
  ],
};

describe("routes", () => {
  let node: TestNode;
  // Without a site the node has the demo's routes as well, and secure mode has one of its own.
  before(async () => {
    node = await startNode(createTestClock(), { ANTIPHON_SECURE_FETCH: "on" });
  });
  after(() => node.close());

  it("all stand in the table above, each with the room that owns it", () => {
    expect(routesIn(node.app.router as unknown as Stack)).to.deep.equal(Object.values(table).flat());
  });

  it("are found where they are nested, and below several addresses", () => {
    const route = (path: string | string[], ...methods: string[]) => ({
      route: { path, methods: Object.fromEntries(methods.map((method) => [method, true])) },
      handle: {},
    });
    const inner = { stack: [route("/", "get"), route(["/a", "/b"], "put", "_all")] };
    const outer = {
      stack: [
        { rawPath: "/", handle: inner },
        { rawPath: "/x", handle: inner },
        { rawPath: "/", handle: {} },
      ],
    };
    const below = ["PUT /a", "PUT /b", "ANY /a", "ANY /b"];
    expect(routesIn(outer)).to.deep.equal([
      "GET /",
      ...below,
      "GET /x",
      ...below.map((line) => line.replace(" /", " /x/")),
    ]);
  });
});
