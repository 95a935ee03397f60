import { expect } from "chai";
import { createFirstDelivery, type FirstDelivery } from "../../src/compose/first-delivery.ts";
import { readConfig } from "../../src/config.ts";
import type { Log } from "../../src/domain/ports.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { aSite } from "../helpers/thread.ts";

const url = "https://comments.example.com";
const actor = `${url}/ap/actors/blog`;

describe("the first delivery", () => {
  let store: Store;
  let clock: TestClock;
  let said: string[];
  /** What the public address answers, by path; nothing answers at all when it is null. */
  let outside: Record<string, Response> | null;
  beforeEach(async () => {
    clock = createTestClock();
    store = await openStore("sqlite::memory:", { clock });
    await store.repos.sites.add(aSite());
    said = [];
    outside = healthy();
  });
  afterEach(() => store.close());

  function healthy(given: Record<string, Response> = {}): Record<string, Response> {
    const json = (body: object, type = "application/json") =>
      new Response(JSON.stringify(body), { headers: { "content-type": type, date: clock.now().toUTCString() } });
    const links = [{ rel: "self", href: actor }];
    return {
      "/.well-known/webfinger": json({ subject: "acct:blog@comments.example.com", links }),
      "/.well-known/nodeinfo": json({ links: [] }),
      "/ap/actors/blog": json({ id: actor }, "application/activity+json"),
      ...given,
    };
  }

  function gate(env: Record<string, string> = {}, demo = false): Promise<FirstDelivery> {
    const hear = (_facts: object, sentence: string) => void said.push(sentence);
    const log: Log = { debug: hear, info: hear, warn: hear, error: hear };
    const ask: typeof fetch = (address, init) => {
      const { pathname } = new URL(String(address));
      const browser = new Headers(init?.headers).get("accept")?.startsWith("text/html");
      if (browser) return Promise.resolve(new Response(null, { status: 303 }));
      const answer = outside?.[pathname];
      return answer ? Promise.resolve(answer.clone()) : Promise.reject(new TypeError("fetch failed"));
    };
    const config = readConfig({ ANTIPHON_URL: url, ANTIPHON_SITE: "https://blog.example/", ...env });
    return createFirstDelivery({ ...store.repos, clock, log }, config, ask, demo);
  }

  it("waits until the address was found to be right", async () => {
    const first = await gate();
    expect(first.mayDeliver()).to.equal(false);
    await first.check();
    expect(first.mayDeliver()).to.equal(true);
  });

  for (const [what, wrong, sentence] of [
    ["somebody else answers", { "/.well-known/webfinger": new Response('{"subject":"acct:x@y"}') }, /not as this node/],
    ["the path does not reach the node", { "/.well-known/nodeinfo": new Response("", { status: 404 }) }, /answers 404/],
    [
      "the type is changed",
      { "/ap/actors/blog": new Response(JSON.stringify({ id: actor })) },
      /must not change the type/,
    ],
  ] as const) {
    it(`waits on while ${what}, says so, and goes on once that is mended`, async () => {
      outside = healthy(wrong);
      const first = await gate();
      await first.check();
      expect(first.mayDeliver()).to.equal(false);
      expect(said.join())
        .to.match(/^Nothing is sent to other servers before this is right/)
        .and.to.match(sentence);
      outside = healthy();
      await first.check();
      expect(first.mayDeliver()).to.equal(true);
    });
  }

  it("waits while the clock is far off", async () => {
    const first = await gate();
    clock.advance(301_000);
    await first.check();
    expect(first.mayDeliver()).to.equal(false);
    expect(said.join()).to.contain("The clock is 301 s off");
  });

  it("does not wait for a network that cannot turn round, and says that it could not look", async () => {
    outside = null;
    const first = await gate();
    await first.check();
    expect(first.mayDeliver()).to.equal(true);
    expect(said.join()).to.contain("cannot be reached from here");
  });

  it("never comes from localhost, nor from the demo", async () => {
    for (const first of [await gate({ ANTIPHON_URL: "http://localhost:8080" }), await gate({}, true)]) {
      await first.check();
      expect(first.mayDeliver()).to.equal(false);
    }
  });

  it("pins the address: a node that calls itself otherwise later does not start, and says why", async () => {
    await store.repos.settings.ensure("pinned origin", url);
    expect((await gate()).mayDeliver()).to.equal(true);
    const refused = await gate({ ANTIPHON_URL: "https://elsewhere.example" }).catch((error: unknown) => error);
    expect(refused).to.have.property("kind", "conflict");
    expect(refused).to.have.property("message").that.contains(`set ANTIPHON_URL to it`);
  });
});
