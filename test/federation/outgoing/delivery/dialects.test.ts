import { expect } from "chai";
import { createKeyring } from "../../../../federation/signature/keyring.ts";
import { holds, readClaim } from "../../../../federation/signature/verify.ts";
import { createSignedFetch } from "../../../../federation/signed-fetch.ts";
import { Problem } from "../../../../src/domain/problem.ts";
import { origin, type Seen, start, type TestNode } from "../node.ts";
import { aNodeWithAPost, day, passTime, queue } from "./setting.ts";

const inbox = "https://one.example/inbox";

const dialectOf = (seen: Seen | undefined) => (seen?.headers["signature-input"] ? "rfc9421" : "cavage");

describe("the two dialects of signatures", () => {
  let node: TestNode;
  let count = 0;

  beforeEach(async () => {
    node = await aNodeWithAPost();
  });
  afterEach(() => node.close());

  /** Sends one more activity to the inbox; the dialects it was tried in. */
  async function send(to = inbox): Promise<string[]> {
    const id = `accept.0a.${++count}`;
    await node.repos.bodies.put(id, "blog", `{"n":${count}}`, start);
    await queue(node, [to], id);
    node.seen.length = 0;
    await node.worker.drain();
    return node.seen.map(dialectOf);
  }

  const takes = (dialect: string, refusal = 401) =>
    node.answer((seen) => ({ status: dialectOf(seen) === dialect ? 202 : refusal }));

  for (const refusal of [400, 401, 403]) {
    it(`knocks again in RFC 9421 after a ${refusal}, and starts with it from then on`, async () => {
      takes("rfc9421", refusal);
      expect(await send()).to.deep.equal(["cavage", "rfc9421"]);
      expect(await send()).to.deep.equal(["rfc9421"]);
      expect(await send("https://two.example/inbox"), "another host").to.deep.equal(["cavage", "rfc9421"]);
      expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    });
  }

  it("tries the usual way first again after a week, and after a host changed its mind", async () => {
    takes("rfc9421");
    await send();
    node.clock.advance(7 * day);
    expect(await send()).to.deep.equal(["cavage", "rfc9421"]);
    takes("cavage");
    expect(await send()).to.deep.equal(["rfc9421", "cavage"]);
    expect(await send()).to.deep.equal(["cavage"]);
  });

  it("knocks twice at most, and keeps to the first answer where the second is no better", async () => {
    node.answer((seen) => ({ status: dialectOf(seen) === "cavage" ? 403 : 500 }));
    expect(await send()).to.deep.equal(["cavage", "rfc9421"]);
    expect(await node.repos.jobs.newestFailed()).to.include({
      failed: "one.example refuses it (403): it may block this node, or cannot read its key.",
    });
    node.answer((seen) => (dialectOf(seen) === "cavage" ? { status: 403 } : new Problem("upstream", "Silence.")));
    expect(await send()).to.deep.equal(["cavage", "rfc9421"]);
    expect((await node.repos.hosts.get("one.example"))?.dialect).to.equal(null);
  });

  it("tries later again what only the second dialect is asked to wait with", async () => {
    let busy = true;
    node.answer((seen) => ({ status: dialectOf(seen) === "cavage" ? 401 : busy ? 503 : 202 }));
    await send();
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
    busy = false;
    await passTime(node, day);
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  for (const status of [404, 413, 500]) {
    it(`does not knock again after a ${status}`, async () => {
      node.answer(() => ({ status }));
      expect(await send()).to.deep.equal(["cavage"]);
    });
  }

  it("signs in RFC 9421 what a strict verifier asks for, and no other body", async () => {
    takes("rfc9421");
    await send("https://one.example:8443/inbox?x=1");
    const { headers, body } = node.seen[1] as Seen;
    expect(headers["signature-input"]).to.match(
      /^sig=\("@method" "@target-uri" "@authority" "content-type" "content-digest"\);created=\d+;keyid="[^"]+";alg="rsa-v1_5-sha256"$/,
    );
    const request = { method: "POST", target: "/inbox?x=1", headers, rawHeaders: [], body: Buffer.from(body) };
    const standpoint = { origin: "https://one.example:8443", now: node.clock.now() };
    const claim = readClaim(request, standpoint);
    expect(claim.keyId).to.equal(`${origin}/ap/actors/blog#main-key`);
    const { publicPem } = await node.outgoing.keys.of("blog");
    expect(await holds(claim, createKeyring().read(publicPem))).to.equal(true);
    expect(() => readClaim({ ...request, body: Buffer.from(`${body} `) }, standpoint)).to.throw("Content-Digest");
  });

  describe("of what is fetched", () => {
    const get = async (url = "https://one.example/notes/1") => {
      node.seen.length = 0;
      const answer = await node.outgoing.signedFetch({ url, maxBytes: 1000, timeoutMs: 3000 });
      return { status: answer.status, dialects: node.seen.map(dialectOf) };
    };

    it("knocks again, remembers it for deliveries as well, and asks nobody twice without need", async () => {
      takes("rfc9421");
      expect(await get()).to.deep.equal({ status: 202, dialects: ["cavage", "rfc9421"] });
      expect(await get()).to.deep.equal({ status: 202, dialects: ["rfc9421"] });
      expect(await send()).to.deep.equal(["rfc9421"]);
      node.answer(() => ({ status: 404 }));
      expect(await get("https://two.example/x")).to.deep.equal({ status: 404, dialects: ["cavage"] });
    });

    it("hands on the first answer when both are refused, and remembers nothing", async () => {
      node.answer((seen) => ({ status: dialectOf(seen) === "cavage" ? 401 : 400 }));
      expect(await get()).to.deep.equal({ status: 401, dialects: ["cavage", "rfc9421"] });
      expect(await node.repos.hosts.get("one.example")).to.equal(null);
    });

    it("takes no longer than it may, both tries together", async () => {
      const limits: number[] = [];
      const fetch = async (request: { timeoutMs: number; url: string }) => {
        limits.push(request.timeoutMs);
        node.clock.advance(2000);
        return { status: 401, url: request.url, headers: { get: () => null }, body: Buffer.alloc(0) };
      };
      const signedFetch = createSignedFetch({ ...node.repos, clock: node.clock, keys: node.outgoing.keys, fetch });
      await signedFetch({ url: "https://one.example/x", maxBytes: 1, timeoutMs: 3000 });
      expect(limits).to.deep.equal([3000, 1000]);
    });
  });
});
