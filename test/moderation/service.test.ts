import { createHmac } from "node:crypto";
import type { RequestListener } from "node:http";
import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../src/domain/author.ts";
import type { Draft, Log } from "../../src/domain/ports.ts";
import { inEnglish } from "../../src/domain/sentence.ts";
import { createService } from "../../src/moderation/checks/service.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { createSignedCall } from "../../src/net/signed-call.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { testIds } from "../helpers/ids.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { type Loopback, startLoopback } from "../net/loopback.ts";

describe("the owner's own check", () => {
  const encoded = Buffer.from("thirty-two bytes of the owner’s").toString("base64");
  const anna: Visitor = {
    kind: "visitor",
    name: "Anna",
    website: null,
    email: "anna@mail.example",
    hash: "secret-hash",
  };
  const id = "https://far.example/users/bob";
  const since = new Date("2026-10-30T00:00:00Z");
  const bob: RemoteActor = { kind: "remote", id, handle: "bob@far.example", name: "Bob", url: id, avatar: null, since };

  let clock: TestClock;
  let answer: RequestListener;
  let server: Loopback;
  let asked: { headers: Record<string, unknown>; body: string }[];
  let warned: string[];

  beforeEach(async () => {
    clock = createTestClock();
    asked = [];
    warned = [];
    server = await startLoopback((request, response) => {
      let body = "";
      request.on("data", (part) => {
        body += String(part);
      });
      request.on("end", () => {
        asked.push({ headers: request.headers, body });
        answer(request, response);
      });
    });
  });
  afterEach(() => server.close());

  const nothing = () => undefined;
  const says =
    (text: string, status = 200): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, { "content-type": "application/json" }).end(text);
  const draft = (given: Partial<Draft> = {}): Draft => ({
    site: aSite(),
    thread: aThread(),
    origin: "web",
    author: anna,
    text: "Hello",
    links: 0,
    ...given,
  });
  function check(failing: "ignore" | "hold" = "ignore", timeoutMs = 2_000) {
    const log: Log = { debug: nothing, info: nothing, error: nothing, warn: (_, said) => void warned.push(said) };
    const fetch = createGuardedFetch({ allowPrivate: true, userAgent: "Antiphon/test" });
    const call = {
      url: `http://127.0.0.1:${server.port}/check`,
      secret: `whsec_${encoded}`,
      timeoutMs,
      maxBytes: 1_000,
    };
    const ask = createSignedCall({ fetch, clock, ids: testIds }, call);
    return createService({ ask, failing, log }, { clock });
  }

  it("is asked what somebody who judges must know, signed, and nothing that was not to be shown", async () => {
    answer = says('{"verdict":"publish"}');
    await check()(draft({ known: true }));
    await check()(draft({ origin: "fediverse", author: bob, edited: true, links: 2 }));
    for (const { headers, body } of asked) {
      const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
      const key = Buffer.from(encoded, "base64");
      expect(headers["webhook-signature"]).to.equal(`v1,${createHmac("sha256", key).update(text).digest("base64")}`);
      expect(headers["webhook-timestamp"]).to.equal(String(clock.now().getTime() / 1000));
    }
    expect(asked.map(({ body }) => JSON.parse(body))).to.deep.equal([
      {
        type: "comment.check",
        timestamp: "2026-11-01T12:00:00.000Z",
        data: {
          site: "https://blog.example/",
          page: { url: "https://blog.example/post", title: "A post" },
          origin: "web",
          edited: false,
          known: true,
          author: { kind: "visitor", name: "Anna", website: null },
          text: "Hello",
          links: 0,
        },
      },
      {
        type: "comment.check",
        timestamp: "2026-11-01T12:00:00.000Z",
        data: {
          site: "https://blog.example/",
          page: { url: "https://blog.example/post", title: "A post" },
          origin: "fediverse",
          edited: true,
          known: false,
          author: { kind: "account", id, handle: "bob@far.example", name: "Bob", url: id, since: since.toISOString() },
          text: "Hello",
          links: 2,
        },
      },
    ]);
    expect(JSON.stringify(asked)).to.not.match(/anna@|secret-hash/);
  });

  it("is heeded, with its reason on one line and of no great length", async () => {
    answer = says('{"verdict":"publish"}');
    expect(await check()(draft())).to.deep.equal({ kind: "publish" });
    answer = says(JSON.stringify({ verdict: "hold", reason: `In\n a language ${"x".repeat(600)}` }));
    const held = await check()(draft());
    expect(held.kind === "hold" && held.reasons[0])
      .to.match(/^In a language x+$/)
      .and.have.lengthOf(300);
    answer = says('{"verdict":"refuse","reason":"No adverts, please."}');
    expect(await check()(draft())).to.deep.equal({ kind: "refuse", reasons: ["No adverts, please."] });
    answer = says('{"verdict":"refuse","reason":7}');
    const refused = await check()(draft());
    expect(refused.kind === "refuse" && refused.reasons.map(inEnglish)).to.deep.equal([
      "This comment was not accepted on this blog.",
    ]);
  });

  const failures: [string, RequestListener][] = [
    ["another status", says('{"verdict":"refuse"}', 500)],
    ["a redirect", (_request, response) => void response.writeHead(302, { location: "/elsewhere" }).end()],
    ["no JSON", says("<p>publish</p>")],
    ["no verdict", says('{"verdict":"maybe"}')],
    ["nothing at all", says("null")],
    ["too much", says(JSON.stringify({ verdict: "refuse", reason: "x".repeat(2_000) }))],
    ["a cut line", (request) => void request.socket.destroy()],
  ];
  for (const [name, how] of failures) {
    it(`that answers with ${name} is passed over, or holds, as the owner wants, and the log says so`, async () => {
      answer = how;
      expect(await check()(draft())).to.deep.equal({ kind: "publish" });
      expect(await check("hold")(draft())).to.deep.equal({ kind: "hold", reasons: ["Your own check did not answer."] });
      expect(warned).to.deep.equal([
        "The owner’s own check did not answer; comments go by the other checks.",
        "The owner’s own check did not answer; comments wait for the owner.",
      ]);
      expect(server.seen.every((line) => line === "POST /check")).to.equal(true);
    });
  }

  it("that does not answer in time is waited for no longer", async () => {
    answer = nothing;
    const start = performance.now();
    expect((await check("ignore", 50)(draft())).kind).to.equal("publish");
    expect(performance.now() - start).to.be.below(1_500);
  });

  it("that failed three times in a row is left alone for half a minute", async () => {
    answer = says("", 503);
    const look = check("hold");
    for (let i = 0; i < 5; i++) expect((await look(draft())).kind).to.equal("hold");
    expect(asked).to.have.lengthOf(3);
    answer = says('{"verdict":"publish"}');
    clock.advance(30_000);
    expect((await look(draft())).kind).to.equal("publish");
    answer = says("", 503);
    await look(draft());
    await look(draft());
    expect(asked).to.have.lengthOf(6);
  });
});
