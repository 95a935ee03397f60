import { expect } from "chai";
import { createFindWay } from "../../../federation/find-way.ts";
import { linkedNote } from "../../../federation/inspect/alternate.ts";
import { createMemory } from "../../../federation/memory.ts";
import { blockId } from "../../../src/domain/block.ts";
import type { GuardedFetch } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createGuardedFetch } from "../../../src/net/guarded-fetch.ts";
import { readHome } from "../../../src/usecases/visit/reply-from-home.ts";
import { aComment } from "../../helpers/comment.ts";
import { startLoopback } from "../../net/loopback.ts";
import { activityJson, aNode, aSite, aThread, start, type TestNode } from "../outgoing/node.ts";

/* Lessons of others about what goes out and what is shown, named by the advisory (interop §6.4). */
describe("lessons of others: what goes out", () => {
  let node: TestNode;
  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(aThread({ _id: "post" }));
  });
  afterEach(() => node.close());

  const body = async (path: string, headers = activityJson) => {
    const response = await node.get(path, headers);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };

  it("GHSA-gwhw-gcjx-72v8: what is held, hidden, unshared or not there at all answers alike", async () => {
    const common = { site: "site", thread: "post", number: 1 } as const;
    await node.repos.comments.add(aComment({ ...common, _id: "held", state: "held", federate: true }));
    await node.repos.comments.add(aComment({ ...common, number: 2, _id: "unshared", federate: false }));
    await node.repos.comments.add(aComment({ ...common, number: 3, _id: "spam", state: "spam", federate: true }));
    await node.repos.comments.add(
      aComment({ ...common, number: 4, _id: "hidden", federate: true, hiddenBy: "host:evil.example" }),
    );
    const missing = await body("/ap/comments/missing");
    expect(missing.status).to.equal(404);
    for (const id of ["held", "unshared", "spam", "hidden"]) {
      const answer = await body(`/ap/comments/${id}`);
      expect([answer.status, answer.text], id).to.deep.equal([404, missing.text]);
      expect((await body(`/ap/comments/${id}/replies`)).status, id).to.equal(404);
      expect((await body(`/ap/activities/comment.${id}.create.1`)).status, id).to.equal(404);
    }
  });

  it("CVE-2026-25808: outbox, replies and context list what everybody may see and nothing else", async () => {
    const common = { site: "site", thread: "post", origin: "fediverse" } as const;
    const remote = (name: string) => ({ id: `https://far.example/${name}`, url: `https://far.example/${name}` });
    await node.repos.comments.add(aComment({ ...common, _id: "a", number: 1, remote: remote("seen") }));
    await node.repos.comments.add(aComment({ ...common, _id: "b", number: 2, remote: remote("held"), state: "held" }));
    await node.repos.comments.add(
      aComment({ ...common, _id: "c", number: 3, remote: remote("hidden"), hiddenBy: "actor:x" }),
    );
    await node.repos.comments.add(
      aComment({ ...common, _id: "d", number: 4, remote: remote("gone"), state: "removed" }),
    );
    for (const announcement of ["old", "waiting", "withdrawn"] as const) {
      await node.repos.threads.add(aThread({ _id: announcement, announcement }));
    }
    for (const path of ["/ap/posts/note-post/replies", "/ap/posts/note-post/context"]) {
      const { text } = await body(path);
      expect(text).to.contain("https://far.example/seen");
      expect(text).to.not.match(/far\.example\/(held|hidden|gone)/);
    }
    const outbox = await body("/ap/actors/blog/outbox?page=true");
    expect(outbox.text).to.not.match(/note-(old|waiting|withdrawn)/);
  });

  it("GHSA-ccpr-m53r-mfwr: what a blocked server is answered is kept by no cache, and what a cache keeps is for all", async () => {
    const rule = { kind: "host", value: "evil.example", label: "evil.example", note: "", createdAt: start } as const;
    await node.repos.blocks.put({ ...rule, _id: blockId("host", "evil.example") });
    const signature = `keyId="https://evil.example/users/eve#main-key",algorithm="rsa-sha256",headers="date",signature="AA=="`;
    const blocked = await body("/ap/posts/note-post", { ...activityJson, signature } as typeof activityJson);
    expect(blocked.status).to.equal(403);
    expect(blocked.headers.get("cache-control")).to.contain("private").and.to.contain("no-store");
    expect(blocked.headers.get("vary")).to.contain("Signature");
    expect(blocked.text).to.not.contain("Brewing");
  });

  it("CVE-2026-34148, CVE-2026-69132: what is remembered of others' failures is bounded in number and time", () => {
    const memory = createMemory<number>(3);
    for (let i = 0; i < 1000; i++) memory.set(`key ${i}`, i, new Date(start.getTime() + 1000));
    expect([996, 997, 998, 999].map((i) => memory.get(`key ${i}`, start))).to.deep.equal([undefined, 997, 998, 999]);
    expect(memory.get("key 999", new Date(start.getTime() + 1000))).to.equal(undefined);
  });

  it("CVE-2025-68475: pages and links made to be slow are read in time", async () => {
    const hostile = [
      "<link ".repeat(100_000),
      `<link rel="${"alternate ".repeat(50_000)}`,
      `<a href="${"<".repeat(400_000)}`,
      "<!--".repeat(100_000),
    ];
    for (const html of hostile) {
      const fetch: GuardedFetch = async ({ url }) => ({
        status: 200,
        url,
        headers: { get: () => `<${"<".repeat(2000)}>; rel="${";".repeat(4000)}` },
        body: Buffer.from(html),
      });
      const before = process.cpuUsage();
      await linkedNote(fetch, "https://evil.example/");
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000, html.slice(0, 12)).to.be.below(1000);
    }
  });

  it("CVE-2025-23221, GHSA-4g27-2jf7-fvgc: a reader's server that redirects for ever, or inwards, costs a few requests", async () => {
    const server = await startLoopback((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    const port = server.port;
    const fetch = createGuardedFetch({
      allowPrivate: true,
      userAgent: "test",
      lookup: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    const overHttp: GuardedFetch = (request) => fetch({ ...request, url: request.url.replace("https:", "http:") });
    expect(
      await createFindWay({ fetch: overHttp })(readHome(`ada@social.example:${port}`), "https://a.example/"),
    ).to.deep.equal({
      kind: "away",
    });
    expect(server.seen.length).to.be.at.most(4);
    await server.close();
    const strict = createGuardedFetch({ allowPrivate: false, userAgent: "test" });
    for (const host of ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "10.0.0.1:8080", "2130706433"]) {
      const refused = await createFindWay({ fetch: strict })(readHome(host), "https://a.example/").catch(
        (error: unknown) => error,
      );
      expect(isProblem(refused, "forbidden"), host).to.equal(true);
    }
  });
});
