import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import { createSeal } from "../../src/runtime/seal.ts";

const first = "the first key which is long enough to be one";
const second = "the second key which is long enough as well";

describe("the seal on secrets", () => {
  const seal = createSeal([first]);
  const conflict = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return isProblem(error, "conflict");
    }
    return false;
  };

  it("opens what it sealed, in its place alone, and never seals the same twice", () => {
    const sealed = seal.seal("hush — ü", "keys blog");
    expect(sealed)
      .to.match(/^sealed:1:[\w-]{8}:[\w-]+$/)
      .and.not.contain("hush");
    expect(seal.open(sealed, "keys blog")).to.equal("hush — ü");
    expect(seal.seal("hush — ü", "keys blog")).to.not.equal(sealed);
    expect(conflict(() => seal.open(sealed, "keys other"))).to.equal(true);
  });

  it("notices every change of what is sealed", () => {
    const sealed = seal.seal("hush", "keys blog");
    const body = sealed.lastIndexOf(":") + 1;
    for (let i = body; i < sealed.length - 1; i++) {
      const bent = `${sealed.slice(0, i)}${sealed[i] === "A" ? "B" : "A"}${sealed.slice(i + 1)}`;
      expect(
        conflict(() => seal.open(bent, "keys blog")),
        `letter ${i}`,
      ).to.equal(true);
    }
    expect(
      conflict(() => seal.open(sealed.slice(0, body + 8), "keys blog")),
      "cut short",
    ).to.equal(true);
  });

  it("opens with any of its keys, seals with the first, and tells how a text lies", () => {
    const old = seal.seal("hush", "x");
    const both = createSeal([second, first]);
    expect(both.open(old, "x")).to.equal("hush");
    expect(both.stateOf(old)).to.equal("former");
    expect(both.stateOf(both.seal("hush", "x"))).to.equal("sealed");
    expect(both.stateOf("-----BEGIN PRIVATE KEY-----")).to.equal("bare");
    expect(createSeal([second]).stateOf(old)).to.equal("lost");
    expect(conflict(() => createSeal([second]).open(old, "x"))).to.equal(true);
  });

  it("leaves everything as it is without a key, but does not take a sealed text for an open one", () => {
    const none = createSeal([]);
    expect(none.on).to.equal(false);
    expect(none.seal("hush", "x")).to.equal("hush");
    expect(none.open("hush", "x")).to.equal("hush");
    expect(none.stateOf(seal.seal("hush", "x"))).to.equal("lost");
    expect(conflict(() => none.open(seal.seal("hush", "x"), "x"))).to.equal(true);
  });
});
