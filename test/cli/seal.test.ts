import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { checkSeals } from "../../src/cli/doctor/seal-check.ts";
import { compose } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import { createTestClock } from "../helpers/clock.ts";
import { problemOf } from "../helpers/problem.ts";

const first = "the first key which is long enough to be one";
const second = "the second key which is long enough as well";

describe("a node with sealed secrets", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
  });
  after(() => rm(folder, { recursive: true }));

  const config = (key?: string) =>
    readConfig({
      ANTIPHON_STORE: `sqlite:${folder}/a.db`,
      ANTIPHON_SITE: "https://blog.example/",
      ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "on",
      ANTIPHON_LOG: "silent",
      ...(key === undefined ? {} : { ANTIPHON_KEY: key }),
    });
  const start = (key?: string) => compose(config(key), { clock: createTestClock(), idle: true });

  it("tells by the doctor what to do, and does not start without the key", async () => {
    const open = await start();
    await open.rotateKey("blog_example", true);
    expect(await checkSeals(open.seals, config())).to.include({ mark: "ok" });
    await open.close();

    const node = await start(first);
    expect((await checkSeals(node.seals, config(first))).sentence).to.contain("lie open: run `antiphon seal`");
    await node.seals.renew("sealed");
    expect(await checkSeals(node.seals, config(first))).to.include({ mark: "ok" });
    await node.close();

    for (const key of [undefined, second]) {
      expect((await problemOf(start(key))).message).to.contain("Set ANTIPHON_KEY to the one they were sealed with");
    }
    const both = await start(`${second},${first}`);
    const former = await checkSeals(both.seals, config(`${second},${first}`));
    expect(former).to.include({ mark: "warn" });
    expect(former.sentence).to.contain("former key");
    await both.close();
  });
});
