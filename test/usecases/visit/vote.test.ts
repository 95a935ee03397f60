import { expect } from "chai";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import type { VoteValue } from "../../../src/domain/vote.ts";
import { issoNetwork, votedOnIsso, voterBits } from "../../../src/usecases/visit/isso-voters.ts";
import { type Ballot, createVote } from "../../../src/usecases/visit/vote.ts";
import { readVoter } from "../../../src/usecases/visit/voter.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

describe("vote", () => {
  let world: World;
  let clock: TestClock;
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
  });
  beforeEach(async () => {
    await world.comments.add(aComment({ _id: "a", number: 1 }));
  });

  const cast = (word: string, value: VoteValue, given: Partial<Ballot> = {}) =>
    createVote(world)({
      number: 1,
      value,
      voter: readVoter(world, word),
      address: "203.0.113.7",
      keys: [],
      final: false,
      ...given,
    });
  const votes = async () => (await world.comments.get("a"))?.votes;

  it("can be changed and taken back by the same browser, and cast again", async () => {
    const { word } = readVoter(world, "");
    expect((await cast(word, "up")).kind).to.equal("counted");
    expect((await cast(word, "up")).kind).to.equal("unchanged");
    expect((await cast(word, "down")).kind).to.equal("counted");
    expect(await votes()).to.deep.equal({ up: 0, down: 1 });
    await cast(word, "none");
    expect(await votes()).to.deep.equal({ up: 0, down: 0 });
    await cast(word, "up");
    expect(await votes()).to.deep.equal({ up: 1, down: 0 });
  });

  it("costs nothing to take back what was never cast", async () => {
    expect((await cast("", "none")).kind).to.equal("unchanged");
    expect((await cast("", "up")).kind).to.equal("counted");
  });

  it("is one a browser, whatever is hung on to its word", async () => {
    const { word } = readVoter(world, "");
    clock.advance(24 * 3_600_000);
    expect((await cast(word, "up")).kind).to.equal("counted");
    expect(readVoter(world, `${word}~x`).settled).to.equal(false);
    expect((await cast(`${word}~x`, "up")).kind).to.equal("counted");
    expect(await cast(`${word}~y`, "up")).to.deep.include({ kind: "refused", reason: "network" });
  });

  it("is one a day for all in a network whose browsers are new", async () => {
    await cast("", "up");
    expect(await cast("", "up")).to.deep.include({ kind: "refused", reason: "network" });
    const { word } = readVoter(world, "");
    clock.advance(24 * 3_600_000);
    expect((await cast(word, "up")).kind).to.equal("counted");
    expect((await cast("", "up")).kind).to.equal("counted");
  });

  it("is twenty a day for browsers of one network that are known, so that heaps of cookies win little", async () => {
    const words = Array.from({ length: 21 }, () => readVoter(world, "").word);
    clock.advance(24 * 3_600_000);
    for (const word of words.slice(0, 20)) expect((await cast(word, "up")).kind).to.equal("counted");
    expect(await cast(words[20] ?? "", "up")).to.deep.include({ kind: "refused", reason: "network" });
    expect((await cast(words[0] ?? "", "down")).kind).to.equal("counted");
  });

  it("throws for a comment that there is not", async () => {
    const error: unknown = await cast("", "up", { number: 9 }).catch((thrown: unknown) => thrown);
    expect(isProblem(error, "not-found")).to.equal(true);
  });

  it("keeps nothing that tells who voted", async () => {
    const voter = readVoter(world, "");
    await cast(voter.word, "up");
    const kept = JSON.stringify(await world.votes.get("a", voter.id));
    expect(kept).to.contain('"up"');
    expect(kept).to.not.contain(voter.word.split("~")[0]);
    expect(kept).to.not.contain("203.0");
  });

  describe("by Isso's filter of voters", () => {
    it("sets the bits that Isso sets", async () => {
      const bits = await voterBits("127.0.0.0");
      expect(bits.sort((a, b) => a - b)).to.deep.equal([139, 142, 195, 413, 641, 678, 1110, 1516, 1559, 1687, 1944]);
    });

    it("knows networks in Isso's spelling", () => {
      expect(issoNetwork("127.0.0.9")).to.equal("127.0.0.0");
      expect(issoNetwork("::ffff:192.0.2.77")).to.equal("192.0.2.0");
      expect(issoNetwork("2001:db8:85a3::8a2e:370:7334")).to.equal("2001:0db8:85a3:0000:0000:0000:0000:0000");
      expect(issoNetwork("nonsense")).to.equal("0.0.0.0");
    });

    it("says no where there is no filter, or one that is none", async () => {
      expect(await votedOnIsso(undefined, "127.0.0.1")).to.equal(false);
      expect(await votedOnIsso("AAAA", "127.0.0.1")).to.equal(false);
      expect(await votedOnIsso(Buffer.alloc(256, 255).toString("base64"), "127.0.0.1")).to.equal(true);
      expect(await votedOnIsso(Buffer.alloc(256).toString("base64"), "127.0.0.1")).to.equal(false);
    });
  });
});
