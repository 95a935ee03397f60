import { expect } from "chai";
import { createBounded } from "../../src/domain/bounded.ts";

describe("a bounded map", () => {
  const keysOf = (map: { entries(): Iterable<[string, number]> }) => [...map.entries()].map(([key]) => key);

  it("drops those that were put first, and keeps the place of one that is there", () => {
    const map = createBounded<number>(3);
    for (const [i, key] of ["a", "b", "c", "a", "d"].entries()) map.set(key, i);
    expect([...map.entries()]).to.deep.equal([
      ["b", 1],
      ["c", 2],
      ["d", 4],
    ]);
    expect([map.get("a"), map.get("c")]).to.deep.equal([undefined, 2]);
  });

  it("drops the oldest whatever was deleted and put anew in between", () => {
    const map = createBounded<number>(4);
    const row: string[] = [];
    const put = (key: string) => {
      map.set(key, 0);
      row.push(key);
      if (row.length > 4) row.shift();
    };
    const takeOut = (key: string) => {
      expect(map.delete(key)).to.equal(true);
      row.splice(row.indexOf(key), 1);
    };
    for (let i = 0; i < 500; i++) {
      put(`k${i}`);
      if (i % 7 === 6) takeOut(row.at(-2) ?? row[0] ?? "");
      if (i % 11 === 10) {
        const [first = ""] = row;
        takeOut(first);
        put(first);
      }
      if (i % 50 === 49) for (const key of keysOf(map)) takeOut(key);
      expect(keysOf(map)).to.deep.equal(row);
    }
  });
});
