import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { checkBackups } from "../../src/cli/doctor/keeping-checks.ts";
import { readConfig } from "../../src/config.ts";
import { readBackups } from "../../src/usecases/keep/back-up.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle } from "../helpers/composed-node.ts";
import { type OwnerMail, startOwnerMail } from "../helpers/owner-mail.ts";
import { onEveryStore } from "../helpers/stores.ts";

const hour = 3_600_000;

onEveryStore("a node that makes backups", (store) => {
  const clock = createTestClock();
  let folder: string;
  let own: OwnerMail;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-backups-"));
  });
  afterEach(async () => {
    await own.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (at: string) => {
    own = await startOwnerMail(clock, { ANTIPHON_BACKUP_DIR: at, ANTIPHON_BACKUP_KEEP: "2d", ...store.env() });
  };
  const files = async (at: string) => (await readdir(at)).filter((name) => /\.(db|jsonl)$/.test(name)).sort();
  const doctor = () => checkBackups(own.node.world, readConfig({ ANTIPHON_BACKUP_DIR: folder }));

  it("makes one each day, keeps two days, and the doctor tells of it", async () => {
    await start(folder);
    await settle(own.node);
    expect(await files(folder)).to.have.length(1);
    for (let day = 0; day < 3; day++) {
      await own.pass(24 * hour);
      await settle(own.node);
    }
    expect(await files(folder)).to.have.length(2);
    expect(await doctor()).to.deep.include({ mark: "ok" });
    expect((await doctor()).sentence).to.match(/^the last is of .* UTC, [\d.]+ (KB|MB); the next comes /);
  });

  it("tells the owner once where none can be made, by mail, and says so until one can", async () => {
    const blocked = join(folder, "blocked");
    await writeFile(blocked, "a file where a folder should be");
    await start(blocked);
    await own.pass(1);
    await settle(own.node);
    await own.pass(2 * hour);
    await settle(own.node);
    const troubles = own.mail.letters.filter(({ subject }) => subject === "Your comments need you");
    expect(troubles).to.have.length(1);
    expect(troubles[0]?.text).to.contain(`No backup could be made. No backup could be written to ${blocked}`);
    expect(await doctor()).to.deep.include({ mark: "fail" });
    expect((await doctor()).sentence).to.contain("none was made yet. Since ");
    await rm(blocked);
    await own.pass(2 * hour);
    await settle(own.node);
    expect((await readBackups(own.node.world)).fault).to.equal(null);
    expect(await files(blocked)).to.have.length(1);
  });
});
