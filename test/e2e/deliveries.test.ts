import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";

const minute = 60_000;

describe("a composed node and a server that fails", () => {
  const clock = createTestClock();
  let node: TestNode;
  let server: Server;
  let host: string;
  let status = 500;
  let asked = 0;

  before(async () => {
    server = createServer((request, response) => {
      asked += 1;
      request.resume().once("end", () => response.writeHead(status).end());
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    node = await startNode(clock, { ANTIPHON_SITE: "https://blog.example/" });
  });
  after(async () => {
    await node?.close();
    server?.closeAllConnections();
    server?.close();
  });

  async function queue(count: number, from = 0): Promise<void> {
    const jobs = Array.from({ length: count }, (_, i) => {
      const [activity, inbox] = [`accept.${from + i}a.1`, `http://${host}/users/${from + i}/inbox`];
      return { id: `deliver ${activity} ${inbox}`, kind: "deliver", lane: host, payload: { activity, inbox } };
    });
    for (const { payload } of jobs) await node.store.repos.bodies.put(payload.activity, "node", "{}", clock.now());
    await node.store.repos.jobs.put(jobs, clock.now());
  }

  it("leaves it alone after five failures, tries it by one, and then sends all that waited", async () => {
    await queue(12);
    await settle(node);
    expect(asked).to.equal(5);
    clock.advance(12 * minute);
    await settle(node);
    expect(asked, "half-open").to.equal(6);
    status = 202;
    clock.advance(30 * minute);
    await settle(node);
    expect(asked).to.equal(18);
    expect((await node.store.repos.jobs.lane("deliver", host)).waiting).to.equal(0);
  });

  it("forgets what it knew of most servers when there are too many", async () => {
    const { hosts } = node.store.repos;
    for (let i = 0; i < 10_002; i++)
      await hosts.note(`h${i}.example`, { failures: 1 }, new Date(clock.now().getTime() + i));
    await node.sweep();
    expect(await node.store.docs.hosts.countDocuments({})).to.equal(10_000);
    expect(await hosts.get("h10001.example")).not.to.equal(null);
    expect(await hosts.get("h1.example")).to.equal(null);
  });
});
