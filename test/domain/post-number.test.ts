import { expect } from "chai";
import fc from "fast-check";
import { postNumber, threadStart } from "../../src/domain/post-number.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const anId = fc.array(fc.constantFrom(...letters), { minLength: 26, maxLength: 26 }).map((all) => all.join(""));

describe("the number of a post", () => {
  it("has sixteen digits, is read without loss, and leads back to how the id begins", () => {
    fc.assert(
      fc.property(anId, (id) => {
        const number = postNumber(id);
        expect(number).to.match(/^\d{16}$/);
        expect(String(Number(number))).to.equal(number);
        expect(threadStart(number)).to.equal(id.slice(0, 5));
      }),
    );
  });

  it("differs where the first eight letters of the ids do", () => {
    fc.assert(
      fc.property(anId, anId, (a, b) => {
        fc.pre(a.slice(0, 8) !== b.slice(0, 8));
        expect(postNumber(a)).to.not.equal(postNumber(b));
      }),
    );
  });

  it("is no number of a comment, nor anything else", () => {
    expect(threadStart("1")).to.equal(null);
    expect(threadStart("999999999999999")).to.equal(null);
    expect(threadStart("4503599627370495")).to.equal(null);
    expect(threadStart("4503599627370496")).to.equal("AAAAA");
    expect(threadStart("9007199254740991")).to.equal("_____");
    expect(threadStart("9007199254740992")).to.equal(null);
    expect(threadStart("note1")).to.equal(null);
  });
});
