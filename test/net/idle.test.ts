import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { expect } from "chai";
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
    const { get } = await import("node:http");
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
});
