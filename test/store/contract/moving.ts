import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { restore } from "../../../src/store/backup.ts";
import { everyCollection } from "../../../src/store/copy.ts";
import { migrate } from "../../../src/store/migrate.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { fillingSettings } from "../../../src/store/unfinished.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { at, type Backend } from "./backend.ts";

async function contents(store: Store): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const docs of everyCollection(store.docs)) {
    const found = await docs.find({}).sort({ _id: 1 }).toArray();
    all[docs.spec.name] = found.filter(({ _id }) => !fillingSettings.includes(_id));
  }
  return all;
}

/** The embedded store and this one are copies of each other, whichever way, and a backup of one fits the other. */
export function movingContract(backend: Backend): void {
  describe("moving", () => {
    let embedded: Store;
    let store: Store;
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
      embedded = await openStore("sqlite::memory:");
      store = await backend.store();
      await embedded.repos.sites.add(aSite());
      await embedded.repos.threads.add(aThread());
      for (let i = 0; i < 20; i++)
        await embedded.repos.comments.add(aComment({ _id: `c${i}`, editedAt: at("11:00:00") }));
      await embedded.repos.settings.set("instance", { list: ["ü", 1.5, null] });
      await embedded.repos.settings.set("secret", "hush");
      await embedded.repos.jobs.put(
        [{ id: "j", kind: "deliver", lane: "far.example", payload: { deep: { text: "x" } } }],
        at("12:00:00"),
      );
    });
    afterEach(async () => {
      await embedded.close();
      await backend.release();
      await rm(folder, { recursive: true });
    });

    it("comes from the embedded store and goes back to it unchanged", async () => {
      await migrate(embedded, store, { now: () => at("12:00:00") });
      expect(await contents(store)).to.deep.equal(await contents(embedded));
      const again = await openStore("sqlite::memory:");
      await migrate(store, again, { now: () => at("12:00:00") });
      expect(await contents(again)).to.deep.equal(await contents(embedded));
      await again.close();
    });

    it("brings the embedded store's backup back, and hands its own to it", async () => {
      const [theirs, ours] = [join(folder, "theirs"), join(folder, "ours")];
      await embedded.backup(theirs, { withSecrets: true });
      await restore(store, theirs);
      expect(await contents(store)).to.deep.equal(await contents(embedded));
      await store.backup(ours);
      const again = await openStore("sqlite::memory:");
      await restore(again, ours);
      expect((await again.docs.comments.find({}).toArray()).length).to.equal(20);
      expect(await again.repos.settings.get("secret")).to.equal(null);
      expect(await again.repos.settings.get("instance")).to.deep.equal({ list: ["ü", 1.5, null] });
      await again.close();
    });
  });
}
