import { expect } from "chai";
import { awayWords, paceWords } from "../../src/domain/pace-words.ts";

const minute = 60_000;

describe("words of a pace", () => {
  it("say how often", () => {
    const cases = {
      15: "every 15 minutes",
      60: "every hour",
      75: "every 75 minutes",
      140: "every 2 hours",
      1440: "once a day",
    };
    for (const [minutes, words] of Object.entries(cases)) expect(paceWords(Number(minutes) * minute)).to.equal(words);
  });

  it("say in how long", () => {
    const cases = { "-5": "now", 0: "now", 1: "in 1 minute", 90: "in 2 hours", 2880: "in 2 days" };
    for (const [minutes, words] of Object.entries(cases)) expect(awayWords(Number(minutes) * minute)).to.equal(words);
  });
});
