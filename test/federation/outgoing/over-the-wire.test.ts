import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createKeyring } from "../../../federation/signature/keyring.ts";
import { holds, readClaim } from "../../../federation/signature/verify.ts";
import { createGuardedFetch } from "../../../src/net/guarded-fetch.ts";
import { aFollower, aNode, aSite, aThread, origin, type TestNode } from "./node.ts";

interface Arrived {
  request: IncomingMessage;
  body: Buffer;
}

describe("a delivery over the wire", () => {
  let node: TestNode;
  let server: Server;
  let inbox: string;
  const arrived: Arrived[] = [];

  beforeEach(async () => {
    arrived.length = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        arrived.push({ request, body: Buffer.concat(chunks) });
        response.writeHead(request.url === "/moved" ? 308 : 202, { location: inbox }).end();
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    inbox = `http://127.0.0.1:${(server.address() as AddressInfo).port}/inbox`;
    const own = { origin, answer: () => Promise.reject(new Error("Nobody asks for ourselves.")) };
    node = await aNode({ fetch: createGuardedFetch({ allowPrivate: true, userAgent: "Antiphon/1", own }) });
    await node.repos.sites.add(aSite());
  });
  afterEach(async () => {
    await node.close();
    server.close();
  });

  it("carries a signature that a strict verifier accepts, over exactly the bytes that arrive", async () => {
    const thread = aThread({ _id: "tea", told: { first: 1, last: 1, pending: true } });
    await node.repos.threads.add(thread);
    await node.repos.followers.put(aFollower("one.example", { sharedInbox: inbox }));
    await node.outgoing.outbox.tellOfThread(thread, "create");
    await node.worker.drain();
    const [one] = arrived;
    if (!one) throw new Error("Nothing arrived.");
    const { method, url, headers, rawHeaders } = one.request;
    const request = { method: String(method), target: String(url), headers, rawHeaders, body: one.body };
    const claim = readClaim(request, { origin: new URL(inbox).origin, now: node.clock.now() });
    expect(claim.keyId).to.equal(`${origin}/ap/actors/blog#main-key`);
    const { publicPem } = await node.outgoing.keys.of("blog");
    expect(await holds(claim, createKeyring().read(publicPem))).to.equal(true);
    expect(JSON.parse(one.body.toString())).to.include({ type: "Create" });
    expect(headers["user-agent"]).to.equal("Antiphon/1");
  });

  it("does not follow a redirect, and keeps the fault for the owner", async () => {
    await node.outgoing.outbox.accept(aFollower("one.example", { inbox: inbox.replace("/inbox", "/moved") }));
    await node.worker.drain();
    expect(arrived).to.have.length(1);
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 1 });
  });

  it("is tried again when nobody takes the connection", async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await node.outgoing.outbox.accept(aFollower("one.example", { inbox }));
    await node.worker.drain();
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
    const due = await node.repos.jobs.nextDue();
    expect((due?.getTime() ?? 0) - node.clock.now().getTime()).to.be.within(48_000, 72_000);
  });
});
