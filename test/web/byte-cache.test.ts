import { expect } from "chai";
import { createByteCache } from "../../src/web/byte-cache.ts";

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

  it("keeps nothing that would crowd out the rest", () => {
    const cache = createByteCache<number>(1000);
    cache.set("huge", 1, 300);
    expect(cache.get("huge")).to.equal(undefined);
  });
});
