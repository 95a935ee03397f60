import { createPublicKey, verify } from "node:crypto";
import { expect } from "chai";
import { type InnerList, parseDictionary } from "structured-headers";
import { readCavage, signingString } from "../../../federation/signature/cavage.ts";
import type { SignedRequest } from "../../../federation/signature/claim.ts";
import { checkContentDigest, checkDigest } from "../../../federation/signature/digest.ts";
import { createKeyring } from "../../../federation/signature/keyring.ts";
import { signatureBase } from "../../../federation/signature/rfc9421.ts";
import { readClaim } from "../../../federation/signature/verify.ts";

/* What the specifications print themselves: draft-cavage-12 App. C, RFC 9421 App. B, RFC 9530 App. B and D. */

const body = Buffer.from('{"hello": "world"}');
const withNewline = Buffer.from('{"hello": "world"}\n');

function request(target: string, headers: Record<string, string>): SignedRequest {
  const rawHeaders = Object.entries(headers).flat();
  return { method: "POST", target, headers, rawHeaders, body };
}

function said(work: () => unknown): string {
  try {
    work();
    return "fine";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("draft-cavage-12, appendix C", () => {
  const pem = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----`;
  const standpoint = { origin: "https://example.com", now: new Date("2014-01-05T21:31:40Z") };
  const headers = {
    host: "example.com",
    date: "Sun, 05 Jan 2014 21:31:40 GMT",
    "content-type": "application/json",
    digest: "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
    "content-length": "18",
  };
  const target = "/foo?param=value&pet=dog";
  const tests = [
    {
      name: "C.1, the default",
      fields: "date",
      signature:
        "SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKKCs+FLEEaDV5lp7q25WqS+lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5WozsbM=",
      verdict: /does not cover \(request-target\), host, digest/,
    },
    {
      name: "C.2, the basic one",
      fields: "(request-target) host date",
      signature:
        "qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7ndmw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0=",
      verdict: /does not cover digest/,
    },
    {
      name: "C.3, all headers",
      fields: "(request-target) host date content-type digest content-length",
      signature:
        "vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s1dE=",
      verdict: /^fine$/,
    },
  ];

  for (const { name, fields, signature, verdict } of tests) {
    const names = `headers="${fields}",signature="${signature}"`;
    const parameters = `keyId="Test",algorithm="rsa-sha256",${names}`;

    it(`builds the text of ${name}, which its signature fits`, () => {
      const text = signingString(fields.split(" "), { ...headers, "(request-target)": `post ${target}` }, new Map());
      expect(verify("sha256", Buffer.from(text), createPublicKey(pem), Buffer.from(signature, "base64"))).to.equal(
        true,
      );
    });

    it(`judges what is covered by ${name}`, () => {
      const wire = request(target, { ...headers, signature: parameters });
      expect(said(() => readCavage(wire, standpoint))).to.match(verdict);
    });
  }

  it("is read with all that the third test signs, query included", () => {
    const { fields, signature } = tests[2] as (typeof tests)[number];
    const parameters = `keyId="Test",algorithm="rsa-sha256",headers="${fields}",signature="${signature}"`;
    const claim = readClaim(request(target, { ...headers, signature: parameters }), standpoint);
    const [first, second] = claim.bases();
    expect(claim).to.include({ keyId: "Test", algorithm: "rsa-sha256" });
    expect(verify("sha256", Buffer.from(first as string), createPublicKey(pem), claim.signature)).to.equal(true);
    expect(second).to.equal(first?.replace("?param=value&pet=dog", ""));
  });

  it("uses a key that is too short for us", () => {
    expect(said(() => createKeyring().read(pem))).to.match(/2048 to 8192 bits/);
  });
});

describe("RFC 9421, appendix B", () => {
  const edPem = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`;
  const ecPem = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----`;
  const standpoint = { origin: "https://example.com", now: new Date(1618884473 * 1000) };
  const digest = "WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==";
  const headers = {
    host: "example.com",
    date: "Tue, 20 Apr 2021 02:07:55 GMT",
    "content-type": "application/json",
    "content-digest": `sha-512=:${digest}:`,
    "content-length": "18",
  };
  const target = "/foo?param=Value&Pet=dog";
  const message = { method: "POST", url: new URL(target, standpoint.origin), headers };
  const lines = {
    date: '"date": Tue, 20 Apr 2021 02:07:55 GMT',
    method: '"@method": POST',
    path: '"@path": /foo',
    authority: '"@authority": example.com',
    type: '"content-type": application/json',
    length: '"content-length": 18',
  };
  const baseOf = (input: string) => signatureBase(parseDictionary(`sig=${input}`).get("sig") as InnerList, message);
  const parameters = (input: string) => `"@signature-params": ${input}`;

  it("B.2.3: builds the base of full coverage", () => {
    const input =
      '("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"';
    expect(baseOf(input).split("\n")).to.deep.equal([
      lines.date,
      lines.method,
      lines.path,
      '"@query": ?param=Value&Pet=dog',
      lines.authority,
      lines.type,
      `"content-digest": sha-512=:${digest}:`,
      lines.length,
      parameters(input),
    ]);
  });

  it("B.2.6: builds the base, and its Ed25519 signature fits", async () => {
    const input =
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
    const base = baseOf(input);
    const { date, method, path, authority, type, length } = lines;
    expect(base.split("\n")).to.deep.equal([date, method, path, authority, type, length, parameters(input)]);
    const key = createKeyring().read(edPem);
    const signature = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
    expect(await key.verify(Buffer.from(base), Buffer.from(signature, "base64"))).to.equal(true);
    expect(await key.verify(Buffer.from(`${base}.`), Buffer.from(signature, "base64"))).to.equal(false);
    expect([key.fits("ed25519"), key.fits("rsa-v1_5-sha256")]).to.deep.equal([true, false]);
  });

  const notForUs: Record<string, [input: string, verdict: RegExp]> = {
    "B.2.1, which covers nothing": [
      '();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"',
      /does not cover @method, content-digest, @target-uri/,
    ],
    "B.2.2, which covers one parameter of the query": [
      '("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example"',
      /covers something that cannot be read/,
    ],
    "B.2.3, whose digest is SHA-512": [
      '("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"',
      /one SHA-256 value/,
    ],
    "B.2.3 with its algorithm named, RSA-PSS": [
      '("@method" "@path" "@authority" "content-digest");created=1618884473;keyid="test-key-rsa-pss";alg="rsa-pss-sha512"',
      /not supported: use rsa-v1_5-sha256 or ed25519/,
    ],
    "B.2.4 with its algorithm named, ECDSA": [
      '("@method" "@path" "@authority" "content-digest");created=1618884473;keyid="test-key-ecc-p256";alg="ecdsa-p256-sha256"',
      /not supported/,
    ],
    "B.2.5, a shared secret": [
      '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
      /does not cover @method, content-digest/,
    ],
    "B.2.6, which leaves out the body": [
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      /does not cover content-digest/,
    ],
  };
  for (const [name, [input, verdict]] of Object.entries(notForUs)) {
    it(`refuses ${name}`, () => {
      const wire = request(target, { ...headers, "signature-input": `sig=${input}`, signature: "sig=:AAAA:" });
      expect(said(() => readClaim(wire, standpoint))).to.match(verdict);
    });
  }

  it("B.1.3: refuses an elliptic key", () => {
    expect(said(() => createKeyring().read(ecPem))).to.match(/RSA of 2048 to 8192 bits, or Ed25519/);
  });
});

describe("RFC 9530 and RFC 3230", () => {
  const sha256 = "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=";
  const sha512 = "YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==";
  const rows: [header: string, verdict: RegExp][] = [
    [`sha-256=:${sha256}:`, /^fine$/],
    [`sha-256=:${sha256}:, sha-512=:${sha512}:`, /^fine$/],
    [`sha-512=:${sha512}:,sha-256=:${sha256}:`, /^fine$/],
    [`sha-512=:${sha512}:`, /one SHA-256 value/],
    [`sha-256=${sha256}`, /one SHA-256 value/],
    [`sha-256=:${sha256}:, sha-256=:${sha256}:`, /one SHA-256 value/],
    [`sha-256=:${sha256.replace("R", "S")}:`, /does not match the body/],
    [`sha-256=:${sha256.replace("Dg=", "Dh=")}:`, /does not match the body/],
    ["sha-256=:AAAA:", /one SHA-256 value/],
    ["unixsum=:AAAA:", /one SHA-256 value/],
    ["", /one SHA-256 value/],
  ];
  for (const [header, verdict] of rows) {
    it(`Content-Digest: ${header.slice(0, 60) || "nothing"}`, () => {
      expect(said(() => checkContentDigest(header, withNewline))).to.match(verdict);
    });
  }

  it("Digest: the value without a line end, as draft-cavage prints it, in any case", () => {
    for (const name of ["SHA-256", "sha-256"]) {
      expect(said(() => checkDigest(`${name}=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=`, body))).to.equal("fine");
    }
    expect(said(() => checkDigest(undefined, body))).to.match(/no Digest header/);
  });
});
