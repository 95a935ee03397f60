import { connect } from "node:net";
import { expect } from "chai";
import { isPublicSuffix } from "../../src/net/public-suffix.ts";
import { strictTransport } from "../../src/web/middleware/security.ts";
import { createTestClock } from "../helpers/clock.ts";
import { startNode, type TestNode } from "../helpers/composed-node.ts";
import { freePort } from "../helpers/free-port.ts";
import { routesIn, type Stack } from "../helpers/routes.ts";
import { postUrl, startWebNode } from "../helpers/web.ts";

/** What goes with every answer, good or bad, whoever gives it. */
describe("headers", () => {
  let node: TestNode;
  let url: string;
  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    node = await startNode(createTestClock(), {
      ANTIPHON_URL: "https://comments.blog.example",
      ANTIPHON_SITE: "https://blog.example/",
      ANTIPHON_HOST: "127.0.0.1",
      PORT: String(port),
    });
  });
  after(() => node.close());

  it("keep each answer from being framed, sniffed or run, from every route", async () => {
    const routes = new Set(routesIn(node.app.router as unknown as Stack).filter((route) => !route.startsWith("POST")));
    expect(routes.size).to.be.greaterThan(80);
    for (const route of routes) {
      const [verb = "", pattern = ""] = route.split(" ");
      const path = pattern.replace(/\{[^}]*\}/g, "x").replace(/:\w+/g, "1");
      const method = verb === "ANY" ? "GET" : verb;
      const answer = await fetch(`${url}${path}`, { method, redirect: "manual" });
      await answer.body?.cancel();
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy, route).to.contain("frame-ancestors 'none'").and.contain("default-src 'none'");
      expect(answer.headers.get("x-content-type-options"), route).to.equal("nosniff");
      expect(answer.headers.get("referrer-policy"), route).to.match(/^(same-origin|no-referrer)$/);
      expect(answer.headers.get("strict-transport-security"), route).to.equal("max-age=31536000; includeSubDomains");
      expect(answer.headers.get("content-type") ?? "text/html; charset=utf-8", route).to.match(
        /; ?charset=utf-8$|^application\/(problem\+)?json$|^image\//,
      );
    }
  });

  it("keep the pages of the owner and of the sign-in to their window, their origin and out of every cache", async () => {
    for (const path of ["/login", "/admin/", "/admin/you"]) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get("cross-origin-opener-policy"), path).to.equal("same-origin");
      expect(headers.get("cross-origin-resource-policy"), path).to.equal("same-origin");
      expect(headers.get("cache-control"), path).to.contain("no-store");
      expect(headers.get("access-control-allow-origin"), path).to.equal(null);
    }
  });

  it("go with fragments that are kept in memory as well", async () => {
    const web = await startWebNode({ settings: { url: "https://comments.blog.example" } });
    for (let i = 0; i < 2; i++) {
      const { headers } = await web.get(`/fragment?url=${encodeURIComponent(postUrl)}`);
      expect(headers.get("strict-transport-security")).to.equal("max-age=31536000; includeSubDomains");
      expect(headers.get("x-content-type-options")).to.equal("nosniff");
      expect(headers.get("content-security-policy")).to.contain("frame-ancestors 'none'");
    }
    await web.close();
  });

  it("speak for hosts below the node, but not for those of a bare domain, and of https alone", () => {
    const below = "max-age=31536000; includeSubDomains";
    expect(strictTransport("https://comments.blog.example/", isPublicSuffix)).to.equal(below);
    expect(strictTransport("https://comments.example.co.uk/", isPublicSuffix)).to.equal(below);
    for (const bare of ["https://example.org/", "https://example.co.uk/"])
      expect(strictTransport(bare, isPublicSuffix), bare).to.equal("max-age=31536000");
    expect(strictTransport("http://localhost:8080/", isPublicSuffix)).to.equal(null);
  });

  it("answer neither TRACE nor the addresses of folders and of what is no page", async () => {
    for (const path of ["/.git/config", "/.env", "/admin/../.env", "/views/", "/metrics", "/debug", "/package.json"])
      expect((await fetch(`${url}${path}`)).status, path).to.be.oneOf([401, 404]);
    const traced = await trace(url);
    expect(traced)
      .to.match(/^HTTP\/1\.1 (404|405) /)
      .and.not.contain("a word to echo");
  });
});

/** What is answered to TRACE, which `fetch` does not send. */
async function trace(url: string): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () =>
      socket.write("TRACE / HTTP/1.1\r\nHost: x\r\nX-Echo: a word to echo\r\nConnection: close\r\n\r\n"),
    );
    socket.on("data", (data: Buffer) => (answer += data.toString("latin1")));
    socket.on("end", () => resolve(answer)).on("error", reject);
  });
}
