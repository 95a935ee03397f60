import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import type { Grant } from "../../src/domain/person.ts";
import { aSite } from "../helpers/thread.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const ofAll: readonly Grant[] = [{ site: null, role: "owner" }];
const day = 24 * 3_600_000;

describe("/api/admin, for programs", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
    await node.put({ _id: "c", state: "held", html: "<p>Waits</p>" as SafeHtml });
  });
  afterEach(() => node.close());

  /** A token as its owner's page shows it. */
  async function tokenFor(scopes: string[], grants = ofAll, name = `Program of ${scopes.join()} ${grants[0]?.role}`) {
    const { cookie, csrf } = await node.signIn({ name, grants });
    const body = new URLSearchParams({ csrf, name: "My script", days: "30" });
    for (const scope of scopes) body.append("scope", scope);
    const answer = await fetch(`${node.url}/admin/tokens`, {
      method: "POST",
      body,
      headers: { cookie, origin: node.url },
    });
    const html = await answer.text();
    return { token: />(antiphon_[\w-]{43})</.exec(html)?.[1] ?? "", cookie, csrf, html };
  }
  const ask = (path: string, token: string, method = "GET", body?: object) =>
    fetch(`${node.url}/api/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  it("lists what waits, without mailboxes, and goes on page by page", async () => {
    const { token } = await tokenFor(["read"]);
    await node.put({ _id: "d", state: "held" });
    const answer = await ask("/comments?list=held&limit=1", token);
    expect(answer.headers.get("cache-control")).to.equal("private, no-store");
    const first = (await answer.json()) as { comments: { id: string }[]; next: string };
    const second = (await (
      await ask(`/comments?limit=1&after=${encodeURIComponent(first.next)}`, token)
    ).json()) as typeof first;
    expect([...first.comments, ...second.comments].map(({ id }) => id)).to.deep.equal(["d", "c"]);
    expect(JSON.stringify(second)).to.contain("<p>Waits</p>").and.not.contain("email").and.not.contain("hash");
    for (const wrong of ["list=nothing", "limit=0", "limit=101", "limit=x"])
      expect((await ask(`/comments?${wrong}`, token)).status, wrong).to.equal(422);
  });

  it("decides, in the name of the person and the program", async () => {
    const { token } = await tokenFor(["moderate"], ofAll, "Anna");
    expect((await ask("/comments/c/approve", token, "POST")).status).to.equal(204);
    expect((await node.world.comments.get("c"))?.state).to.equal("published");
    const [entry] = (await node.world.audit.list({ subject: "c" }, { limit: 1 })).items;
    expect(entry?.by.name).to.equal("Anna (by “My script”)");
    expect((await ask("/comments/c/explode", token, "POST")).status).to.equal(404);
    expect((await ask("/comments/nothing/hide", token, "POST")).status).to.equal(404);
  });

  it("holds each token to its scopes", async () => {
    const { token: read } = await tokenFor(["read"]);
    const { token: moderate } = await tokenFor(["moderate"]);
    expect((await ask("/comments/c/approve", read, "POST")).status).to.equal(403);
    expect((await ask("/comments", moderate)).status).to.equal(403);
    expect((await ask("/posts", moderate, "POST", { url: "https://blog.example/post" })).status).to.equal(403);
    const { token: publish } = await tokenFor(["publish"]);
    expect((await ask("/posts", publish, "POST", { url: "https://nobody.example/" })).status).to.equal(422);
    const answer = await ask("/posts", publish, "POST", { url: "https://blog.example/post" });
    expect(((await answer.json()) as { detail: string }).detail).to.contain("does not federate");
  });

  it("holds each token to what its person may do, by blog and by now", async () => {
    await node.world.sites.add(aSite({ _id: "other", home: "https://other.example/", handle: "other" }));
    const { token } = await tokenFor(["read", "moderate"], [{ site: "other", role: "moderator" }], "Else");
    expect(await (await ask("/comments", token)).json()).to.deep.equal({ comments: [], next: null });
    expect((await ask("/comments/c/approve", token, "POST")).status).to.equal(403);
    const author = await tokenFor(["read", "moderate"], [{ site: "site", role: "author" }], "Author");
    expect((await ask("/comments", author.token)).status).to.equal(200);
    expect((await ask("/comments/c/approve", author.token, "POST")).status).to.equal(403);
    const person = (await node.world.moderators.all()).find(({ name }) => name === "Author");
    await node.world.moderators.change(person?._id ?? "", { disabledAt: node.clock.now() });
    expect((await ask("/comments", author.token)).status).to.equal(401);
  });

  it("lets nobody in without a token that is good, and by no cookie", async () => {
    const { token, cookie } = await tokenFor(["read"]);
    for (const bad of ["", "antiphon_x", `${token}x`, token.slice(9)])
      expect((await ask("/comments", bad)).status).to.equal(401);
    const byCookie = await fetch(`${node.url}/api/admin/comments`, { headers: { cookie } });
    expect(byCookie.status).to.equal(401);
    expect(byCookie.headers.get("www-authenticate")).to.contain("Bearer");
    expect(byCookie.headers.get("content-type")).to.contain("application/problem+json");
    node.clock.advance(30 * day);
    expect((await ask("/comments", token)).status, "its time is over").to.equal(401);
  });

  it("bounds how often somebody may guess, and counts no good token", async () => {
    const { token } = await tokenFor(["read"]);
    for (let i = 0; i < 25; i++) expect((await ask("/comments", token)).status).to.equal(200);
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++) statuses.push((await ask("/comments", `antiphon_${i}`)).status);
    expect(statuses.at(-1)).to.equal(429);
  });

  it("shows a token once, keeps a hash of it, and takes it back", async () => {
    const { token, cookie, csrf } = await tokenFor(["read"]);
    const page = await (await node.get("/admin/tokens", { cookie })).text();
    expect(page)
      .to.contain("My script")
      .and.contain(`…${token.slice(-4)}`)
      .and.not.contain(token);
    const stored = (
      await node.world.apiTokens.of((await node.world.moderators.all())[0]?._id ?? "", node.clock.now())
    )[0];
    expect(JSON.stringify(stored)).to.not.contain(token);
    await ask("/comments", token);
    expect(await (await node.get("/admin/tokens", { cookie })).text()).to.contain("last used");
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const other = await node.signIn({ name: "Other", grants: ofAll });
    const theirs = await node.post("/admin/tokens/remove", { csrf: other.csrf, id }, { cookie: other.cookie });
    expect(theirs.status).to.equal(404);
    expect((await node.post("/admin/tokens/remove", { csrf, id }, { cookie })).status).to.equal(303);
    expect((await ask("/comments", token)).status).to.equal(401);
  });

  it("keeps what was typed when it is refused, and takes a fresh sign-in", async () => {
    const { cookie, csrf } = await node.signIn();
    const none = await node.post("/admin/tokens", { csrf, name: "Mine", days: "7" }, { cookie });
    expect(none.status).to.equal(422);
    expect(await none.text())
      .to.contain('value="Mine"')
      .and.contain("Choose what it may be used for.");
    for (const wrong of [
      { name: " ", days: "7", scope: "read" },
      { name: "Mine", days: "9999", scope: "read" },
    ])
      expect((await node.post("/admin/tokens", { csrf, ...wrong }, { cookie })).status).to.equal(422);
    node.clock.advance(10 * 60_000);
    const late = await node.post("/admin/tokens", { csrf, name: "Mine", days: "7", scope: "read" }, { cookie });
    expect(late.headers.get("location")).to.equal("/login?next=%2Fadmin%2Ftokens");
  });
});
