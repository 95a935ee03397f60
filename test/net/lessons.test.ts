import { expect } from "chai";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { caught } from "./caught.ts";
import { startLoopback } from "./loopback.ts";

const limits = { maxBytes: 1_000, timeoutMs: 5_000 };

describe("lessons of others: fetching", () => {
  it("CVE-2026-77632: nothing is signed for an address that must not be asked, nor for a hop to one", async () => {
    const signed: string[] = [];
    const headersFor = (url: URL) => {
      signed.push(url.href);
      return {};
    };
    const strict = createGuardedFetch({ allowPrivate: false, userAgent: "test" });
    for (const url of [
      "https://127.0.0.1/",
      "https://[::ffff:7f00:1]/",
      "https://metadata.internal/",
      "http://a.example/",
    ]) {
      await caught("forbidden", strict({ ...limits, url, headersFor }));
    }
    expect(signed).to.deep.equal([]);
    const server = await startLoopback((_request, response) =>
      response.writeHead(302, { location: "http://169.254.169.254/latest" }).end(),
    );
    const lenient = createGuardedFetch({ allowPrivate: true, userAgent: "test" });
    const url = `http://127.0.0.1:${server.port}/`;
    await caught("forbidden", lenient({ ...limits, url, redirects: 3, headersFor }));
    expect(signed).to.deep.equal([url]);
    await server.close();
  });

  it("CVE-2022-0508, CVE-2025-25194, CVE-2026-33693: an importer's or a proxy's address is guarded like any other", async () => {
    const strict = createGuardedFetch({ allowPrivate: false, userAgent: "test" });
    for (const host of [
      "0.0.0.0",
      "0",
      "0x7f000001",
      "017700000001",
      "127.1",
      "[::]",
      "[::127.0.0.1]",
      "[64:ff9b::7f00:1]",
    ]) {
      const problem = await caught("forbidden", strict({ ...limits, url: `https://${host}/` }));
      expect(problem.message.length).to.be.above(10);
    }
  });
});
