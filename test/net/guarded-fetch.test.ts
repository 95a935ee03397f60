import { expect } from "chai";
import type { FetchRequest, FetchResponse } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import { createGuardedFetch, type GuardedFetchOptions } from "../../src/net/guarded-fetch.ts";
import type { Lookup } from "../../src/net/lookup.ts";
import { caught } from "./caught.ts";
import { type Loopback, startLoopback } from "./loopback.ts";

const limits = { maxBytes: 1_000, timeoutMs: 5_000 };
const toLoopback: Lookup = async () => [{ address: "127.0.0.1", family: 4 }];

function fetchWith(options: Partial<GuardedFetchOptions> = {}) {
  return createGuardedFetch({
    allowPrivate: true,
    userAgent: "Antiphon/1 (+https://a.example)",
    lookup: toLoopback,
    ...options,
  });
}

describe("guarded fetch", () => {
  let server: Loopback;
  let other: Loopback;
  before(async () => {
    other = await startLoopback((request, response) => response.end(JSON.stringify(request.headers)));
    server = await startLoopback((request, response) => {
      const path = request.url ?? "";
      if (path === "/headers") return response.end(JSON.stringify(request.headers));
      if (path === "/chain/0") return response.end("the end");
      if (path.startsWith("/chain/"))
        return response.writeHead(302, { location: `${Number(path.slice(7)) - 1}` }).end();
      if (path === "/away") return response.writeHead(307, { location: `http://b.example:${other.port}/` }).end();
      if (path === "/metadata") return response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
      if (path === "/file") return response.writeHead(302, { location: "file:///etc/passwd" }).end();
      if (path === "/nowhere") return response.writeHead(302, { location: "http://:bad" }).end();
      if (path === "/unnamed") return response.writeHead(301).end("no location");
      if (path === "/gone") return response.writeHead(410).end("gone");
      if (path === "/cookie") return response.writeHead(200, { "set-cookie": "a=b" }).end();
      if (path === "/hang-up") return response.destroy();
      if (path === "/echo") return request.pipe(response);
      return response.end("ok");
    });
  });
  after(() => Promise.all([server.close(), other.close()]));
  const at = (path: string) => `http://a.example:${server.port}${path}`;

  it("returns body, status and the address without its fragment", async () => {
    const answer = await fetchWith()({ ...limits, url: at("/x?y#z") });
    expect([answer.status, answer.body.toString(), answer.url]).to.deep.equal([200, "ok", at("/x?y")]);
  });

  it("returns any status", async () => {
    expect((await fetchWith()({ ...limits, url: at("/gone") })).status).to.equal(410);
    expect((await fetchWith()({ ...limits, url: at("/unnamed"), redirects: 3 })).body.toString()).to.equal(
      "no location",
    );
  });

  it("names the software, and lets a request name its own", async () => {
    const get = fetchWith();
    const usual = JSON.parse((await get({ ...limits, url: at("/headers") })).body.toString());
    expect(usual).to.include({
      "user-agent": "Antiphon/1 (+https://a.example)",
      "accept-encoding": "gzip, deflate, br",
    });
    const named = await get({ ...limits, url: at("/headers"), headers: { "User-Agent": "doctor" } });
    expect(JSON.parse(named.body.toString())["user-agent"]).to.equal("doctor");
  });

  it("keeps no cookies", async () => {
    const get = fetchWith();
    await get({ ...limits, url: at("/cookie") });
    expect(JSON.parse((await get({ ...limits, url: at("/headers") })).body.toString())).not.to.have.property("cookie");
  });

  it("goes past the proxy of the environment", async () => {
    const before = process.env["http_proxy"];
    process.env["http_proxy"] = `http://127.0.0.1:${other.port}`;
    const seen = other.seen.length;
    const answer = await fetchWith()({ ...limits, url: at("/") });
    if (before === undefined) delete process.env["http_proxy"];
    else process.env["http_proxy"] = before;
    expect([answer.body.toString(), other.seen.length]).to.deep.equal(["ok", seen]);
  });

  it("posts text and bytes", async () => {
    const post = (body: string | Buffer) => fetchWith()({ ...limits, url: at("/echo"), method: "POST", body });
    expect((await post("grüße")).body.toString()).to.equal("grüße");
    expect((await post(Buffer.from([0, 255]))).body).to.deep.equal(Buffer.from([0, 255]));
  });

  it("uses a connection again", async () => {
    const get = fetchWith();
    const before = server.sockets();
    for (let i = 0; i < 5; i += 1) await get({ ...limits, url: at("/") });
    expect(server.sockets() - before).to.equal(1);
  });

  describe("look-up", () => {
    it("opens no socket to a name that resolves to private addresses only", async () => {
      const seen = server.seen.length;
      for (const address of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0"]) {
        const lookup: Lookup = async () => [{ address, family: 4 }];
        const get = fetchWith({ allowPrivate: false, lookup });
        const problem = await caught("forbidden", get({ ...limits, url: "https://rebind.example/" }));
        expect(problem.message).to.equal("rebind.example has no public address.");
      }
      expect(server.seen.length).to.equal(seen);
    });

    it("checks the very addresses that it connects to: a name that changes gains nothing", async () => {
      const answers = ["127.0.0.1", "169.254.169.254"];
      let asked = 0;
      const lookup: Lookup = async () => [{ address: answers[asked++] ?? "", family: 4 }];
      const get = fetchWith({ lookup });
      expect((await get({ ...limits, url: at("/"), headers: { connection: "close" } })).status).to.equal(200);
      expect(asked).to.equal(1);
      await caught("forbidden", get({ ...limits, url: at("/") }));
      expect(asked).to.equal(2);
    });

    it("passes over private addresses among the allowed ones", async () => {
      const lookup: Lookup = async () => [
        { address: "169.254.169.254", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ];
      expect((await fetchWith({ lookup })({ ...limits, url: at("/") })).status).to.equal(200);
    });

    it("says that a host is unknown", async () => {
      const lookup: Lookup = async () => {
        throw Object.assign(new Error("queryA ENOTFOUND"), { code: "ENOTFOUND" });
      };
      const problem = await caught("upstream", fetchWith({ lookup })({ ...limits, url: "http://gone.example/" }));
      expect(problem.message).to.equal("There is no host named gone.example.");
    });

    it("says that a host takes no connections, without its IP address", async () => {
      const closed = await startLoopback(() => undefined);
      await closed.close();
      const url = `http://closed.example:${closed.port}/`;
      const problem = await caught("upstream", fetchWith()({ ...limits, url }));
      expect(problem.message).to.equal("closed.example takes no connections.");
    });

    it("finds this machine by its name where private addresses are allowed", async () => {
      const get = createGuardedFetch({ allowPrivate: true, userAgent: "test" });
      const answer = await get({ ...limits, url: `http://localhost:${server.port}/` });
      expect(answer.body.toString()).to.equal("ok");
    });

    it("refuses an address before it is looked up", async () => {
      let asked = 0;
      const lookup: Lookup = async () => {
        asked += 1;
        return [{ address: "8.8.8.8", family: 4 }];
      };
      const get = fetchWith({ allowPrivate: false, lookup });
      for (const url of ["http://a.example/", "https://localhost/", "https://a.example:22/", "https://127.0.0.1/"]) {
        await caught("forbidden", get({ ...limits, url }));
      }
      expect(asked).to.equal(0);
    });
  });

  describe("redirects", () => {
    it("returns them when none are to be followed", async () => {
      const answer = await fetchWith()({ ...limits, url: at("/chain/1") });
      expect([answer.status, answer.headers.get("location"), answer.url]).to.deep.equal([302, "0", at("/chain/1")]);
    });

    it("follows as many as are allowed, and names where it ended", async () => {
      const answer = await fetchWith()({ ...limits, url: at("/chain/3"), redirects: 3 });
      expect([answer.body.toString(), answer.url]).to.deep.equal(["the end", at("/chain/0")]);
    });

    it("gives up on one more", async () => {
      const problem = await caught("upstream", fetchWith()({ ...limits, url: at("/chain/4"), redirects: 3 }));
      expect(problem.message).to.equal("a.example redirects more than 3 times.");
    });

    it("guards each hop", async () => {
      const get = fetchWith();
      await caught("forbidden", get({ ...limits, url: at("/metadata"), redirects: 3 }));
      await caught("forbidden", get({ ...limits, url: at("/file"), redirects: 3 }));
      await caught("forbidden", get({ ...limits, url: at("/nowhere"), redirects: 3 }));
    });

    it("looks up the host of each hop", async () => {
      const lookup: Lookup = async (host) => [
        { address: host === "b.example" ? "169.254.169.254" : "127.0.0.1", family: 4 },
      ];
      const seen = other.seen.length;
      const problem = await caught("forbidden", fetchWith({ lookup })({ ...limits, url: at("/away"), redirects: 1 }));
      expect([problem.message, other.seen.length]).to.deep.equal(["b.example has no public address.", seen]);
    });

    it("asks for the headers of each hop, and keeps those of the first host to itself", async () => {
      const asked: string[] = [];
      const answer = await fetchWith()({
        ...limits,
        url: at("/away"),
        redirects: 1,
        headers: { Authorization: "secret", Signature: "s", Host: "a.example", Accept: "text/html" },
        headersFor: async (url) => {
          asked.push(url.hostname);
          return { "X-For": url.hostname };
        },
      });
      const sent = JSON.parse(answer.body.toString());
      expect(asked).to.deep.equal(["a.example", "b.example"]);
      expect(sent).to.include({ "x-for": "b.example", accept: "text/html", host: `b.example:${other.port}` });
      expect(sent).not.to.have.any.keys("authorization", "signature");
    });

    it("lets out what the maker of the headers throws", async () => {
      const headersFor = () => {
        throw new Problem("conflict", "No key.");
      };
      await caught("conflict", fetchWith()({ ...limits, url: at("/"), headersFor }));
    });

    it("does not carry a POST elsewhere", async () => {
      const seen = other.seen.length;
      const post: FetchRequest = { ...limits, url: at("/away"), method: "POST", body: "x" };
      expect((await fetchWith()(post)).status).to.equal(307);
      await caught("forbidden", fetchWith()({ ...post, redirects: 3 }));
      expect(other.seen.length).to.equal(seen);
    });
  });

  it("says that a host broke off", async () => {
    const problem = await caught("upstream", fetchWith()({ ...limits, url: at("/hang-up") }));
    expect(problem.message).to.equal("a.example broke off its answer.");
  });

  describe("our own origin", () => {
    function own(answer: Partial<FetchResponse>, location?: string) {
      const asked: FetchRequest[] = [];
      const headers = { get: (name: string) => (name === "location" ? (location ?? null) : null) };
      return {
        asked,
        origin: "https://node.example/",
        answer: async (request: FetchRequest) => {
          asked.push(request);
          return { status: 200, url: request.url, headers, body: Buffer.from("in-process"), ...answer };
        },
      };
    }
    const noLookup: Lookup = () => Promise.reject(new Error("Nothing was to be looked up."));

    it("is answered in-process, in any spelling", async () => {
      const node = own({});
      const get = fetchWith({ allowPrivate: false, own: node, lookup: noLookup });
      const answer = await get({
        ...limits,
        url: "https://NODE.example.:443/ap/x#y",
        headers: { Accept: "text/html" },
        headersFor: () => ({ date: "now" }),
      });
      expect([answer.body.toString(), answer.url]).to.deep.equal(["in-process", "https://node.example/ap/x"]);
      expect(node.asked[0]?.url).to.equal("https://node.example/ap/x");
      expect(node.asked[0]?.headers).to.include({ accept: "text/html", date: "now" });
      expect(node.asked[0]).not.to.have.any.keys("headersFor", "redirects");
    });

    it("is capped and timed like any other", async () => {
      const big = fetchWith({ own: own({ body: Buffer.alloc(1_001) }) });
      await caught("too-large", big({ ...limits, url: "https://node.example/" }));
      const silent = fetchWith({ own: { origin: "https://node.example", answer: () => new Promise(() => undefined) } });
      await caught("upstream", silent({ ...limits, timeoutMs: 20, url: "https://node.example/" }));
    });

    const elsewhere: [what: string, location: string, sentence: RegExp][] = [
      ["from https to http", `http://a.example/`, /from https:\/\/ to http:\/\//],
      ["to the metadata service", "https://169.254.169.254/", /can be asked/],
      ["to credentials", "https://a:b@a.example/", /user name/],
    ];
    for (const [what, location, sentence] of elsewhere) {
      it(`is not left by a redirect ${what}`, async () => {
        const get = fetchWith({ own: own({ status: 302 }, location), lookup: noLookup });
        const problem = await caught("forbidden", get({ ...limits, url: "https://node.example/", redirects: 3 }));
        expect(problem.message).to.match(sentence);
      });
    }

    it("is not confused with another port of our host", async () => {
      const node = own({});
      const get = fetchWith({ allowPrivate: false, own: node, lookup: noLookup });
      await caught("forbidden", get({ ...limits, url: "https://node.example:3000/" }));
      expect(node.asked).to.deep.equal([]);
    });
  });
});
