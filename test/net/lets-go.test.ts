import { channel } from "node:diagnostics_channel";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { startDeadline } from "../../src/net/deadline.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Whether nothing holds it any more; asked in a few later turns, as what was looked at in one is held until its end. */
async function isGone(one: WeakRef<object>): Promise<boolean> {
  for (let turns = 0; turns < 5; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    if (one.deref() === undefined) return true;
  }
  return false;
}

/*
 * Thousands of requests are under way at once. What outlives the young collections holds all that it points to until the
 * slow collector comes, so that it must not point to more than is still needed.
 */
describe("a request that is over", () => {
  it("is not held by its deadline", async () => {
    const deadline = startDeadline(60_000);
    const waiting = (): WeakRef<object> => {
      const request = { destroy: () => undefined };
      deadline.onOver(() => request.destroy());
      return new WeakRef(request);
    };
    const request = waiting();
    expect(await isGone(request), "while it waits").to.equal(false);
    deadline.clear();
    expect(await isGone(request)).to.equal(true);
    expect(deadline.isOver()).to.equal(false);
  });

  it("is not held by its answer, nor by the connection that it leaves", async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.setHeader("X-Said", "yes");
      response.end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const started = channel("http.client.request.start");
    let sent: WeakRef<object> | null = null;
    const watch = (message: unknown) => {
      sent = new WeakRef((message as { request: object }).request);
    };
    started.subscribe(watch);
    try {
      const fetch = createGuardedFetch({ allowPrivate: true, userAgent: "Antiphon" });
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/inbox`;
      const answer = await fetch({ url, method: "POST", body: "{}", maxBytes: 100, timeoutMs: 5_000 });
      expect(await isGone(sent as unknown as WeakRef<object>)).to.equal(true);
      expect(answer.headers.get("x-said")).to.equal("yes");
    } finally {
      started.unsubscribe(watch);
      server.closeAllConnections();
      server.close();
    }
  });
});
