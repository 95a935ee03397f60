import { expect } from "chai";
import type { Votes } from "../../../../src/domain/repos.ts";
import { type Vote, type VoteValue, voteId } from "../../../../src/domain/vote.ts";
import { at, type Backend } from "../backend.ts";

function vote(voter: string, value: VoteValue = "up", comment = "a"): Vote {
  return { _id: voteId(comment, voter), comment, voter, value, at: at("12:00:00") };
}

/** Votes: one for each comment and voter, counted by value. */
export function votesContract(backend: Backend): void {
  describe("votes", () => {
    let votes: Votes;
    beforeEach(async () => {
      votes = (await backend.store()).repos.votes;
    });
    afterEach(() => backend.release());

    it("stores a first vote once, and another one in its place where that is meant", async () => {
      expect(await votes.add(vote("ada"))).to.equal("added");
      expect(await votes.add(vote("ada", "down"))).to.equal("already");
      expect(await votes.get("a", "ada")).to.deep.equal(vote("ada"));
      await votes.put(vote("ada", "down"));
      expect(await votes.get("a", "ada")).to.deep.equal(vote("ada", "down"));
      await votes.put(vote("bob", "down"));
      expect(await votes.counts("a")).to.deep.equal({ up: 0, down: 2 });
      expect(await votes.get("b", "ada")).to.equal(null);
    });

    it("counts those of one comment, and none that was taken back", async () => {
      for (const one of [vote("ada"), vote("bob"), vote("cy", "down"), vote("di", "none"), vote("ada", "up", "b")])
        await votes.add(one);
      expect(await votes.counts("a")).to.deep.equal({ up: 2, down: 1 });
      expect(await votes.counts("c")).to.deep.equal({ up: 0, down: 0 });
    });

    it("forgets those of one comment", async () => {
      for (const one of [vote("ada"), vote("bob", "down"), vote("ada", "up", "b")]) await votes.add(one);
      await votes.forget("a");
      expect(await votes.get("a", "ada")).to.equal(null);
      expect(await votes.counts("a")).to.deep.equal({ up: 0, down: 0 });
      expect(await votes.counts("b")).to.deep.equal({ up: 1, down: 0 });
    });

    it("finds what one voter thinks of some comments, and nothing that was taken back", async () => {
      for (const one of [vote("ada"), vote("ada", "down", "b"), vote("ada", "none", "c"), vote("bob", "up", "d")])
        await votes.add(one);
      expect([...(await votes.of("ada", ["a", "b", "c", "d", "e"]))].sort()).to.deep.equal([
        ["a", "up"],
        ["b", "down"],
      ]);
      expect((await votes.of("ada", [])).size).to.equal(0);
    });

    it("gives one voter one vote when two arrive at the same moment", async () => {
      const both = await Promise.all([votes.add(vote("ada")), votes.add(vote("ada"))]);
      expect(both).to.have.members(["added", "already"]);
      expect(await votes.counts("a")).to.deep.equal({ up: 1, down: 0 });
    });
  });
}
