import { expect } from "chai";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { caught } from "./caught.ts";
import { type Loopback, startLoopback } from "./loopback.ts";

const limits = { method: "POST", maxBytes: 1_000, timeoutMs: 5_000 } as const;

describe("a guarded POST", () => {
  let server: Loopback;
  before(async () => {
    server = await startLoopback((request, response) => response.end(JSON.stringify(request.headers)));
  });
  after(() => server.close());

  const lookedUp: string[] = [];
  const post = createGuardedFetch({
    allowPrivate: true,
    userAgent: "Antiphon/1 (+https://a.example)",
    lookup: async (host) => {
      lookedUp.push(host);
      return [{ address: "127.0.0.1", family: 4 }];
    },
  });
  const at = (path: string) => `http://a.example:${server.port}${path}`;

  it("says whom it asks, who asks, and how much there is", async () => {
    const answer = await post({ ...limits, url: at("/inbox?x=1"), body: "grüße", headers: { "X-A": "b" } });
    expect(JSON.parse(answer.body.toString())).to.deep.equal({
      host: `a.example:${server.port}`,
      "user-agent": "Antiphon/1 (+https://a.example)",
      "accept-encoding": "gzip, deflate, br",
      "content-length": "7",
      connection: "keep-alive",
      "x-a": "b",
    });
    expect(server.seen.at(-1)).to.equal("POST /inbox?x=1");
  });

  it("looks up a name, and takes an address of IPv6 for what it is", async () => {
    await post({ ...limits, url: at("/inbox"), body: "x" });
    await caught("upstream", post({ ...limits, url: "http://[::1]:1/", body: "x" }));
    expect(new Set(lookedUp)).to.deep.equal(new Set(["a.example"]));
  });

  it("lets no header begin another", async () => {
    const seen = server.seen.length;
    await caught("upstream", post({ ...limits, url: at("/"), body: "", headers: { "x-a": "b\r\nx-c: d" } }));
    await caught("upstream", post({ ...limits, url: at("/"), body: "", headers: { "x-a: b\r\nx-c": "d" } }));
    expect(server.seen.length).to.equal(seen);
  });
});
