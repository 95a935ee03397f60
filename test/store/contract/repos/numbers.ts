import { expect } from "chai";
import type { Repos } from "../../../../src/domain/repos.ts";
import type { Backend } from "../backend.ts";

/** The public numbers of comments, and those that they had elsewhere. */
export function numbersContract(backend: Backend): void {
  let repos: Repos;
  const fresh = async () => {
    repos = (await backend.store()).repos;
  };

  describe("numbers", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("gives each number once, from 1 on", async () => {
      const numbers = await Promise.all(Array.from({ length: 200 }, () => repos.numbers.next()));
      expect(numbers).to.deep.equal(Array.from({ length: 200 }, (_, i) => i + 1));
    });

    it("gives another node other numbers", async () => {
      const other = await backend.second();
      const seen = [
        await repos.numbers.next(),
        await other.repos.numbers.next(),
        await repos.numbers.next(),
        await other.repos.numbers.next(),
      ];
      expect(new Set(seen).size).to.equal(4);
    });

    it("has many in store, none of which is given twice", async () => {
      const other = await backend.second();
      const first = await repos.numbers.next();
      await repos.numbers.ahead(10, 5_000);
      await repos.numbers.ahead(500, 5_000);
      const many = await Promise.all(Array.from({ length: 500 }, () => repos.numbers.next()));
      expect(many).to.deep.equal(Array.from({ length: 500 }, (_, i) => first + 1 + 63 + i));
      expect(await other.repos.numbers.next()).to.be.greaterThan(5_000);
    });

    it("passes by the numbers that an import brought, also within a block that is leased", async () => {
      await repos.numbers.next();
      await repos.numbers.raiseTo(40);
      const after = await repos.numbers.next();
      expect(after).to.be.greaterThan(40);
      await repos.numbers.raiseTo(5000);
      expect(await repos.numbers.next()).to.be.greaterThan(5000);
      await repos.numbers.raiseTo(10);
      expect(await repos.numbers.next()).to.equal(5002);
    });

    it("tells which may have been given out, to one that brings its own numbers atomically", async () => {
      expect(await repos.numbers.highest()).to.equal(0);
      expect(await repos.numbers.raiseTo(40)).to.equal(0);
      expect(await repos.numbers.highest()).to.equal(40);
      const given = await repos.numbers.next();
      const before = await repos.numbers.raiseTo(1000);
      expect(before).to.be.at.least(given).and.lessThan(1000);
      expect(await repos.numbers.raiseTo(7)).to.equal(1000);
      expect(await repos.numbers.highest()).to.equal(1000);
    });
  });

  describe("old numbers", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("lead to the comment that had them first, each on its own site", async () => {
      await repos.oldNumbers.put("site", 12, "c1");
      await repos.oldNumbers.put("site", 12, "c2");
      await repos.oldNumbers.put("two", 12, "c3");
      expect(await repos.oldNumbers.find("site", 12)).to.equal("c1");
      expect(await repos.oldNumbers.find("two", 12)).to.equal("c3");
      expect(await repos.oldNumbers.find("site", 1)).to.equal(null);
    });
  });
}
