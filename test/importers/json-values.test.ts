import { expect } from "chai";
import { type JsonShape, readJson } from "../../src/importers/json-values.ts";

describe("importers: values of JSON", () => {
  /** Reads a text in pieces of each length up to its own: nothing may depend on where a piece ends. */
  async function valuesOf(text: string, shape: JsonShape): Promise<unknown[]> {
    const readings = await Promise.all([1, 2, 3, 7, 1_000_000].map((length) => reading(text, shape, length)));
    for (const one of readings) expect(one).to.deep.equal(readings[0]);
    return readings[0] ?? [];
  }

  async function reading(text: string, shape: JsonShape, length: number): Promise<unknown[]> {
    async function* pieces() {
      for (let i = 0; i < text.length; i += length) yield { text: text.slice(i, i + length), damaged: false };
    }
    const found: unknown[] = [];
    for await (const piece of readJson(pieces(), shape)) {
      found.push(piece.kind === "value" ? [piece.record, piece.path, piece.value] : `${piece.record} ${piece.kind}`);
    }
    return found;
  }

  const wanting = (...paths: string[]): JsonShape => ({ isWanted: (path) => paths.includes(path) });

  it("gives members of arrays one by one, and leaves out the rest", async () => {
    const text = JSON.stringify(
      { version: 3, a: [{ x: ']}\\"' }, 2, "three", null, [true]], b: { a: [1] }, c: -1.5e3 },
      null,
      2,
    );
    expect(await valuesOf(text, wanting("/a/*", "/c", "/version"))).to.deep.equal([
      [1, "/version", 3],
      [1, "/a/*", { x: ']}\\"' }],
      [1, "/a/*", 2],
      [1, "/a/*", "three"],
      [1, "/a/*", null],
      [1, "/a/*", [true]],
      [1, "/c", -1500],
    ]);
  });

  it("reads several texts after each other, with and without lines, and keys that are escaped", async () => {
    expect(await valuesOf('{"a":1}{"\\u0061":2}\n\n[{"a":3}]\n4 ', wanting("/a", "/*/a", ""))).to.deep.equal([
      [1, "", { a: 1 }],
      [2, "", { a: 2 }],
      [3, "", [{ a: 3 }]],
      [4, "", 4],
    ]);
    expect(await valuesOf('\uFEFF{"a":1}\n{"a":2}', wanting("/a"))).to.deep.equal([
      [1, "/a", 1],
      [2, "/a", 2],
    ]);
  });

  it("goes on after a broken line", async () => {
    const lines: JsonShape = { isWanted: (path) => path === "", lines: true };
    const text = '{"a":1}\n{"a":"cut\n{"a":[3\n{"a":nothing}\n}\n{"a":6}\nwhat is this\n{"a":8}\n';
    expect(await valuesOf(text, lines)).to.deep.equal([
      [1, "", { a: 1 }],
      "2 broken",
      "3 broken",
      "4 broken",
      "4 broken",
      [5, "", { a: 6 }],
      "6 broken",
      [7, "", { a: 8 }],
    ]);
  });

  it("tells of a text that ends in the middle, and does not hold what is too deep", async () => {
    expect(await valuesOf('{"a":[1,{"b":', wanting("/a/*"))).to.deep.equal([[1, "/a/*", 1], "1 cut"]);
    expect(await valuesOf('{"a":"x', wanting("/b"))).to.deep.equal(["1 cut"]);
    expect(await valuesOf("[".repeat(1000), wanting("/b"))).to.deep.equal(["1 broken"]);
    expect(await valuesOf("", wanting(""))).to.deep.equal([]);
  });
});
