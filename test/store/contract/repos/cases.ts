import { expect } from "chai";
import type { Case } from "../../../../src/domain/report.ts";
import type { Cases } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { at, type Backend } from "../backend.ts";

const aCase = (given: Partial<Case> = {}): Case => ({
  _id: "c1",
  site: "site",
  open: true,
  createdAt: at("12:00:00"),
  count: 1,
  reports: [{ host: null, reason: "spam", words: "Look at it" }],
  reporters: ["one"],
  until: null,
  version: 1,
  ...given,
});

/** What was reported of comments. */
export function casesContract(backend: Backend): void {
  describe("cases", () => {
    let store: Store;
    let cases: Cases;
    afterEach(() => backend.release());
    beforeEach(async () => {
      store = await backend.store();
      cases = store.repos.cases;
    });

    it("are one for each comment, and change at the version that was read alone", async () => {
      expect(await cases.add(aCase())).to.equal("added");
      expect(await cases.add(aCase({ count: 9 }))).to.equal("already");
      expect(await cases.change(aCase({ count: 2 }))).to.equal("ok");
      expect(await cases.change(aCase({ count: 3 }))).to.equal("stale");
      expect(await cases.get("c1")).to.deep.equal(aCase({ count: 2, version: 2 }));
      expect(await cases.get("other")).to.equal(null);
    });

    it("are listed while they wait, the last reported first, in pages", async () => {
      await cases.add(aCase({ _id: "a" }));
      await cases.add(aCase({ _id: "b", createdAt: at("12:01:00") }));
      await cases.add(aCase({ _id: "c", createdAt: at("12:02:00"), open: false }));
      const first = await cases.open({ limit: 1 });
      const second = await cases.open({ limit: 1, after: first.next });
      expect([first, second].map(({ items, next }) => [items[0]?._id, next !== null])).to.deep.equal([
        ["b", true],
        ["a", false],
      ]);
      expect((await cases.among(["a", "c", "none"])).map(({ _id }) => _id)).to.deep.equal(["a"]);
    });

    it("are forgotten a while after the decision, and never while they wait", async () => {
      await cases.add(aCase({ _id: "waits" }));
      await cases.add(aCase({ _id: "decided", open: false, until: at("13:00:00") }));
      await store.sweep(at("13:00:00"));
      expect(await cases.get("decided")).to.equal(null);
      expect(await cases.get("waits")).to.not.equal(null);
    });
  });
}
