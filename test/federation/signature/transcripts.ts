import { createHmac } from "node:crypto";
import { fixedKey } from "../../helpers/fixed-keys.ts";
import { fixture } from "../../helpers/fixture.ts";
import { type SignOptions, signCavage, signRfc9421, type TestKey, type WireRequest } from "../../helpers/remote.ts";

/** A request as it goes over the wire, and what becomes of it at a node where it is noon of 1 November 2026. */
export interface Transcript {
  wire: WireRequest;
  status: 202 | 401 | 403 | 503;
  /** What a refusal says. */
  detail?: RegExp;
  /** The key that Ada signed with before, if the node knows her. */
  knew?: TestKey;
  /** The key that Ada's own server shows. */
  shows?: TestKey;
  /** What her server answers instead. */
  answers?: number;
  /** Whether her reply is stored afterwards; by default when it was taken. */
  stores?: boolean;
}

export const ada = "https://mastodon.example/users/ada";
export const remoteId = `${ada}/statuses/110001`;
const noon = new Date("2026-11-01T12:00:00Z");
const minute = 60_000;

export const adasKey = fixedKey("rsa-2048", `${ada}#main-key`);
const newKey = fixedKey("rsa-2048-new", `${ada}#main-key`);
const weakKey = fixedKey("rsa-1024", `${ada}#main-key`);
const edKey = fixedKey("ed25519", `${ada}#main-key`);
const evesKey = fixedKey("rsa-2048-new", "https://evil.example/users/eve#main-key");

const create = fixture("mastodon/create-reply");
const body = Buffer.from(JSON.stringify(create));
const at = (minutes: number) => new Date(noon.getTime() + minutes * minute);

const cavage = (bent: Partial<SignOptions> = {}) => signCavage({ key: adasKey, body, date: noon, ...bent });
const rfc9421 = (bent: Partial<SignOptions> = {}) => signRfc9421({ key: adasKey, body, date: noon, ...bent });
const taken = (wire: WireRequest, more: Partial<Transcript> = {}): Transcript => ({ wire, status: 202, ...more });
const refused = (wire: WireRequest, detail: RegExp, more: Partial<Transcript> = {}): Transcript => ({
  wire,
  status: 401,
  detail,
  ...more,
});

/** A header changed after it was signed; null takes it out. */
function bend(wire: WireRequest, name: string, change: (value: string) => string | null): WireRequest {
  const headers = wire.headers.flatMap(([header, value]): [string, string][] => {
    const bent = header === name ? change(value) : value;
    return bent === null ? [] : [[header, bent]];
  });
  return { ...wire, headers };
}

function forwarded(members: Record<string, unknown>): WireRequest {
  const whole = Buffer.from(JSON.stringify({ ...create, ...members }));
  return cavage({ key: evesKey, body: whole });
}

const otherBody = Buffer.from(body.toString().replace("fine", "vile"));
const beside = (value: string) => `SHA-512=${Buffer.alloc(64).toString("base64")},${value}`;
const ldSignature = {
  type: "RsaSignature2017",
  creator: `${ada}#main-key`,
  created: noon.toISOString(),
  signatureValue: "AAAA",
};
const proof = {
  type: "DataIntegrityProof",
  cryptosuite: "eddsa-jcs-2022",
  verificationMethod: `${ada}#ed25519-key`,
  proofValue: "z1",
};

/** By the name of the file that holds the request. */
export const transcripts: Record<string, Transcript> = {
  "cavage-rsa-sha256": taken(cavage()),
  "cavage-hs2019": taken(cavage({ algorithm: "hs2019" })),
  "cavage-hs2019-ed25519": taken(cavage({ key: edKey, algorithm: "hs2019" }), { shows: edKey }),
  "cavage-no-algorithm": taken(cavage({ algorithm: null })),
  "cavage-header-order": taken(cavage({ covers: ["digest", "content-type", "date", "host", "(request-target)"] })),
  "cavage-query-kept": taken(cavage({ target: "/inbox?from=a&to=b" })),
  "cavage-query-dropped": taken(cavage({ target: "/inbox?from=a&to=b", signedTarget: "/inbox" })),
  "cavage-created-expires": taken(
    cavage({
      algorithm: "hs2019",
      covers: ["(request-target)", "(created)", "(expires)", "host", "digest"],
      created: at(-90),
      expires: at(5),
    }),
  ),
  "cavage-upper-case-names": taken(cavage({ covers: ["(request-target)", "Host", "Date", "Digest", "Content-Type"] })),
  "cavage-two-digests": taken(
    cavage({ digest: beside(cavage().headers.find(([name]) => name === "Digest")?.[1] ?? "") }),
  ),
  "cavage-six-minutes-old": taken(cavage({ date: at(-6) })),
  "cavage-other-body": refused({ ...cavage(), body: otherBody }, /Digest does not match/),
  "cavage-no-digest": refused(
    bend(cavage(), "Digest", () => null),
    /no Digest/,
  ),
  "cavage-unsigned-digest": refused(cavage({ covers: ["(request-target)", "host", "date"] }), /cover digest/),
  "cavage-66-minutes-old": refused(cavage({ date: at(-66) }), /too old/),
  "cavage-61-minutes-ahead": refused(cavage({ date: at(61) }), /future/),
  "cavage-other-host": refused(cavage({ host: "other.example" }), /does not fit/),
  "cavage-parameter-twice": refused(
    bend(cavage(), "Signature", (value) => `${value},keyId="${evesKey.id}"`),
    /twice/,
  ),
  "cavage-unknown-algorithm": refused(cavage({ algorithm: "rsa-sha1" }), /not supported/),
  "cavage-hmac-named": refused(cavage({ algorithm: "hmac-sha256", sign: hmac }), /not supported/),
  "cavage-hmac-as-hs2019": refused(cavage({ algorithm: "hs2019", sign: hmac }), /does not fit/),
  "cavage-1024-bits": refused(cavage({ key: weakKey }), /2048 to 8192 bits/, { shows: weakKey }),
  "cavage-key-410": refused(cavage(), /cannot be found/, { answers: 410 }),
  "cavage-key-404": refused(cavage(), /cannot be found/, { answers: 404 }),
  "cavage-key-500": { wire: cavage(), status: 503, answers: 500 },
  "cavage-key-of-another-server": taken(cavage({ key: evesKey }), { stores: false }),
  "cavage-key-with-another-owner": refused(
    cavage({ key: { ...newKey, id: "https://evil.example/keys/ada" } }),
    /another server/,
  ),
  "cavage-rotated-key": taken(cavage({ key: newKey }), { knew: adasKey, shows: newKey }),
  "rfc9421-rsa": taken(rfc9421()),
  "rfc9421-ed25519": taken(rfc9421({ key: edKey, algorithm: "ed25519" }), { shows: edKey }),
  "rfc9421-nonce-and-tag": taken(rfc9421({ parameters: ';nonce="b3k2pp5k7z";tag="activitypub"' })),
  "rfc9421-two-labels": taken(
    bend(
      bend(rfc9421(), "Signature-Input", (value) => `proxy=("date");created=1;keyid="proxy", ${value}`),
      "Signature",
      (value) => `proxy=:AAAA:, ${value}`,
    ),
  ),
  "rfc9421-more-components": taken(
    rfc9421({
      covers: ["@method", "@target-uri", "@authority", "@path", "host", "date", "content-type", "content-digest"],
    }),
  ),
  "rfc9421-no-target": refused(rfc9421({ covers: ["@method", "content-digest"] }), /cover @target-uri/),
  "rfc9421-no-content-digest": refused(rfc9421({ covers: ["@method", "@target-uri"] }), /cover content-digest/),
  "rfc9421-other-body": refused({ ...rfc9421(), body: otherBody }, /Content-Digest does not match/),
  "rfc9421-algorithm-of-another-key": refused(rfc9421({ algorithm: "ed25519" }), /does not fit/),
  "rfc9421-rsa-pss": refused(rfc9421({ algorithm: "rsa-pss-sha512" }), /not supported/),
  "rfc9421-hmac": refused(rfc9421({ algorithm: null, sign: hmac }), /does not fit/),
  "rfc9421-expired": refused(rfc9421({ expires: at(-1) }), /expired/),
  "rfc9421-future": refused(rfc9421({ created: at(61) }), /future/),
  "rfc9421-malformed": refused(
    bend(rfc9421(), "Signature-Input", (value) => value.replace("(", "((")),
    /cannot be read/,
  ),
  "forwarded-with-ld-signature": taken(forwarded({ signature: ldSignature }), { stores: false }),
  "forwarded-with-proof": taken(forwarded({ proof }), { stores: false }),
};

export { create, evesKey, newKey };

/** What somebody would make who hopes that a public key is taken for a shared secret. */
function hmac(base: string): string {
  return createHmac("sha256", adasKey.pem).update(base).digest("base64");
}

/** A request as text, for a file: lines end as they do here, and the body is the rest. */
export function format({ method = "POST", target, headers, body }: WireRequest): string {
  const head = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return `${head.join("\n")}\n\n${body.toString()}\n`;
}

/** Reads what `format` wrote. */
export function parse(text: string): WireRequest {
  const cut = text.indexOf("\n\n");
  const [first = "", ...lines] = text.slice(0, cut).split("\n");
  const [method = "", target = ""] = first.split(" ");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(": ");
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  return { method, target, headers, body: Buffer.from(text.slice(cut + 2, -1)) };
}

/** The file of a transcript. */
export function fileOf(name: string): URL {
  return new URL(`../../fixtures/transcripts/${name}.http`, import.meta.url);
}
