import { expect } from "chai";
import fc from "fast-check";
import { type Example, emptyModel, enoughLessons, modelSize, recount, seenIn } from "../../src/domain/spam.ts";

const example: fc.Arbitrary<Example> = fc.record({
  as: fc.constantFrom("spam" as const, "ham" as const),
  features: fc.uniqueArray(fc.nat(modelSize - 1), { maxLength: 30 }),
});

describe("a spam model", () => {
  it("counts how often a feature was seen in each kind", () => {
    const model = emptyModel();
    recount(model, { as: "spam", features: [1, modelSize - 1] }, 1);
    recount(model, { as: "spam", features: [1] }, 1);
    recount(model, { as: "ham", features: [1] }, 1);
    expect([model.spam, model.ham]).to.deep.equal([2, 1]);
    expect([seenIn(model, 1, "spam"), seenIn(model, 1, "ham")]).to.deep.equal([2, 1]);
    expect(seenIn(model, modelSize - 1, "spam")).to.equal(1);
  });

  it("is as before once an example is taken out again", () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 20 }), example, (before, taken) => {
        const model = emptyModel();
        for (const one of before) recount(model, one, 1);
        const copy = { ...model, counts: model.counts.slice() };
        recount(model, taken, 1);
        expect(model).to.not.deep.equal(copy);
        recount(model, taken, -1);
        expect(model).to.deep.equal(copy);
      }),
      { numRuns: 50 },
    );
  });

  it("has room for all that may be learned", () => {
    const { counts } = emptyModel();
    counts[0] = enoughLessons;
    expect(counts[0]).to.equal(enoughLessons);
  });

  it("never falls below zero", () => {
    const model = emptyModel();
    recount(model, { as: "ham", features: [3] }, -1);
    expect(model).to.deep.equal(emptyModel());
  });
});
