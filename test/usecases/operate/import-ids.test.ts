import { expect } from "chai";
import { sourceId } from "../../../src/importers/source-id.ts";
import { createColumns } from "../../../src/usecases/operate/import-columns.ts";
import { createIds } from "../../../src/usecases/operate/import-ids.ts";
import { inMemory } from "../../helpers/scratch.ts";

describe("the ids of imported comments", () => {
  it("have one number each, however many there are, and are found again", () => {
    const ids = createIds(createColumns(inMemory, 16));
    const many = Array.from({ length: 50_000 }, (_, i) =>
      i % 10 === 0 ? `odd ${i}` : sourceId("disqus", "site", `${i}`),
    );
    expect(many.map((id) => ids.enter(id))).to.deep.equal(many.map((_, i) => i));
    expect(many.map((id) => ids.enter(id))).to.deep.equal(many.map((_, i) => i));
    expect(many.map((id) => ids.find(id))).to.deep.equal(many.map((_, i) => i));
    expect(many.map((_, i) => ids.at(i))).to.deep.equal(many);
    expect(ids.size).to.equal(many.length);
    expect([ids.find("odd"), ids.find(sourceId("disqus", "other", "1"))]).to.deep.equal([null, null]);
  });

  it("are told apart to the last letter", () => {
    const ids = createIds(createColumns(inMemory, 16));
    const one = `i${"a".repeat(25)}`;
    const others = Array.from({ length: 25 }, (_, i) => `i${"a".repeat(i)}7${"a".repeat(24 - i)}`);
    for (const [i, id] of [one, ...others].entries()) expect(ids.enter(id)).to.equal(i);
    expect([0, 1, 25].map((number) => ids.at(number))).to.deep.equal([one, others[0], others[24]]);
  });
});
