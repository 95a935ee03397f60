import type { ServerResponse } from "node:http";
import { expect } from "chai";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { createLanes } from "../../src/net/lanes.ts";
import { caught } from "./caught.ts";
import { startLoopback } from "./loopback.ts";

const patient = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("lanes", () => {
  it("let as many start as there is room, overall and for each domain, in the order of asking", async () => {
    const lanes = createLanes({ overall: 3, perHost: 2 });
    const started: string[] = [];
    const leave: (() => void)[] = [];
    for (const host of ["a.example", "www.a.example", "a.example", "b.example", "c.example"]) {
      void lanes.enter(host, patient).then((done) => {
        started.push(host);
        leave.push(done);
      });
    }
    await turn();
    expect(started).to.deep.equal(["a.example", "www.a.example", "b.example"]);
    leave[2]?.();
    await turn();
    expect(started.slice(3)).to.deep.equal(["c.example"]);
    leave[0]?.();
    await turn();
    expect(started.slice(4)).to.deep.equal(["a.example"]);
  });

  it("count hosts of a platform, whose customers are strangers, apart", async () => {
    const lanes = createLanes({ overall: 9, perHost: 1 });
    await lanes.enter("one.github.io", patient);
    expect(await lanes.enter("two.github.io", patient)).to.be.a("function");
    expect(await lanes.enter("localhost", patient)).to.be.a("function");
  });

  it("forget who gave up", async () => {
    const lanes = createLanes({ overall: 1, perHost: 1 });
    const leave = await lanes.enter("a.example", patient);
    const impatient = new AbortController();
    const given = lanes.enter("a.example", impatient.signal).then(
      () => "started",
      () => "gave up",
    );
    const next = lanes.enter("a.example", patient);
    impatient.abort();
    expect(await given).to.equal("gave up");
    leave();
    expect(await next).to.be.a("function");
  });

  it("hold back GETs of the guarded fetch until their time is over, and never a POST", async () => {
    const open: ServerResponse[] = [];
    let arrived = () => {};
    const first = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await startLoopback((request, response) => {
      if (request.method === "POST") return response.end("posted");
      open.push(response);
      return arrived();
    });
    const fetch = createGuardedFetch({
      allowPrivate: true,
      userAgent: "test",
      lookup: async () => [{ address: "127.0.0.1", family: 4 }],
      lanes: { overall: 1, perHost: 1 },
    });
    const request = { url: `http://a.example:${server.port}/`, maxBytes: 100, timeoutMs: 5_000 };
    const running = fetch(request);
    await first;
    const problem = await caught("upstream", fetch({ ...request, timeoutMs: 30 }));
    expect(problem.message).to.match(/^a\.example could not be asked within 0\.03 s/);
    expect((await fetch({ ...request, method: "POST", body: "x" })).body.toString()).to.equal("posted");
    open[0]?.end("done");
    expect((await running).body.toString()).to.equal("done");
    const again = fetch(request);
    while (open.length < 2) await turn();
    open[1]?.end("again");
    expect((await again).body.toString()).to.equal("again");
    await server.close();
  });
});
