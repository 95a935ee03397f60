import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { openBudget } from "../../federation/fetch-budget.ts";
import { createFindActor } from "../../federation/find-actor.ts";
import { createProfiles } from "../../federation/profiles.ts";
import { createKeyring } from "../../federation/signature/keyring.ts";
import { holds, readClaim } from "../../federation/signature/verify.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { addresses, aNode, origin, silent, type TestNode } from "./outgoing/node.ts";

const activityType = "application/activity+json";

/** Servers that show nothing to strangers (secure mode) verify each request as strictly as we do. */
describe("a request for somebody else's document", () => {
  let node: TestNode;
  let server: Server;
  let port: number;
  const arrived: IncomingMessage[] = [];

  beforeEach(async () => {
    arrived.length = 0;
    server = createServer((request, response) => {
      arrived.push(request);
      const to = {
        "/first": `http://localhost:${port}/second?page=2`,
        "/second?page=2": `http://127.0.0.1:${port}/last`,
      };
      const location = to[request.url as keyof typeof to];
      if (location) return void response.writeHead(302, { location }).end();
      response.writeHead(200, { "content-type": activityType }).end(JSON.stringify(actorAt(request.url ?? "")));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
    const own = { origin, answer: () => Promise.reject(new Error("Nobody asks for ourselves.")) };
    node = await aNode({ fetch: createGuardedFetch({ allowPrivate: true, userAgent: "Antiphon/1", own }) });
  });
  afterEach(async () => {
    await node.close();
    server.closeAllConnections();
    server.close();
  });

  const actorAt = (path: string) => ({
    id: `http://localhost:${port}${path}`,
    type: "Person",
    preferredUsername: "eve",
    inbox: `http://localhost:${port}/inbox`,
  });

  /** Whether a request holds as a server at the host that it was sent to verifies it. */
  async function isSigned(request: IncomingMessage): Promise<boolean> {
    const { url: target = "", headers, rawHeaders } = request;
    const signed = { method: "GET", target, headers, rawHeaders, body: Buffer.alloc(0) };
    const claim = readClaim(signed, { origin: `http://${headers.host}`, now: node.clock.now() });
    expect(claim.keyId).to.equal(`${origin}/ap/actors/node#main-key`);
    return holds(claim, createKeyring().read((await node.outgoing.keys.of("node")).publicPem));
  }

  it("is signed by the node's own actor, anew for each redirect", async () => {
    const url = `http://127.0.0.1:${port}/first`;
    const answer = await node.outgoing.signedFetch({ url, maxBytes: 10_000, timeoutMs: 5000, redirects: 3 });
    expect(answer.status).to.equal(200);
    expect(arrived.map((request) => `${request.headers.host}${request.url}`)).to.deep.equal([
      `127.0.0.1:${port}/first`,
      `localhost:${port}/second?page=2`,
      `127.0.0.1:${port}/last`,
    ]);
    expect(new Set(arrived.map(({ headers }) => headers["signature"])).size).to.equal(3);
    for (const request of arrived) expect(await isSigned(request), request.url).to.equal(true);
    expect(arrived[0]?.headers.accept).to.contain(activityType);
  });

  it("is signed whatever it is for: a key, an actor, a profile's page", async () => {
    const world = { ...node.repos, clock: node.clock, log: silent, fetch: node.outgoing.signedFetch, addresses };
    const people = createProfiles(world);
    await people.ofKey(`http://localhost:${port}/users/eve#main-key`, {
      network: "192.0.2.0/24",
      budget: openBudget(world),
    });
    await people.ofActor(`http://localhost:${port}/users/bob`);
    await createFindActor({ fetch: world.fetch, people })(`http://localhost:${port}/users/ada`);
    expect(arrived.length).to.be.at.least(3);
    for (const request of arrived) expect(await isSigned(request), request.url).to.equal(true);
  });

  it("never carries the name of the one on whose errand it goes", async () => {
    await node.outgoing.signedFetch({ url: `http://127.0.0.1:${port}/x`, maxBytes: 10_000, timeoutMs: 5000 });
    expect(JSON.stringify(arrived[0]?.rawHeaders)).to.not.contain("actors/blog");
  });
});
