import { expect } from "chai";
import { type ImportRun, untouched } from "../../../../src/domain/import-run.ts";
import type { ImportRuns } from "../../../../src/domain/repos.ts";
import { at, type Backend } from "../backend.ts";

const run = (given: Partial<ImportRun> & { _id: string }): ImportRun => ({
  by: { id: "owner", name: "Ada" },
  fileName: "comments.db",
  size: 12,
  detected: "isso",
  importer: "isso",
  site: "site",
  values: { texts: "auto" },
  ...untouched,
  createdAt: at("12:00:00"),
  changedAt: at("12:00:00"),
  ...given,
});

/** Imports in the browser. */
export function importRunsContract(backend: Backend): void {
  describe("imports in the browser", () => {
    let runs: ImportRuns;
    afterEach(() => backend.release());
    beforeEach(async () => {
      runs = (await backend.store()).repos.importRuns;
    });

    it("are kept whole, the newest first, until they are removed", async () => {
      await runs.add(run({ _id: "a" }));
      await runs.add(run({ _id: "b", createdAt: at("12:01:00"), report: ["Stored 1 comment."], lost: true }));
      expect((await runs.list(9)).map(({ _id }) => _id)).to.deep.equal(["b", "a"]);
      expect(await runs.list(1)).to.have.lengthOf(1);
      expect(await runs.get("a")).to.deep.equal(run({ _id: "a" }));
      await runs.remove("a");
      expect(await runs.get("a")).to.equal(null);
    });

    it("change for whoever read them last, and tell how far they are without that", async () => {
      await runs.add(run({ _id: "a" }));
      expect(await runs.change({ _id: "a", version: 1 }, { stage: "looking", heldUntil: at("12:03:00") })).to.equal(
        "ok",
      );
      await runs.progress("a", { done: 5, total: 9, seenAt: at("12:01:00") });
      expect(await runs.change({ _id: "a", version: 1 }, { stage: "done" })).to.equal("stale");
      const now = {
        stage: "looking",
        heldUntil: at("12:03:00"),
        done: 5,
        total: 9,
        seenAt: at("12:01:00"),
        version: 2,
      };
      expect(await runs.get("a")).to.deep.include(now);
    });
  });
}
