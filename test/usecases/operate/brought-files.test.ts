import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { importers } from "../../../src/compose/importers.ts";
import { owner } from "../../../src/domain/moderator.ts";
import { createUploads } from "../../../src/runtime/uploads.ts";
import { createImportWork } from "../../../src/usecases/operate/import-work.ts";
import { createPlanImport } from "../../../src/usecases/operate/plan-import.ts";
import { disqusXml } from "../../helpers/disqus-xml.ts";
import { aSite } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

type TestWorld = Awaited<ReturnType<typeof createTestWorld>>;

describe("files that were brought to be imported", () => {
  let folder: string;
  let made: TestWorld;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "antiphon-brought-"));
    made = await createTestWorld();
    await made.world.sites.add(aSite());
  });
  afterEach(async () => {
    await made.store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A node with a disk of its own, whose work is done when a test says so. */
  function startNode(disk: string) {
    const uploads = createUploads({ store: `sqlite:${folder}/${disk}/antiphon.db`, importBytes: 1_000_000 });
    const plan = createPlanImport(made.world, { importers, uploads, poke: () => undefined });
    const work = createImportWork(made.world, { importers, uploads, origin: "http://localhost" });
    const imports = `${folder}/${disk}/imports`;
    async function* chunks() {
      yield Buffer.from(disqusXml([{ id: "1", link: "https://blog.example/post" }], [{ id: "10" }]));
    }
    return {
      uploads,
      plan,
      work,
      bring: () => plan.bring({ fileName: "export.xml", chunks: chunks(), by: owner }),
      files: () => (existsSync(imports) ? readdirSync(imports) : []),
      touch(msAgo: number) {
        const time = new Date(made.world.clock.now().getTime() - msAgo);
        for (const name of readdirSync(imports)) utimesSync(`${imports}/${name}`, time, time);
      },
    };
  }

  it("are not kept where their import cannot be stored", async () => {
    const node = startNode("a");
    made.world.importRuns.add = () => Promise.reject(new Error("The disk is gone."));
    expect(await node.bring().catch(String)).to.equal("Error: The disk is gone.");
    expect(node.files()).to.deep.equal([]);
  });

  it("stay while they wait, however many imports ended since; the oldest of those are forgotten", async () => {
    const node = startNode("a");
    const waiting = await node.bring();
    for (let i = 1; i <= 60; i++) {
      const createdAt = new Date(waiting.createdAt.getTime() + i);
      await made.world.importRuns.add({ ...waiting, _id: `done-${i}`, stage: "done", createdAt });
    }
    made.clock.advance(1_000);
    await node.bring();
    const kept = (await node.plan.list()).map(({ _id }) => _id);
    expect(kept).to.have.lengthOf(47).and.include.members([waiting._id, "done-16"]).and.not.include("done-15");
    expect(node.files()).to.have.lengthOf(2);
  });

  it("are removed after an hour where no import needs them, or no more", async () => {
    const node = startNode("a");
    const [done, gone] = [await node.bring(), await node.bring(), await node.bring()];
    await made.world.importRuns.change(done, { stage: "done" });
    await made.world.importRuns.remove(gone._id);
    node.touch(3_500_000);
    await node.work.sweep();
    expect(node.files()).to.have.lengthOf(3);
    node.touch(3_700_000);
    await node.work.sweep();
    expect(node.files()).to.have.lengthOf(1);
  });

  it("are waited for by other nodes while the node that has them is alive, and ten minutes more", async () => {
    const [here, other] = [startNode("a"), startNode("b")];
    const { _id } = await here.bring();
    const plan = { importer: "disqus", site: "site", values: {}, map: "", check: false };
    await here.plan.look(_id, plan);
    const stage = async () => (await made.world.importRuns.get(_id))?.stage;
    // It takes nothing up, as when another import keeps it busy.
    await here.work.stop();
    for (let minute = 0; minute < 15; minute++) {
      made.clock.advance(60_000);
      await here.work.sweep();
      await other.work.drain();
    }
    expect(await stage()).to.equal("looking");
    const heldUntil = new Date(made.clock.now().getTime() + 180_000);
    await made.world.importRuns.progress(_id, { heldUntil });
    made.clock.advance(780_000);
    await other.work.drain();
    expect(await stage()).to.equal("looking");
    made.clock.advance(1);
    await other.work.drain();
    expect(await stage()).to.equal("failed");
  });

  it("are none of another database's in the same folder", async () => {
    const node = startNode("a");
    await node.bring();
    const other = createUploads({ store: `sqlite:${folder}/a/other.db`, importBytes: 1_000 });
    const later = new Date(8.64e15);
    expect(await node.uploads.untouchedSince(later)).to.have.lengthOf(1);
    expect(await other.untouchedSince(later)).to.deep.equal([]);
  });
});
