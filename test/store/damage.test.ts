import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openStore } from "../../src/store/open.ts";
import { aComment } from "../helpers/comment.ts";

describe("a database that is damaged", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    file = join(folder, "store.db");
    const store = await openStore(`sqlite:${join(folder, "sound.db")}`);
    await store.docs.comments.insertMany(Array.from({ length: 3000 }, (_, i) => aComment({ _id: `c${i}`, number: i })));
    expect(await store.faults()).to.deep.equal([]);
    // All of a backup lies in its one file.
    await store.backup(file);
    await store.close();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is found to be so by a look at all of it, and no backup of it is taken for whole", async () => {
    const { size } = await stat(file);
    const handle = await open(file, "r+");
    await handle.write(Buffer.alloc(2048, 0x5a), 0, 2048, Math.floor((size * 0.3) / 4096) * 4096);
    await handle.close();
    const store = await openStore(`sqlite:${file}`);
    const faults = await store.faults().catch(({ message }: Error) => [message]);
    expect(faults).to.not.deep.equal([]);
    const copied = await store.backup(join(folder, "copy.db")).then(
      () => "copied",
      () => "refused",
    );
    expect(copied).to.equal("refused");
    await store.close();
  });

  it("is looked at whole in memory as well", async () => {
    const store = await openStore("sqlite::memory:");
    expect(await store.faults()).to.deep.equal([]);
    await store.close();
  });
});
