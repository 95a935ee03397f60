import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { codingFor, pack, unpack } from "../../src/web/packing.ts";

describe("codingFor", () => {
  for (const [accepted, coding] of [
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["br;q=0.0", null],
    ["br;q=0.8", "br"],
    ["identity", null],
    ["brotli", null],
    ["", null],
    [undefined, null],
  ] as const) {
    it(`takes ${coding ?? "nothing"} from “${accepted ?? "no header"}”`, () => {
      expect(codingFor(accepted)).to.equal(coding);
    });
  }
});

describe("packing", () => {
  const body = Buffer.from("<p>What people write again and again.</p>".repeat(200));

  it("gives the body back, however much work it took", () => {
    for (const effort of ["quick", "usual"] as const) {
      expect(unpack(pack(body, "br", effort), body.length).equals(body)).to.equal(true);
    }
    expect(gunzipSync(pack(body, "gzip")).equals(body)).to.equal(true);
  });

  it("holds on to no more than the packed bytes, or the small pool that they lie in", () => {
    const random = Buffer.from(Array.from({ length: 9_000 }, (_, i) => (i * i * 31) % 251));
    const packed = pack(random, "br");
    expect(packed.buffer.byteLength).to.be.at.most(Math.max(packed.length, Buffer.poolSize));
  });
});
