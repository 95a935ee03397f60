import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import {
  makeKey,
  type SignOptions,
  signCavage,
  signRfc9421,
  type TestKey,
  type WireRequest,
} from "../../helpers/remote.ts";

const remoteId = "https://mastodon.example/users/ada/statuses/110001";
const minute = 60_000;

describe("signatures at the inbox", () => {
  let node: InboxNode;
  let key: TestKey;
  let body: Buffer;

  beforeEach(async () => {
    node = await startInboxNode();
    key = node.introduce(actorOf("mastodon"));
    body = Buffer.from(JSON.stringify(fixture("mastodon/create-reply")));
  });
  afterEach(() => node.close());

  const at = (ms = 0) => new Date(node.clock.now().getTime() + ms);
  const options = (bent: Partial<SignOptions> = {}): SignOptions => ({ key, body, date: at(), ...bent });

  async function sends(wire: WireRequest, status: number, sentence?: RegExp): Promise<void> {
    const answer = await node.send(wire);
    expect(answer.status, answer.body).to.equal(status);
    if (sentence) {
      expect(answer.headers["content-type"]).to.equal("application/problem+json");
      const problem = JSON.parse(answer.body) as { status: number; detail: string };
      expect(problem.status).to.equal(status);
      expect(problem.detail).to.match(sentence);
    }
    expect((await node.comment(remoteId)) !== null).to.equal(status === 202);
  }

  const cavageGood: Record<string, () => WireRequest> = {
    "rsa-sha256": () => signCavage(options()),
    "hs2019 with an RSA key": () => signCavage(options({ algorithm: "hs2019" })),
    "no algorithm named": () => signCavage(options({ algorithm: null })),
    "another order of headers": () => signCavage(options({ covers: ["digest", "date", "host", "(request-target)"] })),
    "(created) instead of a date": () =>
      signCavage(
        options({ algorithm: "hs2019", covers: ["(request-target)", "host", "(created)", "digest"], created: at() }),
      ),
    "a query that was signed": () => signCavage(options({ target: "/inbox?a=1" })),
    "a query that was left out of the signature": () =>
      signCavage(options({ target: "/inbox?a=1", signedTarget: "/inbox" })),
    "a digest in lower case beside another one": () => {
      const digest = signCavage(options()).headers.find(([name]) => name === "Digest")?.[1] ?? "";
      return signCavage(options({ digest: `sha-512=AAAA,${digest.replace("SHA", "sha")}` }));
    },
    "59 minutes old": () => signCavage(options({ date: at(-59 * minute) })),
    "59 minutes ahead": () => signCavage(options({ date: at(59 * minute) })),
    "eleven hours old with an expiry that was signed": () =>
      signCavage(
        options({
          date: at(-660 * minute),
          covers: ["(request-target)", "host", "date", "digest", "(expires)"],
          expires: at(minute),
        }),
      ),
    "the inbox of the actor": () => signCavage(options({ target: "/ap/actors/blog/inbox" })),
    "application/json": () => signCavage(options({ contentType: "application/json" })),
    "ld+json with a profile": () =>
      signCavage(options({ contentType: 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"' })),
  };
  for (const [name, wire] of Object.entries(cavageGood)) {
    it(`accepts draft-cavage: ${name}`, () => sends(wire(), 202));
  }

  const rfcGood: Record<string, () => WireRequest> = {
    "the components that Mastodon asks for": () => signRfc9421(options()),
    "@authority and @path instead of @target-uri": () =>
      signRfc9421(options({ covers: ["@method", "@authority", "@path", "content-digest"] })),
    "no alg": () => signRfc9421(options({ algorithm: null })),
    "host and date besides": () =>
      signRfc9421(options({ covers: ["@method", "@target-uri", "@authority", "host", "date", "content-digest"] })),
    "a second signature by somebody on the way": () => {
      const wire = signRfc9421(options());
      return {
        ...wire,
        headers: wire.headers.map(([name, value]): [string, string] => {
          if (name === "Signature-Input") return [name, `proxy=("date");created=1;keyid="proxy", ${value}`];
          return name === "Signature" ? [name, `proxy=:AAAA:, ${value}`] : [name, value];
        }),
      };
    },
  };
  for (const [name, wire] of Object.entries(rfcGood)) {
    it(`accepts RFC 9421: ${name}`, () => sends(wire(), 202));
  }

  it("accepts an Ed25519 key in both dialects", async () => {
    const ed = node.introduce(actorOf("mastodon"), makeKey(key.id, "ed25519"));
    await sends(signCavage(options({ key: ed, algorithm: "hs2019" })), 202);
    await sends(signRfc9421(options({ key: ed, algorithm: "ed25519" })), 202);
  });

  const full = ["(request-target)", "host", "date", "digest"];
  const without = (name: string) => full.filter((header) => header !== name);
  const cavageBad: Record<string, [() => WireRequest, RegExp]> = {
    "no signature": [() => strip(signCavage(options()), "Signature"), /not signed/],
    "a digest of another body": [
      () => ({ ...signCavage(options()), body: Buffer.from(body.toString().replace("fine", "bad!")) }),
      /Digest/,
    ],
    "no digest": [() => signCavage(options({ digest: null })), /Digest/],
    "a digest of another kind": [() => signCavage(options({ digest: "SHA-512=AAAA" })), /SHA-256/],
    "a digest that was not signed": [() => signCavage(options({ covers: without("digest") })), /cover digest/],
    "a date that was not signed": [() => signCavage(options({ covers: without("date") })), /cover date/],
    "a host that was not signed": [() => signCavage(options({ covers: without("host") })), /cover host/],
    "a target that was not signed": [
      () => signCavage(options({ covers: without("(request-target)") })),
      /cover \(request-target\)/,
    ],
    "66 minutes old": [() => signCavage(options({ date: at(-66 * minute) })), /too old/],
    "61 minutes ahead": [() => signCavage(options({ date: at(61 * minute) })), /future/],
    "an expiry that has passed": [
      () => signCavage(options({ covers: [...full, "(expires)"], expires: at(-minute) })),
      /expired/,
    ],
    "an expiry that was not signed": [
      () => signCavage(options({ date: at(-120 * minute), expires: at(minute) })),
      /too old/,
    ],
    "thirteen hours old, whatever the expiry": [
      () => signCavage(options({ date: at(-780 * minute), covers: [...full, "(expires)"], expires: at(minute) })),
      /too old/,
    ],
    "a date that is none": [() => replace(signCavage(options()), "Date", "yesterday"), /date/],
    "another host": [() => signCavage(options({ host: "other.example" })), /does not fit/],
    "another path": [() => ({ ...signCavage(options()), target: "/ap/actors/blog/inbox" }), /does not fit/],
    "a parameter that comes twice": [
      () => amend(signCavage(options()), "Signature", (value) => `${value},keyId="https://evil.example/key"`),
      /twice/,
    ],
    "a header named twice": [() => signCavage(options({ covers: [...full, "date"] })), /twice/],
    "two Digest headers": [
      () => {
        const wire = signCavage(options());
        return { ...wire, headers: [...wire.headers, ["Digest", "SHA-256=AAAA"]] };
      },
      /sent twice/,
    ],
    "an unknown algorithm": [() => signCavage(options({ algorithm: "rsa-sha1" })), /algorithm/],
    "HMAC with the public key": [() => signCavage(options({ algorithm: "hmac-sha256" })), /algorithm/],
    "an algorithm of another kind of key": [() => signCavage(options({ algorithm: "ed25519" })), /does not fit/],
    gibberish: [() => replace(signCavage(options()), "Signature", "hello, world"), /cannot be read/],
    "a key id that is no address": [
      () => signCavage(options({ key: { ...key, id: "acct:ada@mastodon.example" } })),
      /address/,
    ],
    "a key id of ours": [
      () => signCavage(options({ key: { ...key, id: "https://node.example/ap/actors/blog#main-key" } })),
      /ours/,
    ],
    "somebody else's key": [() => signCavage(options({ key: makeKey(key.id) })), /does not fit/],
  };
  for (const [name, [wire, sentence]] of Object.entries(cavageBad)) {
    it(`refuses draft-cavage: ${name}`, () => sends(wire(), 401, sentence));
  }

  const covers = ["@method", "@target-uri", "content-digest"];
  const rfcBad: Record<string, [() => WireRequest, RegExp]> = {
    "no @target-uri": [() => signRfc9421(options({ covers: ["@method", "content-digest"] })), /cover @target-uri/],
    "@authority without @path": [
      () => signRfc9421(options({ covers: ["@method", "@authority", "content-digest"] })),
      /@target-uri/,
    ],
    "no @method": [() => signRfc9421(options({ covers: ["@target-uri", "content-digest"] })), /cover @method/],
    "no content-digest": [() => signRfc9421(options({ covers: ["@method", "@target-uri"] })), /cover content-digest/],
    "a content-digest that is missing": [() => signRfc9421(options({ digest: null })), /not there|Content-Digest/],
    "a content-digest of another body": [
      () => ({ ...signRfc9421(options()), body: Buffer.from(body.toString().replace("fine", "bad!")) }),
      /Content-Digest/,
    ],
    "another algorithm": [() => signRfc9421(options({ algorithm: "hmac-sha256" })), /algorithm/],
    "another host": [() => signRfc9421(options({ host: "other.example" })), /does not fit/],
    "created 66 minutes ago": [() => signRfc9421(options({ created: at(-66 * minute) })), /too old/],
    "created 61 minutes ahead": [() => signRfc9421(options({ created: at(61 * minute) })), /future/],
    expired: [() => signRfc9421(options({ expires: at(-minute) })), /expired/],
    malformed: [() => replace(signRfc9421(options()), "Signature-Input", "sig1=("), /cannot be read/],
    "a label without a signature": [() => replace(signRfc9421(options()), "Signature", "other=:AAAA:"), /fit together/],
    "a component with parameters": [
      () =>
        amend(signRfc9421(options({ covers })), "Signature-Input", (value) =>
          value.replace('"@method"', '"@method";req'),
        ),
      /cannot be read/,
    ],
    "somebody else's key": [() => signRfc9421(options({ key: makeKey(key.id) })), /does not fit/],
  };
  for (const [name, [wire, sentence]] of Object.entries(rfcBad)) {
    it(`refuses RFC 9421: ${name}`, () => sends(wire(), 401, sentence));
  }

  it("refuses an absolute target of another server, whatever it signs", async () => {
    const wire = signCavage(options({ host: "other.example" }));
    const answer = await node.send({ ...wire, target: "//other.example/inbox" });
    expect(answer.status).to.be.oneOf([401, 404]);
    expect(await node.comment(remoteId)).to.equal(null);
  });
});

function strip(wire: WireRequest, name: string): WireRequest {
  return { ...wire, headers: wire.headers.filter(([header]) => header !== name) };
}

function amend(wire: WireRequest, name: string, change: (value: string) => string): WireRequest {
  return { ...wire, headers: wire.headers.map(([header, value]) => [header, header === name ? change(value) : value]) };
}

function replace(wire: WireRequest, name: string, value: string): WireRequest {
  return amend(wire, name, () => value);
}
