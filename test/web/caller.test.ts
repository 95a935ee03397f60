import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import express from "express";
import { createCallerOf } from "../../src/web/caller.ts";

const forwarded = "203.0.113.9, 198.51.100.7, 10.0.0.3";

describe("where a request comes from", () => {
  for (const believed of [false, 1, 2, 9, ["loopback"], ["loopback", "10.0.0.0/8"], ["192.0.2.1"]]) {
    it(`is what Express says, believing ${JSON.stringify(believed)}`, async () => {
      const callerOf = createCallerOf(believed as Parameters<typeof createCallerOf>[0]);
      const app = express().set("trust proxy", believed);
      app.get("/", (request, response) => void response.json([request.ip, callerOf(request)]));
      const server = createServer(app);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      try {
        const { port } = server.address() as AddressInfo;
        const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { "x-forwarded-for": forwarded } });
        const [theirs, ours] = (await answer.json()) as [string, string];
        expect(ours).to.be.a("string").that.equals(theirs);
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    });
  }

  it("is nowhere for what the node asks of itself", () => {
    const asked = { headers: {}, socket: {} } as IncomingMessage;
    expect(createCallerOf(false)(asked)).to.equal("");
  });
});
