import { expect } from "chai";
import fc from "fast-check";
import { changedWords } from "../../src/domain/changed-words.ts";

const said = (before: string, after: string) =>
  changedWords(before, after).map(({ kind, text }) => `${{ same: "=", gone: "-", new: "+" }[kind]}${text}`);

describe("changed words", () => {
  it("are told word by word, in order", () => {
    expect(said("I like rye bread", "I like white bread")).to.deep.equal(["=I like ", "-rye ", "+white ", "=bread"]);
    expect(said("one two three", "two three four")).to.deep.equal(["-one ", "=two ", "-three", "+three four"]);
    expect(said("", "new")).to.deep.equal(["+new"]);
    expect(said("same", "same")).to.deep.equal(["=same"]);
  });

  it("make up both versions, however long they are", () => {
    const text = fc.array(fc.constantFrom("a ", "b ", "c\n", "d"), { maxLength: 40 }).map((words) => words.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = changedWords(before, after);
        const all = (but: string) =>
          pieces
            .filter(({ kind }) => kind !== but)
            .map((piece) => piece.text)
            .join("");
        expect([all("new"), all("gone")]).to.deep.equal([before, after]);
      }),
    );
    const long = "word ".repeat(3_000);
    expect(changedWords(`${long}x`, `y ${long}`).length).to.be.at.most(3);
  });
});
