import { expect } from "chai";
import type { Notice } from "../../../../src/domain/notice.ts";
import type { Notices } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { at, type Backend } from "../backend.ts";

const notice = (given: Partial<Notice> & { _id: string }): Notice => ({
  site: "site",
  kind: "comment.held",
  at: at("12:00:00"),
  letter: true,
  until: at("13:00:00"),
  ...given,
});

/** What the owner was told of comments. */
export function noticesContract(backend: Backend): void {
  describe("notices", () => {
    let store: Store;
    let notices: Notices;
    afterEach(() => backend.release());
    beforeEach(async () => {
      store = await backend.store();
      notices = store.repos.notices;
    });
    const waiting = async (before?: Date) => (await notices.forLetter("site", 10, before)).map(({ _id }) => _id);

    it("keep what was told last, until it is forgotten or its time is over", async () => {
      expect(await notices.get("a")).to.equal(null);
      await notices.put(notice({ _id: "a" }));
      const later = notice({ _id: "a", kind: "comment.published", letter: false, until: at("14:00:00") });
      await notices.put(later);
      expect(await notices.get("a")).to.deep.equal(later);
      await notices.put(notice({ _id: "b" }));
      await notices.forget("b");
      expect(await notices.get("b")).to.equal(null);
      await store.sweep(at("14:00:00"));
      expect(await notices.get("a")).to.equal(null);
    });

    it("hand out what waits for a letter of a blog, the longest first, until it is told", async () => {
      await notices.put(notice({ _id: "late", at: at("12:02:00") }));
      await notices.put(notice({ _id: "early", at: at("12:01:00") }));
      await notices.put(notice({ _id: "told", letter: false }));
      await notices.put(notice({ _id: "other", site: "another" }));
      expect(await waiting()).to.deep.equal(["early", "late"]);
      expect(await waiting(at("12:02:00"))).to.deep.equal(["early"]);
      expect(await notices.forLetter("site", 1)).to.have.lengthOf(1);
      await notices.lettered(["early"]);
      await notices.lettered([]);
      expect(await waiting()).to.deep.equal(["late"]);
    });
  });
}
