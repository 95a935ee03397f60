import { once } from "node:events";
import { Agent, type ClientRequest, createServer, get, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { expect } from "chai";
import { keepingFewIdle } from "../../src/net/idle-connections.ts";
import { createPinnedAgents, pinnedLookup } from "../../src/net/pinned-agent.ts";

describe("idle connections", () => {
  const lookup = pinnedLookup(
    async () => [{ address: "127.0.0.1", family: 4 }],
    () => true,
  );

  /** How long, in milliseconds, the runtime is told to keep an idle connection to a server that says so much of it. */
  async function keptFor(hint: string | null): Promise<number | undefined> {
    const server = createServer((_request, response) => {
      if (hint) response.setHeader("Keep-Alive", hint);
      response.end("ok");
    });
    server.keepAliveTimeout = 0;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = new URL(`http://a.example:${(server.address() as AddressInfo).port}/`);
    const agent = createPinnedAgents(lookup)(url);
    try {
      const request = get(url, { agent });
      const [response] = await once(request, "response");
      response.resume();
      const [socket] = (await once(agent, "free")) as [Socket];
      return socket.timeout;
    } finally {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    }
  }

  it("are given up before their server does, when it says how long it waits", async () => {
    expect(await keptFor("timeout=2")).to.equal(1000);
    expect(await keptFor(null)).to.equal(5000);
  });

  it("are the latest ones, when there would be too many, and none that is in use", async () => {
    const held: ServerResponse[] = [];
    const server = createServer((request, response) => {
      if (request.url === "/held") held.push(response);
      else response.end("ok");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const agent = keepingFewIdle(new Agent({ lookup, keepAlive: true }), 2);
    const ask = (host: string, path = "/") => get({ host, port, path, agent });
    const idleHosts = () =>
      Object.entries(agent.freeSockets)
        .filter(([, sockets]) => sockets?.some((socket) => !socket.destroyed))
        .map(([name]) => name.split(":")[0]);
    async function answered(request: ClientRequest): Promise<void> {
      const [response] = await once(request, "response");
      response.resume();
      await once(agent, "free");
    }
    try {
      for (const host of ["a.example", "b.example"]) await answered(ask(host));
      const busy = ask("a.example", "/held");
      await once(server, "request");
      expect(busy.reusedSocket).to.equal(true);
      for (const host of ["c.example", "d.example", "e.example"]) await answered(ask(host));
      expect(idleHosts()).to.deep.equal(["d.example", "e.example"]);
      held[0]?.end("ok");
      await answered(busy);
      expect(idleHosts()).to.deep.equal(["e.example", "a.example"]);
    } finally {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    }
  });
});
