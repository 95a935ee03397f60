import type { ServerResponse } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import type { FetchRequest } from "../../src/domain/ports.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { caught } from "./caught.ts";
import { type Loopback, startLoopback } from "./loopback.ts";

const text = "An answer that is worth compressing. ".repeat(20);
const bomb = Buffer.alloc(20_000_000);

const readable: [encoding: string, body: Buffer][] = [
  ["identity", Buffer.from(text)],
  ["gzip", gzipSync(text)],
  ["x-gzip", gzipSync(text)],
  ["GZIP", gzipSync(text)],
  ["br", brotliCompressSync(text)],
  ["deflate", deflateSync(text)],
  ["deflate", deflateRawSync(text)],
];

const unreadable: [what: string, encoding: string, body: Buffer, sentence: RegExp][] = [
  ["nested encodings", "gzip, gzip", gzipSync(gzipSync(text)), /not asked for/],
  ["two encodings", "br, gzip", gzipSync(brotliCompressSync(text)), /not asked for/],
  ["an unknown encoding", "zstd", Buffer.from(text), /not asked for/],
  ["the name of an object's own method", "constructor", Buffer.from(text), /not asked for/],
  ["a wrong label", "gzip", Buffer.from(text), /not compressed as it says/],
  ["a wrong label of brotli", "br", Buffer.from(text), /not compressed as it says/],
  ["a truncated archive", "gzip", gzipSync(text).subarray(0, 30), /not compressed as it says/],
];

describe("answers", () => {
  let server: Loopback;
  let answer: (response: ServerResponse) => void;
  before(async () => {
    server = await startLoopback((_request, response) => answer(response));
  });
  after(() => server.close());

  function ask(limits: Partial<FetchRequest> = {}) {
    const get = createGuardedFetch({
      allowPrivate: true,
      userAgent: "test",
      lookup: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    return get({ url: `http://a.example:${server.port}/`, maxBytes: 10_000, timeoutMs: 5_000, ...limits });
  }

  for (const [encoding, body] of readable) {
    it(`reads ${encoding} that starts with ${body.subarray(0, 2).toString("hex")}`, async () => {
      answer = (response) => response.writeHead(200, { "content-encoding": encoding }).end(body);
      expect((await ask()).body.toString()).to.equal(text);
    });

    it(`reads an empty body labelled ${encoding}`, async () => {
      answer = (response) => response.writeHead(202, { "content-encoding": encoding }).end();
      expect((await ask()).body.length).to.equal(0);
    });
  }

  for (const [what, encoding, body, sentence] of unreadable) {
    it(`refuses ${what}`, async () => {
      answer = (response) => response.writeHead(200, { "content-encoding": encoding }).end(body);
      expect((await caught("upstream", ask())).message)
        .to.match(sentence)
        .and.to.match(/a\.example/);
    });
  }

  for (const [encoding, body] of [
    ["gzip", gzipSync(bomb)],
    ["br", brotliCompressSync(bomb)],
    ["deflate", deflateSync(bomb)],
  ] as const) {
    it(`notices a bomb in ${encoding} while it is small`, async () => {
      answer = (response) => response.writeHead(200, { "content-encoding": encoding }).end(body);
      const problem = await caught("too-large", ask({ maxBytes: 100_000 }));
      expect(problem.message).to.equal("The answer of a.example is larger than the 100000 bytes that are read.");
    });
  }

  it("takes a body of exactly the limit, and none of one byte more", async () => {
    answer = (response) => response.end(Buffer.alloc(100));
    expect((await ask({ maxBytes: 100 })).body.length).to.equal(100);
    await caught("too-large", ask({ maxBytes: 99 }));
    answer = (response) => response.writeHead(200, { "transfer-encoding": "chunked" }).end(Buffer.alloc(100));
    expect((await ask({ maxBytes: 100 })).body.length).to.equal(100);
    await caught("too-large", ask({ maxBytes: 99 }));
  });

  it("hangs up on an endless body at the limit", async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(10_000)));
        };
        response.on("drain", more).on("close", resolve);
        more();
      };
    });
    await caught("too-large", ask());
    await closed;
  });

  it("CVE-2023-36461: hangs up on a slow body at the deadline", async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (response) => {
        const drip = setInterval(() => response.write("."), 5);
        response.on("close", () => {
          clearInterval(drip);
          resolve();
        });
      };
    });
    const problem = await caught("upstream", ask({ timeoutMs: 100 }));
    expect(problem.message).to.equal("a.example did not answer within 0.1 s.");
    await closed;
  });

  it("hangs up on a slow compressed body at the deadline", async () => {
    answer = (response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).write(gzipSync(text).subarray(0, 20));
    };
    await caught("upstream", ask({ timeoutMs: 100 }));
  });

  it("hangs up on silence at the deadline", async () => {
    answer = () => undefined;
    await caught("upstream", ask({ timeoutMs: 50 }));
  });

  it("waits no longer than it may for who goes on in another protocol, and not at all after a POST", async () => {
    answer = (response) =>
      void response.socket?.write("HTTP/1.1 101 On\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n");
    await caught("upstream", ask({ timeoutMs: 50 }));
    await caught("upstream", ask({ timeoutMs: 60_000, method: "POST" }));
  });

  it("notices a body that breaks off", async () => {
    answer = (response) => {
      response.writeHead(200, { "content-length": "100" }).write("half", () => response.destroy());
    };
    expect((await caught("upstream", ask())).message).to.equal("a.example broke off its answer.");
    answer = (response) => {
      response.write("half", () => response.destroy());
    };
    expect((await caught("upstream", ask())).message).to.equal("a.example broke off its answer.");
  });

  it("takes 204 and 304 for empty, whatever their headers say", async () => {
    answer = (response) =>
      response.writeHead(304, { "content-length": "999999", "content-encoding": "gzip, br" }).end();
    expect((await ask()).status).to.equal(304);
    answer = (response) => response.writeHead(204, { "content-encoding": "zstd" }).end();
    expect((await ask()).body.length).to.equal(0);
  });

  it("gives up on a look-up, and on headers, that take too long", async () => {
    const never = () => new Promise<never>(() => undefined);
    const request = { url: "http://a.example/", maxBytes: 1, timeoutMs: 20 };
    await caught("upstream", createGuardedFetch({ allowPrivate: true, userAgent: "test", lookup: never })(request));
    await caught(
      "upstream",
      createGuardedFetch({ allowPrivate: true, userAgent: "test" })({ ...request, headersFor: never }),
    );
  });

  it("asks nobody once the time is over, however late the headers come", async () => {
    let hand: (headers: Record<string, string>) => void = () => undefined;
    const headersFor = () =>
      new Promise<Record<string, string>>((resolve) => {
        hand = resolve;
      });
    const seen = server.seen.length;
    for (const method of ["GET", "POST"] as const) {
      const problem = await caught("upstream", ask({ timeoutMs: 20, method, headersFor }));
      expect(problem.message).to.match(/^a\.example could not be asked within 0\.02 s/);
      hand({});
    }
    const asked: string[] = [];
    const answerInside = async ({ url }: FetchRequest) => {
      asked.push(url);
      return { status: 200, url, headers: new Headers(), body: Buffer.alloc(0) };
    };
    const own = { origin: "http://a.example", answer: answerInside };
    const inside = createGuardedFetch({ allowPrivate: true, userAgent: "test", own });
    await caught("upstream", inside({ url: "http://a.example/", maxBytes: 1, timeoutMs: 20, headersFor }));
    hand({});
    answer = (response) => response.end("next");
    expect((await ask()).body.toString()).to.equal("next");
    expect(server.seen.length).to.equal(seen + 1);
    expect(asked).to.deep.equal([]);
  });

  it("hangs up on who is silent after a POST at the deadline", async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (response) => void response.on("close", resolve);
    });
    const problem = await caught("upstream", ask({ timeoutMs: 50, method: "POST" }));
    expect(problem.message).to.equal("a.example did not answer within 0.05 s.");
    await closed;
  });
});
