import { createHmac } from "node:crypto";
import { expect } from "chai";
import { checkBodySignature, signatureGoodMs } from "../../src/net/body-signature.ts";

const secret = "a secret that nobody guesses";
const now = new Date("2026-11-26T12:00:00Z");
const body = Buffer.from('{"post":{"current":{"title":"Grüße"}}}');
const hex = (...parts: (Buffer | string)[]) => {
  const sum = createHmac("sha256", secret);
  for (const part of parts) sum.update(part);
  return sum.digest("hex");
};
const signed = (t: number, of = body) => `sha256=${hex(of, String(t))}, t=${t}`;
const check = (header: string | null, given: { oldGhost?: boolean; of?: Buffer; with?: string } = {}) =>
  checkBodySignature(header, given.of ?? body, {
    secret: given.with ?? secret,
    now,
    oldGhost: given.oldGhost ?? false,
  });

describe("the signature of what is told", () => {
  it("holds as Ghost makes it since 5.87.1: over the bytes and the time behind them", () => {
    const t = now.getTime();
    expect(check(signed(t))).to.deep.equal({ kind: "good", proof: hex(body, String(t)), signedAt: now });
    expect(check(`sha256=${hex(body, String(t)).toUpperCase()},t=${t}`)).to.include({ proof: hex(body, String(t)) });
  });

  it("agrees with what openssl makes of the same message", () => {
    const of = Buffer.from('{"post":{}}');
    const t = new Date(1_764_158_400_000);
    const header = "sha256=06825dddcaaa4223c6a838a88e88e17f30dfb9183fd5ae47eed59bb066b0e8c5, t=1764158400000";
    expect(checkBodySignature(header, of, { secret: "secret", now: t, oldGhost: false }).kind).to.equal("good");
  });

  it("holds as Ghost made it before, over the bytes alone, only where that is allowed", () => {
    const old = `sha256=${hex(body)}, t=${now.getTime()}`;
    expect(check(old)).to.deep.equal({ kind: "old form" });
    expect(check(old, { oldGhost: true })).to.deep.equal({ kind: "good", proof: hex(body), signedAt: null });
    expect(check(`sha256=${hex(body)}`, { oldGhost: true }).kind).to.equal("good");
    // Nobody can give an old message a new time: it is not believed.
    expect(check(`sha256=${hex(body)}, t=${now.getTime() + 9e9}`, { oldGhost: true })).to.include({ signedAt: null });
  });

  it("is not good for a time that no calendar has", () => {
    expect(check(signed(9_000_000_000_000_000)).kind).to.equal("unreadable");
  });

  it("does not hold for another secret, another body, or another time than the signed one", () => {
    const t = now.getTime();
    expect(check(signed(t), { with: "another" })).to.deep.equal({ kind: "wrong" });
    expect(check(signed(t), { of: Buffer.concat([body, Buffer.from(" ")]) })).to.deep.equal({ kind: "wrong" });
    expect(check(signed(t).replace(`t=${t}`, `t=${t + 1}`))).to.deep.equal({ kind: "wrong" });
    expect(check(signed(t).replace(`t=${t}`, `t=${t + 1}`), { oldGhost: true })).to.deep.equal({ kind: "wrong" });
    expect(check(`sha256=${hex(String(t), body)}, t=${t}`)).to.deep.equal({ kind: "wrong" });
  });

  it("is good for five minutes, both ways", () => {
    for (const away of [-signatureGoodMs, 0, signatureGoodMs])
      expect(check(signed(now.getTime() + away)).kind, String(away)).to.equal("good");
    expect(check(signed(now.getTime() - signatureGoodMs - 1000))).to.deep.equal({ kind: "untimely", seconds: 301 });
    expect(check(signed(now.getTime() + signatureGoodMs + 1000))).to.deep.equal({ kind: "untimely", seconds: -301 });
    expect(check(signed(now.getTime() - signatureGoodMs - 1000), { oldGhost: true }).kind).to.equal("untimely");
  });

  it("is told apart from none, and from what is no signature", () => {
    for (const header of [null, "", "  "]) expect(check(header)).to.deep.equal({ kind: "missing" });
    for (const header of [
      "sha256=",
      "sha256=ab, t=1",
      `sha1=${hex(body)}`,
      `sha256=${hex(body)}, t=x`,
      "t=1",
      "\u0000",
    ])
      expect(check(header), header).to.deep.equal({ kind: "unreadable" });
  });

  it("is over bytes: what is no UTF-8 is signed as it is", () => {
    const of = Buffer.from([0xff, 0xfe, 0x00]);
    expect(check(signed(now.getTime(), of), { of }).kind).to.equal("good");
  });
});
