import { expect } from "chai";
import { saidIn } from "../../src/domain/said.ts";

describe("what is said", () => {
  const number = saidIn("<p>Well, <b>yes</b>.</p>");

  it("has the number of what says the same in other markup", () => {
    expect(saidIn("<p>Well,\n <span>yes</span> .</p><p></p>")).to.equal(number);
  });

  it("has another one when it says something else", () => {
    expect(saidIn("<p>Well, no.</p>")).to.not.equal(number);
  });
});
