import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "chai";
import { createTestClock } from "../../helpers/clock.ts";
import { startNode, type TestNode } from "../../helpers/composed-node.ts";
import { createJudge, type Document } from "../../helpers/openapi.ts";
import { routesIn, type Stack } from "../../helpers/routes.ts";

/** What the document leaves out, each with why; a line that ends in a star stands for all that begin so. */
const leftOut: Readonly<Record<string, string>> = {
  "GET /ap/*": "the fediverse's, described in FEDERATION.md",
  "GET /embed.*": "files of the embed, whose names may change",
  "GET /write.js": "a file of the embed",
  "GET /work.js": "a file of the embed",
  "GET /count.js": "a file of the embed",
  "GET /ghost.js": "a file of the embed",
  "GET /ghost/*": "files that owners put into Ghost",
  "GET /js/*": "files of the embed, by Isso's names",
  "GET /css/*": "files of the embed, by Isso's names",
  "GET /admin.*": "files of the owner's pages",
  "GET /passkey.js": "a file of the owner's pages",
  "GET /node.css": "a file of the node's pages",
  "GET /queue.css": "a file of the owner's pages",
  "GET /settings.css": "a file of the owner's pages",
  "GET /favicon.svg": "a file of the node's pages",
  "GET /themes/*": "style sheets that threads link to by themselves",
  "GET /isso/thread": "HTML that only our own client in Isso's place reads",
  "GET /id/:number/:action/:key": "a link in a letter to the owner",
  "POST /id/:number/:action/:key": "a link in a letter to the owner",
  "GET /id/:number/unsubscribe/:email/:key": "a link in a letter to a visitor",
  "POST /id/:number/unsubscribe/:email/:key": "a link in a letter to a visitor",
  "ANY /info": "told of as GET; other methods are answered alike, as with Isso",
  "GET /comments/:number/edit": "a page with a form, for browsers",
  "GET /comments/:number/delete": "a page with a form, for browsers",
  "GET /comments/:number/report": "a page with a form, for browsers",
  "GET /from-home": "a page with a form, for browsers",
  "GET /mail/*": "links in letters",
  "POST /mail/*": "forms behind links in letters",
  "GET /feeds/queue.atom": "an owner's feed, whose address is secret and stands on their page",
  "GET /@:name": "leads people on, and is made up by scripts that know Mastodon's addresses",
  "GET /@:name/:id": "alike",
  "GET /@:name/:id/:list": "alike",
  "GET /websub/:token": "asked by hubs alone, as WebSub says",
  "POST /websub/:token": "told by hubs alone, as WebSub says",
  "GET /demo*": "the demo blog",
  "GET /admin*": "the owner's pages, for browsers",
  "POST /admin*": "the owner's pages, for browsers",
  "GET /login": "the owner's door, for browsers",
  "POST /login*": "the owner's door, for browsers",
};

describe("/openapi.json", () => {
  let node: TestNode;
  let document: Document;
  // Without a site the node has the demo's routes as well; secure mode has one of its own, and so have numbers.
  before(async () => {
    const on = { ANTIPHON_SECURE_FETCH: "on", ANTIPHON_METRICS: "something-that-nobody-guesses" };
    node = await startNode(createTestClock(), on);
    document = (await (await fetch(`${node.url}/openapi.json`)).json()) as Document;
  });
  after(() => node.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );

  it("is served to every page, by whatever address the node has, and is known again", async () => {
    const answer = await fetch(`${node.url}/openapi.json`);
    expect(answer.headers.get("content-type")).to.equal("application/json; charset=utf-8");
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    expect(document.servers).to.deep.equal([{ url: node.url }]);
    const etag = answer.headers.get("etag") ?? "";
    expect((await fetch(`${node.url}/openapi.json`, { headers: { "if-none-match": etag } })).status).to.equal(304);
  });

  it("is right by the meta-schema of OpenAPI 3.1", async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(errors ?? []).to.deep.equal([]);
    expect(valid).to.equal(true);
    const broken = structuredClone(document) as unknown as { paths: Record<string, { get: { responses: unknown } }> };
    if (broken.paths["/counts"]) broken.paths["/counts"].get.responses = "none";
    expect((await new Validator().validate(JSON.parse(JSON.stringify(broken)))).valid).to.equal(false);
  });

  it("names every shape that it refers to, and tells each operation and parameter by one name", () => {
    const used = new Set(
      [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
    );
    expect([...used].sort()).to.deep.equal(Object.keys(document.components.schemas).sort());
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).to.equal(ids.length);
    for (const [path, item] of Object.entries(document.paths))
      for (const { parameters = [] } of Object.values(item)) {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).to.deep.equal(inPath, path);
      }
  });

  it("gives examples that have the shapes they stand beside", () => {
    const judge = createJudge(document);
    const shown = Object.entries(document.components.schemas).filter(([, shape]) => "examples" in shape);
    expect(shown.length).to.be.above(5);
    for (const [name, shape] of shown)
      for (const example of shape["examples"] as unknown[]) expect(judge.fault(shape, example), name).to.equal("");
  });

  it("tells of every public route, but for those that are left out with a reason", () => {
    const isLeftOut = (route: string) =>
      Object.keys(leftOut).some((line) => (line.endsWith("*") ? route.startsWith(line.slice(0, -1)) : line === route));
    const routes = [...new Set(routesIn(node.app.router as unknown as Stack))];
    const told = operations().map((line) => line.replace(/\{(\w+)\}/g, ":$1"));
    const missing = routes.filter((route) => !told.includes(route) && !isLeftOut(route));
    expect(missing).to.deep.equal([]);
    const invented = told.filter((line) => !routes.includes(line) && line !== "GET /info");
    expect(invented).to.deep.equal([]);
    const idle = Object.keys(leftOut).filter(
      (line) => !routes.some((route) => (line.endsWith("*") ? route.startsWith(line.slice(0, -1)) : line === route)),
    );
    expect(idle, "reasons for what is no route").to.deep.equal([]);
  });
});
