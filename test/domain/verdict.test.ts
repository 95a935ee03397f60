import { expect } from "chai";
import { asHeld, labelOf, publish, sentenceIn, strictest } from "../../src/domain/verdict.ts";

describe("verdict", () => {
  const hold = (...reasons: string[]) => ({ kind: "hold" as const, reasons });

  it("lets the strictest win and keeps all sentences of that strength, each with its check", () => {
    expect(
      strictest([
        ["length", publish],
        ["links", hold("a", "b")],
        ["work", hold("c")],
      ]),
    ).to.deep.equal({
      kind: "hold",
      reasons: [
        { check: "links", sentence: "a" },
        { check: "links", sentence: "b" },
        { check: "work", sentence: "c" },
      ],
    });
    expect(
      strictest([
        ["links", hold("a")],
        ["length", { kind: "refuse", reasons: ["c"] }],
        ["work", hold("b")],
      ]),
    ).to.deep.equal({ kind: "refuse", reasons: [{ check: "length", sentence: "c" }] });
    expect(strictest([["length", publish]])).to.deep.equal(publish);
  });

  it("reads reasons of before checks had names", () => {
    expect(labelOf("It has 7 links.")).to.equal(null);
    expect(sentenceIn("It has 7 links.")).to.equal("It has 7 links.");
    const reason = { check: "links", sentence: "It has 7 links." } as const;
    expect(labelOf(reason)).to.equal("Links");
    expect(sentenceIn(reason)).to.equal("It has 7 links.");
  });

  it("keeps in English what a writer would have been told", () => {
    const sentence = { key: "refused.closed", values: {}, text: "Closed." } as const;
    expect(asHeld([{ check: "length", sentence }])).to.deep.equal([{ check: "length", sentence: "Closed." }]);
  });
});
