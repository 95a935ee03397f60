import { expect } from "chai";
import { joined } from "../../../../federation/delivery/joined.ts";

describe("look-ups that are joined", () => {
  it("are one for all that is asked in one turn, each key once, and anew in the next", async () => {
    const asked: string[][] = [];
    const look = joined<string>(async (keys) => {
      asked.push([...keys]);
      return new Map(keys.filter((key) => key !== "none").map((key) => [key, key.toUpperCase()]));
    });
    expect(await Promise.all([look("a"), look("b"), look("a"), look("none")])).to.deep.equal(["A", "B", "A", null]);
    expect(await look("a")).to.equal("A");
    expect(asked).to.deep.equal([["a", "b", "none"], ["a"]]);
  });

  it("fail all who asked when the look-up fails, and nobody after", async () => {
    let away = true;
    const look = joined<string>(async () => {
      if (away) throw new Error("away");
      return new Map([["a", "A"]]);
    });
    const outcomes = await Promise.allSettled([look("a"), look("b")]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(["rejected", "rejected"]);
    away = false;
    expect(await look("a")).to.equal("A");
  });
});
