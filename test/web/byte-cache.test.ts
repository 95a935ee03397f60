import { expect } from "chai";
import { createByteCache } from "../../src/web/byte-cache.ts";
import { codingFor } from "../../src/web/ready-page.ts";

describe("byte cache", () => {
  it("forgets what was not asked for the longest", () => {
    const cache = createByteCache<number>(1000);
    for (let i = 0; i < 100; i++) cache.set(`k${i}`, i, 10);
    cache.get("k0");
    cache.set("new", 1, 10);
    expect(cache.get("k0")).to.equal(0);
    expect(cache.get("k1")).to.equal(undefined);
    expect(cache.bytes).to.equal(1000);
  });

  it("counts a value once however often it is replaced", () => {
    const cache = createByteCache<number>(1000);
    for (let i = 0; i < 5; i++) cache.set("same", i, 100);
    expect(cache.bytes).to.equal(100);
    cache.delete("same");
    expect(cache.bytes).to.equal(0);
  });

  it("counts what a value grows by, and makes room for it, as long as it is the one that is kept", () => {
    const cache = createByteCache<string>(1000);
    for (const key of "abcdefghij") cache.set(key, key, 100);
    cache.grow("j", "j", 50);
    expect(cache.get("a")).to.equal(undefined);
    expect(cache.bytes).to.equal(950);
    cache.grow("j", "another", 500);
    cache.grow("none", "none", 500);
    expect(cache.bytes).to.equal(950);
  });

  it("keeps nothing that would crowd out the rest", () => {
    const cache = createByteCache<number>(1000);
    cache.set("huge", 1, 300);
    expect(cache.get("huge")).to.equal(undefined);
  });
});

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
  ] as const) {
    it(`takes ${coding ?? "nothing"} from “${accepted}”`, () => {
      expect(codingFor(accepted)).to.equal(coding);
    });
  }
});
