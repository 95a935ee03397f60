import { expect } from "chai";
import type { AuditEntry } from "../../../../src/domain/audit.ts";
import { owner } from "../../../../src/domain/moderator.ts";
import type { Audit } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { at, type Backend } from "../backend.ts";

const entry = (given: Partial<AuditEntry> & { _id: string }): AuditEntry => ({
  by: owner,
  act: "comment.approve",
  site: "site",
  subject: "c1",
  label: "#1 by Ada",
  detail: null,
  createdAt: at("12:00:00"),
  until: at("13:00:00"),
  ...given,
});

/** What was done on the owner's side. */
export function auditContract(backend: Backend): void {
  describe("audit", () => {
    let store: Store;
    let audit: Audit;
    afterEach(() => backend.release());
    beforeEach(async () => {
      store = await backend.store();
      audit = store.repos.audit;
    });
    const ids = async (which: Parameters<Audit["list"]>[0] = {}) =>
      (await audit.list(which, { limit: 10 })).items.map(({ _id }) => _id);

    it("keeps entries as they are, the newest first", async () => {
      const old = entry({ _id: "old", detail: "before" });
      await audit.add([old, entry({ _id: "new", createdAt: at("12:01:00") })]);
      await audit.add([]);
      expect(await ids()).to.deep.equal(["new", "old"]);
      expect((await audit.list({}, { limit: 10 })).items[1]).to.deep.equal(old);
    });

    it("finds those of a subject, a moderator and a blog", async () => {
      await audit.add([
        entry({ _id: "a" }),
        entry({ _id: "b", subject: "c2", createdAt: at("12:01:00") }),
        entry({ _id: "c", by: { id: "anna", name: "Anna" }, createdAt: at("12:02:00") }),
        entry({ _id: "d", site: null, createdAt: at("12:03:00") }),
      ]);
      expect(await ids({ subject: "c2" })).to.deep.equal(["b"]);
      expect(await ids({ by: "anna" })).to.deep.equal(["c"]);
      expect(await ids({ site: "site" })).to.deep.equal(["c", "b", "a"]);
      expect(await ids({ act: "comment.approve", by: "anna" })).to.deep.equal(["c"]);
      expect(await ids({ act: "comment.hide" })).to.deep.equal([]);
      expect(await ids({ subject: "c1", site: "site", by: owner.id })).to.deep.equal(["a"]);
    });

    it("leads from page to page, and forgets what is past its time", async () => {
      await audit.add(["a", "b", "c"].map((_id) => entry({ _id })));
      const first = await audit.list({}, { limit: 2 });
      const second = await audit.list({}, { limit: 2, after: first.next });
      expect([...first.items, ...second.items].map(({ _id }) => _id)).to.deep.equal(["c", "b", "a"]);
      await store.sweep(at("13:00:00"));
      expect(await ids()).to.deep.equal([]);
    });
  });
}
