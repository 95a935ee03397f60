import { expect } from "chai";
import fc from "fast-check";
import type { Repos } from "../../../../src/domain/repos.ts";
import { type Example, modelSize } from "../../../../src/domain/spam.ts";
import type { Store } from "../../../../src/store/open.ts";
import { at, type Backend } from "../backend.ts";

const until = at("23:00:00");

/** What is kept against spam: lessons and what was used up. */
export function spamContract(backend: Backend): void {
  let store: Store;
  let repos: Repos;
  const fresh = async () => {
    store = await backend.store();
    repos = store.repos;
  };
  const teach = (comment: string, as: Example["as"], features: number[], site = "site") =>
    repos.lessons.teach({ _id: comment, site }, { as, features }, until);

  describe("lessons", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("knows nothing at first, and counts each feature of both kinds", async () => {
      expect(await repos.lessons.model("site")).to.equal(null);
      await teach("a", "spam", [0, 5, modelSize - 1]);
      await teach("b", "ham", [5]);
      const model = await repos.lessons.model("site");
      expect([model?.spam, model?.ham]).to.deep.equal([1, 1]);
      expect(model?.counts.length).to.equal(2 * modelSize);
      expect([0, 1, 10, 11].map((place) => model?.counts[place])).to.deep.equal([1, 0, 1, 1]);
      expect(model?.counts.at(-2)).to.equal(1);
    });

    it("keeps what each site learned apart", async () => {
      await teach("a", "spam", [1]);
      await teach("b", "ham", [1], "other");
      expect(await repos.lessons.model("site")).to.include({ spam: 1, ham: 0 });
      expect(await repos.lessons.model("other")).to.include({ spam: 0, ham: 1 });
    });

    it("counts a comment once, and moves its counts when it is decided otherwise", async () => {
      await teach("a", "spam", [1, 2]);
      const first = await repos.lessons.model("site");
      await teach("a", "spam", [1, 2]);
      expect(await repos.lessons.model("site")).to.deep.equal(first);
      await teach("a", "ham", [1, 2]);
      expect(await repos.lessons.model("site")).to.include({ spam: 0, ham: 1 });
      await teach("a", "spam", [1, 2]);
      expect(await repos.lessons.model("site")).to.deep.equal(first);
    });

    it("forgets the words a comment had, when it was changed before it is decided of again", async () => {
      await teach("a", "ham", [1, 2]);
      await teach("a", "ham", [3]);
      const model = await repos.lessons.model("site");
      expect([model?.ham, ...[3, 5, 7].map((place) => model?.counts[place])]).to.deep.equal([1, 0, 0, 1]);
    });

    it("loses nothing when many decide at once", async () => {
      // Two clients of the stand-in may both believe that theirs was the write.
      const other = backend.standIn ? store : await backend.second();
      await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          (i % 2 ? repos : other.repos).lessons.teach(
            { _id: `c${i}`, site: "site" },
            { as: "spam", features: [9] },
            until,
          ),
        ),
      );
      const model = await repos.lessons.model("site");
      expect([model?.spam, model?.counts[18]]).to.deep.equal([12, 12]);
    });

    it("is as before after any decisions that were turned round", async () => {
      const features = fc.uniqueArray(fc.nat(modelSize - 1), { minLength: 1, maxLength: 20 });
      const comments = fc.array(fc.record({ as: fc.constantFrom("spam" as const, "ham" as const), features }), {
        minLength: 1,
        maxLength: 5,
      });
      await fc.assert(
        fc.asyncProperty(fc.uuid(), comments, async (site, decided) => {
          for (const [i, { as, features: some }] of decided.entries()) await teach(`${site} ${i}`, as, some, site);
          const before = await repos.lessons.model(site);
          for (const as of ["spam", "ham"] as const) {
            for (const [i, one] of decided.entries()) await teach(`${site} ${i}`, as, one.features, site);
          }
          for (const [i, { as, features: some }] of decided.entries()) await teach(`${site} ${i}`, as, some, site);
          expect(await repos.lessons.model(site)).to.deep.equal(before);
        }),
        { numRuns: 10 },
      );
    });

    it("forgets a lesson after its time, but not what was learned", async () => {
      await teach("a", "spam", [1]);
      await store.sweep(until);
      await teach("a", "ham", [1]);
      expect(await repos.lessons.model("site")).to.include({ spam: 1, ham: 1 });
    });
  });

  describe("what may be used once", () => {
    afterEach(() => backend.release());
    beforeEach(fresh);

    it("is used by exactly one of many, on all nodes", async () => {
      const other = backend.standIn ? store : await backend.second();
      const uses = await Promise.all([repos, other.repos, repos].map(({ spent }) => spent.spend("a", until)));
      expect(uses.filter(Boolean)).to.have.lengthOf(1);
      expect(await repos.spent.spend("b", until)).to.equal(true);
      await repos.spent.giveBack("b");
      expect(await repos.spent.spend("b", until)).to.equal(true);
    });

    it("is kept until its time", async () => {
      await repos.spent.spend("a", until);
      await store.sweep(at("22:59:59"));
      expect(await repos.spent.spend("a", until)).to.equal(false);
      await store.sweep(until);
      expect(await repos.spent.spend("a", until)).to.equal(true);
    });
  });
}
