import { expect } from "chai";
import { blockId } from "../../../src/domain/block.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { aComment } from "../../helpers/comment.ts";
import { actorOf } from "../../helpers/inbox-node.ts";
import { makeKey, type SignOptions, signCavage, signRfc9421, type WireRequest } from "../../helpers/remote.ts";
import { activityJson, aNode, aSite, aThread, type TestNode } from "./node.ts";

const minute = 60_000;
const told = { federate: true, told: { first: 1, last: 1 }, thread: "tea" };

describe("secure mode", () => {
  const actor = actorOf("mastodon");
  const id = String(actor["id"]);
  const key = makeKey(`${id}#main-key`);
  let node: TestNode;
  /** Whether the signer's own server answers. */
  let away: boolean;

  beforeEach(async () => {
    away = false;
    node = await aNode({ secureFetch: true });
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(aThread({ _id: "tea" }));
    await node.repos.comments.add(aComment({ _id: "c1", number: 7, ...told }));
    node.answer(() => {
      if (away) return new Problem("upstream", "Nobody answers there.");
      const body = { ...actor, publicKey: { id: key.id, owner: id, publicKeyPem: key.pem } };
      return { status: 200, headers: { "content-type": "application/activity+json" }, body };
    });
  });
  afterEach(() => node.close());

  const signed = (target: string, bent: Partial<SignOptions> = {}): SignOptions => ({
    key,
    method: "GET",
    target,
    body: Buffer.alloc(0),
    date: node.clock.now(),
    ...bent,
  });
  const asks = (wire: WireRequest, method = "GET") => {
    const headers = Object.fromEntries(wire.headers.filter(([name]) => name !== "Host"));
    return node.get(wire.target, { ...headers, ...activityJson }, method);
  };
  const kept = [
    "/ap/posts/note-tea",
    "/ap/posts/note-tea/replies",
    "/ap/posts/note-tea/context",
    "/ap/comments/c1",
    "/ap/comments/c1/likes",
    "/ap/activities/post.note-tea.create.1",
    "/ap/actors/blog/outbox",
    "/ap/actors/blog/outbox?page=true",
    "/ap/actors/blog/followers",
    "/ap/actors/blog/featured",
  ];

  for (const path of kept) {
    it(`asks who wants to see ${path}`, async () => {
      const refused = await node.get(path);
      expect(refused.status).to.equal(401);
      expect(refused.headers.get("content-type")).to.equal("application/problem+json");
      expect(refused.headers.get("www-authenticate")).to.equal(
        'Signature realm="ActivityPub",headers="(request-target) host date"',
      );
      expect(((await refused.json()) as { detail: string }).detail).to.match(/sign the request/);
      for (const sign of [signCavage, signRfc9421]) {
        const shown = await asks(sign(signed(path)));
        expect(shown.status, sign.name).to.equal(200);
        for (const { headers } of [shown, refused]) {
          expect(headers.get("cache-control"), sign.name).to.equal("private, no-store");
          expect(headers.get("vary")).to.include("Signature, Signature-Input").and.include("Accept");
        }
      }
    });
  }

  it("leaves actors open to everybody, caches included: nobody could verify us otherwise", async () => {
    for (const name of ["blog", "blog_guests", "node"]) {
      const response = await node.get(`/ap/actors/${name}`);
      expect(response.status, name).to.equal(200);
      expect(response.headers.get("cache-control")).to.equal("public, max-age=180");
    }
  });

  it("leaves pages for people open, and the way from a page to its Note", async () => {
    const browser = { accept: "text/html,application/xhtml+xml" };
    for (const path of ["/ap/posts/note-tea", "/ap/comments/c1", "/ap/activities/post.note-tea.create.1"]) {
      expect((await node.get(path, browser)).status, path).to.equal(303);
    }
    expect((await node.get("/ap/posts?url=https://blog.example/tea/", activityJson)).status).to.equal(404);
    expect((await node.get("/ap/posts/note-tea/replies", browser)).status, "there is no page of it").to.not.equal(200);
  });

  it("answers a signed HEAD", async () => {
    expect((await asks(signCavage(signed("/ap/posts/note-tea")), "HEAD")).status, "signed as a GET").to.equal(401);
    expect((await node.get("/ap/posts/note-tea", activityJson, "HEAD")).status).to.equal(401);
  });

  it("says what is not there only to those who may know", async () => {
    expect((await node.get("/ap/posts/unknown")).status).to.equal(401);
    const response = await asks(signCavage(signed("/ap/posts/unknown")));
    expect(response.status).to.equal(404);
    expect(response.headers.get("cache-control")).to.equal("private, no-store");
  });

  const bad: Record<string, (path: string) => WireRequest> = {
    "that does not cover the host": (path) => signCavage(signed(path, { covers: ["(request-target)", "date"] })),
    "that does not cover the address": (path) => signCavage(signed(path, { covers: ["host", "date"] })),
    "that does not cover the date": (path) => signCavage(signed(path, { covers: ["(request-target)", "host"] })),
    "of another address": (path) => signCavage(signed(path, { signedTarget: "/ap/posts/note-other" })),
    "of another host": (path) => signCavage(signed(path, { host: "elsewhere.example" })),
    "that is older than an hour": (path) =>
      signCavage(signed(path, { date: new Date(node.clock.now().getTime() - 61 * minute) })),
    "of the newer dialect without the address": (path) => signRfc9421(signed(path, { covers: ["@method"] })),
    "of the newer dialect without the method": (path) => signRfc9421(signed(path, { covers: ["@target-uri"] })),
    "by another key": (path) => signCavage(signed(path, { key: { ...makeKey(key.id), id: key.id } })),
    "by a key of ours": (path) =>
      signCavage(signed(path, { key: { ...key, id: "https://node.example/ap/actors/node#main-key" } })),
    "by a key that is no address": (path) =>
      signCavage(signed(path, { key: { ...key, id: "acct:ada@mastodon.example" } })),
  };
  for (const [name, wire] of Object.entries(bad)) {
    it(`refuses a signature ${name}`, async () => {
      const response = await asks(wire("/ap/posts/note-tea"));
      expect(response.status, await response.clone().text()).to.equal(401);
    });
  }

  for (const [kind, value] of [
    ["host", new URL(id).host],
    ["actor", id],
  ] as const) {
    it(`shows nothing to a blocked ${kind}`, async () => {
      const block = { kind, value, label: "", note: "", createdAt: node.clock.now() };
      await node.repos.blocks.put({ _id: blockId(kind, value), ...block });
      const response = await asks(signCavage(signed("/ap/posts/note-tea")));
      expect(response.status).to.equal(403);
      expect(response.headers.get("cache-control")).to.equal("private, no-store");
    });

    it(`shows nothing of a blog to a ${kind} that is blocked there, and all of others`, async () => {
      const block = { kind, value, label: "", note: "", createdAt: node.clock.now() };
      const put = (site: string) => node.repos.blocks.put({ _id: blockId(kind, value, site), site, ...block });
      await put("other");
      expect((await asks(signCavage(signed("/ap/posts/note-tea")))).status).to.equal(200);
      await put("site");
      expect((await asks(signCavage(signed("/ap/posts/note-tea")))).status).to.equal(403);
    });
  }

  it("asks a server that it cannot verify right now to come back, rather than to give up", async () => {
    away = true;
    const response = await asks(signCavage(signed("/ap/posts/note-tea")));
    expect(response.status).to.equal(503);
    expect(response.headers.get("retry-after")).to.not.equal(null);
  });

  it("looks a key up once, by a request of the node's own actor", async () => {
    for (let i = 0; i < 3; i++) await asks(signCavage(signed("/ap/posts/note-tea")));
    expect(node.seen.map(({ url }) => url)).to.deep.equal([id]);
    expect(node.seen[0]?.headers["signature"]).to.contain("/ap/actors/node#main-key");
  });
});
