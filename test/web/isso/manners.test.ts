import { expect } from "chai";
import { issoDefaults } from "../../../src/domain/isso.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { type IssoClient, issoClient, relaxed, startIssoNode } from "../../helpers/isso.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { blogOrigin, startWebNode, type WebNode } from "../../helpers/web.ts";

describe("Isso's manners", () => {
  let node: WebNode;
  let isso: IssoClient;
  beforeEach(async () => {
    node = await startIssoNode();
    isso = issoClient(node);
  });
  afterEach(() => node.close());

  describe("towards other origins", () => {
    it("answers OPTIONS anywhere, and lets a browser remember it", async () => {
      for (const path of ["/", "/new", "/id/1", "/id/1/like", "/config", "/count"]) {
        const answer = await isso.call("OPTIONS", path);
        expect(answer.status, path).to.equal(200);
        expect(answer.text).to.equal("");
        expect(answer.headers.get("content-type")).to.contain("text/plain");
        expect(answer.headers.get("access-control-max-age")).to.equal("7200");
      }
    });

    it("names the blog that asks, with cookies allowed and `Date` readable", async () => {
      const { headers } = await isso.call("GET", "/config");
      expect(headers.get("access-control-allow-origin")).to.equal(blogOrigin);
      expect(headers.get("access-control-allow-credentials")).to.equal("true");
      expect(headers.get("access-control-allow-methods")).to.equal("HEAD, GET, POST, PUT, DELETE");
      expect(headers.get("access-control-allow-headers")).to.equal("Origin, Referer, Content-Type, Antiphon-Key");
      expect(headers.get("access-control-expose-headers")).to.equal("X-Set-Cookie, Date");
      expect(headers.get("vary")).to.contain("Origin");
    });

    it("names the first blog to everybody else, in faults too", async () => {
      for (const path of ["/config", "/?uri=", "/id/x"]) {
        const { headers } = await isso.call("GET", path, undefined, { origin: "https://evil.example" });
        expect(headers.get("access-control-allow-origin"), path).to.equal(blogOrigin);
      }
    });

    it("goes by the referrer where there is no origin", async () => {
      await node.world.sites.add(aSite({ _id: "two", handle: "two", home: "https://two.example/" }));
      node.clock.advance(250);
      const bare = { "content-type": "application/json", referer: "https://two.example/post" };
      const answer = await fetch(`${node.url}/config`, { headers: bare });
      expect(answer.headers.get("access-control-allow-origin")).to.equal("https://two.example");
    });

    it("leaves every other path alone", async () => {
      expect((await fetch(`${node.url}/healthz`)).headers.get("access-control-allow-origin")).to.equal(null);
      expect((await fetch(`${node.url}/`)).headers.get("access-control-allow-origin")).to.equal(null);
      expect((await fetch(`${node.url}/newest`)).headers.get("access-control-allow-origin")).to.equal(null);
    });
  });

  describe("with several blogs", () => {
    beforeEach(async () => {
      await node.world.sites.add(aSite({ _id: "two", handle: "two", home: "https://two.example/" }));
      await node.world.threads.add(aThread({ _id: "t2", noteId: "t2", site: "two", url: "https://two.example/post" }));
      await node.put({ _id: "x", thread: "t2", site: "two" });
      node.clock.advance(250);
    });
    const total = async (headers: Record<string, string>) => {
      const answer = await fetch(`${node.url}/?uri=/post`, { headers });
      return answer.status === 200 ? ((await answer.json()) as { total_replies: number }).total_replies : answer.status;
    };

    it("reads the blog of the origin, else of the referrer, and asks for one of them", async () => {
      expect(await total({ origin: "https://two.example" })).to.equal(1);
      expect(await total({ origin: blogOrigin })).to.equal(0);
      expect(await total({ referer: "https://two.example/post" })).to.equal(1);
      expect(await total({})).to.equal(400);
      expect(await total({ origin: "https://evil.example" })).to.equal(400);
    });

    it("counts and feeds the blog that `site` names", async () => {
      const count = (site: string) =>
        fetch(`${node.url}/count?site=${encodeURIComponent(site)}`, { method: "POST", body: '["/post"]' });
      expect(await (await count("two")).json()).to.deep.equal([1]);
      expect(await (await count("https://two.example/")).json()).to.deep.equal([1]);
      expect(await (await count("blog")).json()).to.deep.equal([0]);
      expect((await count("three")).status).to.equal(400);
      expect(await (await fetch(`${node.url}/feed?uri=/post&site=two`)).text()).to.contain("Comment #");
    });
  });

  describe("towards pages of others that act for a reader", () => {
    const acts = ["POST /new?uri=/post", "PUT /id/1", "DELETE /id/1", "POST /id/1/like", "POST /id/1/dislike"];
    for (const act of acts) {
      const [method = "", path = ""] = act.split(" ");
      it(`${act}: 403 for a body that says it is no JSON`, async () => {
        for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
          const answer = await isso.call(method, path, '{"text":"Hello"}', { "content-type": type });
          expect(answer.status, type).to.equal(403);
          expect(answer.text).to.contain("CSRF");
        }
      });

      it(`${act}: 403 for a page that is none of the blogs'`, async () => {
        const answer = await isso.call(method, path, { text: "Hello" }, { origin: "https://evil.example" });
        expect(answer.status).to.equal(403);
      });
    }

    it("takes a request without a type, as Isso's own tests send one", async () => {
      const { number } = await node.put({ _id: "a" });
      const answer = await fetch(`${node.url}/id/${number}/dislike`, { method: "POST" });
      expect(answer.status).to.equal(200);
      expect(await answer.json()).to.deep.equal({ likes: 0, dislikes: 1 });
    });
  });

  describe("in faults", () => {
    it("gives JSON to who asks for nothing else, a page to everybody else", async () => {
      const json = await isso.call("GET", "/?uri=", undefined, { accept: "application/json" });
      expect(json.status).to.equal(400);
      expect(json.json).to.deep.equal({ message: "400 Bad Request: missing uri query" });
      const page = await isso.call("GET", "/?uri=", undefined, { accept: "*/*" });
      expect(page.headers.get("content-type")).to.equal("text/html; charset=utf-8");
      expect(page.text).to.contain("<p>missing uri query</p>");
    });

    it("405 with what is allowed, and 404 for no path of its own", async () => {
      const wrong: [string, string, string][] = [
        ["GET", "/new", "POST"],
        ["GET", "/count", "POST"],
        ["PUT", "/preview", "POST"],
        ["POST", "/config", "GET, HEAD"],
        ["POST", "/id/1", "GET, HEAD, PUT, DELETE"],
        ["GET", "/id/1/like", "POST"],
      ];
      for (const [method, path, allow] of wrong) {
        const answer = await isso.call(method, path, method === "GET" ? undefined : {});
        expect(answer.status, `${method} ${path}`).to.equal(405);
        expect(answer.headers.get("allow")).to.equal(allow);
      }
      for (const path of ["/id/1/unknown/key", "/id/x/y/z/a/b", "/new/more"])
        expect((await isso.call("GET", path)).status, path).to.equal(404);
    });

    it("never answers with 500 and above, for which Isso's client waits for ever", async () => {
      let kind: "busy" | "internal" = "busy";
      const broken = await startWebNode({
        settings: { isso: relaxed },
        bend: (world) => ({
          ...world,
          threads: {
            ...world.threads,
            byKey: () => Promise.reject(kind === "busy" ? new Problem("busy", "The store is away.") : new Error("Oh")),
          },
        }),
      });
      const client = issoClient(broken);
      for (kind of ["busy", "internal"] as const) {
        for (const [method, path, body] of [
          ["POST", "/new?uri=/post", { text: "Hello" }],
          ["GET", "/?uri=/post", undefined],
        ] as const) {
          const answer = await client.call(method, path, body);
          expect(answer.status, `${kind} ${path}`).to.equal(429);
          expect(answer.headers.get("retry-after")).to.equal("10");
          expect(answer.text).to.not.contain("Oh");
        }
      }
      expect((await client.call("GET", "/config")).status).to.equal(200);
      await broken.close();
    });

    it("413 for a body that is too large", async () => {
      expect((await isso.call("POST", "/new?uri=/post", { text: "x".repeat(300_000) })).status).to.equal(413);
    });

    it("answers HEAD wherever GET is", async () => {
      for (const path of ["/?uri=/post", "/config", "/info", "/feed?uri=/post"])
        expect((await isso.call("HEAD", path)).status, path).to.equal(200);
    });
  });

  it("tells what Isso's client goes by", async () => {
    const { json } = await isso.call("GET", "/config");
    expect(json).to.deep.equal({
      config: {
        "reply-to-self": true,
        "require-email": false,
        "require-author": false,
        "website-field": true,
        "reply-notifications": false,
        gravatar: false,
        feed: true,
      },
    });
    const info = (await isso.call("GET", "/info")).json;
    expect(info).to.deep.equal({ version: "test", host: node.url, origin: blogOrigin, moderation: false });
    expect((await isso.call("POST", "/info")).status).to.equal(200);
  });

  it("counts what is shown, in the order asked, without looking into pages", async () => {
    await node.put({ _id: "a" });
    await node.put({ _id: "b", parent: "a", path: ["a"] });
    await node.put({ _id: "c", state: "held" });
    const { json } = await isso.call("POST", "/count", ["/nothing", "/post", "", "/post/"]);
    expect(json).to.deep.equal([0, 2, 0, 2]);
    expect((await node.world.jobs.count()).waiting).to.equal(0);
    for (const body of [{ "/post": 1 }, 3, "null", [1], Array(501).fill("/post")])
      expect((await isso.call("POST", "/count", body)).status).to.equal(400);
  });

  describe("guard", () => {
    const guarded = async (guard: Partial<typeof issoDefaults.guard>) => {
      await node.close();
      const isso = { ...issoDefaults, guard: { ...relaxed.guard, ...guard } };
      node = await startIssoNode({ settings: { isso } });
      return issoClient(node);
    };
    const send = (client: IssoClient, body: object) =>
      client.call("POST", "/new?uri=/post", { text: "Hello", ...body });

    it("refuses the third comment of a network within a minute, with Isso's reason", async () => {
      const client = await guarded({ ratelimit: issoDefaults.guard.ratelimit });
      await client.post({ text: "One here" });
      await client.post({ text: "Two here" });
      const third = await send(client, { text: "Three here" });
      expect(third.status).to.equal(403);
      expect(third.json).to.deep.include({ reason: "ratelimit" });
      expect(third.json.message).to.contain("ratelimit exceeded");
      expect((await send(issoClient(node, "198.51.100.9"), { text: "Another net" })).status).to.equal(201);
      node.clock.advance(60_000);
      expect((await send(client, { text: "Three here" })).status).to.equal(201);
    });

    it("refuses the fourth comment of somebody below one post, but no answer", async () => {
      const client = await guarded({ directReply: issoDefaults.guard.directReply });
      const ids = [];
      for (const text of ["One here", "Two here", "Three here"]) ids.push((await client.post({ text })).id);
      const fourth = await send(client, { text: "Four here" });
      expect(fourth.status).to.equal(403);
      expect(fourth.json.reason).to.equal("direct-reply");
      expect(fourth.json.message).to.contain("3 direct responses to");
      node.clock.advance(900_000);
      expect((await send(client, { text: "An answer", parent: ids[0] })).status).to.equal(201);
    });

    it("lets nobody answer themselves while they could still edit", async () => {
      const client = await guarded({ replyToSelf: false });
      const { id } = await client.post();
      const answer = await send(client, { text: "To myself", parent: id });
      expect(answer.json).to.deep.include({ reason: "reply-to-self" });
      expect((await send(issoClient(node, "198.51.100.9"), { text: "To you", parent: id })).status).to.equal(201);
      node.clock.advance(900_000);
      expect((await send(client, { text: "To myself", parent: id })).status).to.equal(201);
    });

    it("asks for a mailbox and a name where the owner does", async () => {
      const client = await guarded({ requireEmail: true, requireAuthor: true });
      expect((await send(client, {})).json.reason).to.equal("require-email");
      expect((await send(client, { email: "a@b.c" })).json.reason).to.equal("require-author");
      expect((await send(client, { email: "a@b.c", author: "A" })).status).to.equal(201);
      expect((await client.call("GET", "/config")).json.config).to.include({
        "require-email": true,
        "require-author": true,
      });
    });

    it("looks at nothing when it is off", async () => {
      const client = await guarded({ enabled: false, ratelimit: 1, requireEmail: true });
      for (const text of ["One here", "Two here"]) expect((await send(client, { text })).status).to.equal(201);
    });
  });
});
