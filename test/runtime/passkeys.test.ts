import { expect } from "chai";
import { createPasskeyReader } from "../../src/runtime/passkeys.ts";
import { type Bent, createAuthenticator } from "../helpers/authenticator.ts";

const origin = "https://node.example";
const asked = { origin, host: "node.example" };
const reader = createPasskeyReader();

/** What a page of ours, and a person who proved to be the one, never lead to. */
const wrong: Record<string, Bent> = {
  "from another origin": { origin: "https://evil.example" },
  "from another port": { origin: "https://node.example:8443" },
  "for another host": { host: "evil.example" },
  "of another kind": { type: "webauthn.other" },
  "in somebody's frame": { client: { crossOrigin: true } },
  "below another page": { client: { topOrigin: "https://evil.example" } },
  "without a person there": { flags: 0x44 },
  "without proof of the person": { flags: 0x41 },
  "that moved though it may not": { flags: 0x55 },
};

describe("what passkeys answer", () => {
  for (const kind of ["ec", "ed25519", "rsa"] as const) {
    it(`is read for keys of the kind ${kind}`, () => {
      const device = createAuthenticator(origin, kind);
      const made = reader.created(JSON.stringify(device.create("word")), asked);
      expect(made).to.deep.equal({ _id: device.id, publicKey: device.publicKey, counter: 0, challenge: "word" });
      const used = reader.used(JSON.stringify(device.use("word 2", "anna", { counter: 7 })), asked);
      expect(used).to.include({ _id: device.id, challenge: "word 2", person: "anna" });
      expect(used?.verify(device.publicKey)).to.deep.equal({ counter: 7 });
      expect(used?.verify(createAuthenticator(origin, kind).publicKey)).to.equal(null);
    });
  }

  for (const kind of ["rsa-1024", "p384"] as const) {
    it(`is refused for keys of the kind ${kind}`, () => {
      const device = createAuthenticator(origin, kind);
      expect(reader.created(JSON.stringify(device.create("word")), asked)).to.equal(null);
      expect(reader.used(JSON.stringify(device.use("word", "anna")), asked)?.verify(device.publicKey)).to.equal(null);
    });
  }

  for (const [how, bent] of Object.entries(wrong)) {
    it(`is refused ${how}`, () => {
      const device = createAuthenticator(origin);
      expect(reader.created(JSON.stringify(device.create("word", bent)), asked)).to.equal(null);
      expect(reader.used(JSON.stringify(device.use("word", "anna", bent)), asked)).to.equal(null);
    });
  }

  it("is refused where the key is not the one that the device described, or none is", () => {
    const device = createAuthenticator(origin);
    const other = createAuthenticator(origin).create("word");
    const answer = device.create("word");
    expect(reader.created(JSON.stringify({ ...answer, publicKey: other["publicKey"] }), asked)).to.equal(null);
    expect(reader.created(JSON.stringify(device.create("word", { flags: 0x05 })), asked)).to.equal(null);
    const short = { ...answer, authenticatorData: answer["authenticatorData"]?.slice(0, 75) };
    expect(reader.created(JSON.stringify(short), asked)).to.equal(null);
  });

  it("is not believed once a letter of it changed", () => {
    const device = createAuthenticator(origin);
    const answer = device.use("word", "anna");
    for (const member of ["clientData", "authenticatorData", "signature"]) {
      const bytes = Buffer.from(answer[member] ?? "", "base64url");
      for (let i = 0; i < bytes.length; i++) {
        const bent = Buffer.from(bytes);
        bent[i] = (bent[i] ?? 0) ^ 1;
        const used = reader.used(JSON.stringify({ ...answer, [member]: bent.toString("base64url") }), asked);
        expect(used?.verify(device.publicKey) ?? null, `${member}, byte ${i}`).to.equal(null);
      }
    }
  });

  it("is refused where it is no answer at all", () => {
    const device = createAuthenticator(origin);
    const answer = device.use("word", "anna");
    for (const text of [
      "",
      "null",
      "[]",
      "{",
      '{"id":1}',
      JSON.stringify({ ...answer, signature: "%" }),
      "x".repeat(100_000),
    ])
      expect(reader.used(text, asked), text.slice(0, 20)).to.equal(null);
    for (const text of ["", "null", "[]", JSON.stringify(answer)]) expect(reader.created(text, asked)).to.equal(null);
    const junk = Buffer.from("no json").toString("base64url");
    expect(reader.used(JSON.stringify({ ...answer, clientData: junk }), asked)).to.equal(null);
    expect(reader.used(JSON.stringify({ ...answer, authenticatorData: junk }), asked)).to.equal(null);
  });
});
