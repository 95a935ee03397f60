import { expect } from "chai";
import { openScratch } from "../../../src/runtime/scratch.ts";
import { createColumns } from "../../../src/usecases/operate/import-columns.ts";
import { inMemory } from "../../helpers/scratch.ts";

/** The same numbers in every run. */
function* numbers(count: number): Iterable<[index: number, value: number]> {
  let state = 1;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield [state % 200_000, state >>> 3];
  }
}

describe("the columns of an import", () => {
  for (const [name, open] of Object.entries({ memory: inMemory, disk: openScratch })) {
    it(`keep what was set last at each place, with more pages than stay in memory: ${name}`, () => {
      const columns = createColumns(open, 7);
      const [wide, other, narrow] = [columns.create("wide"), columns.create("wide"), columns.create("narrow")];
      const expected = new Map<number, number>();
      for (const [index, value] of numbers(20_000)) {
        wide.set(index, value);
        other.set(index, value ^ 1);
        narrow.set(index, value & 255);
        expected.set(index, value);
      }
      for (const [index, value] of expected) {
        if (wide.get(index) !== value || other.get(index) !== (value ^ 1) || narrow.get(index) !== (value & 255))
          expect.fail(`at ${index}: ${[wide.get(index), other.get(index), narrow.get(index)]} instead of ${value}`);
      }
      columns.close();
    });
  }

  it("hold nought where nothing was set, on a page and beside every page", () => {
    const columns = createColumns(inMemory, 1);
    const [one, other] = [columns.create("wide"), columns.create("narrow")];
    one.set(5_000, 7);
    other.set(0, 255);
    expect([one.get(0), one.get(4_999), one.get(5_000), one.get(1_000_000), other.get(1)]).to.deep.equal([
      0, 0, 7, 0, 0,
    ]);
  });

  it("need no disk while they fit", () => {
    const columns = createColumns(() => expect.fail("A scratch was opened."));
    const column = columns.create("wide");
    for (let i = 0; i < 100_000; i++) column.set(i, i + 1);
    expect(column.get(99_999)).to.equal(100_000);
    columns.close();
  });
});
