import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { openStore } from "../../src/store/open.ts";
import { writeExport } from "../../tools/bench/exports.ts";
import { createFolder } from "../helpers/isso-db.ts";
import { root } from "../helpers/sources.ts";

const comments = 5_500;

describe("an import that is killed", function () {
  this.timeout(180_000);
  const folder = createFolder();
  after(() => folder.clear());

  /** Runs the command as a process of its own; kills it in mid-work where it is told so. */
  async function run(store: string, file: string, killed: boolean): Promise<string> {
    const env = {
      ...process.env,
      ANTIPHON_STORE: store,
      ANTIPHON_SITE: "https://blog.example/",
      ANTIPHON_LOG: "silent",
    };
    const args = ["--import", "tsx", join(root, "src/cli/main.ts"), "import", "remark42", file];
    const child = spawn(process.execPath, args, { cwd: root, env: { ...env, ANTIPHON_URL: "http://localhost:1" } });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
      if (killed && said.includes(`5000 of ${comments}`)) child.kill("SIGKILL");
    });
    await once(child, "close");
    return said;
  }

  async function contents(store: string) {
    const open = await openStore(store);
    try {
      const found = await open.docs.comments.find({}).sort({ createdAt: 1 }).toArray();
      // Ids depend on the blog's, which is another one in each store.
      const words = new Map(found.map(({ _id, source }) => [_id, source.text]));
      return found.map(({ _id, parent, path, state }) => [
        words.get(_id),
        parent && words.get(parent),
        path.map((id) => words.get(id)),
        state,
      ]);
    } finally {
      await open.close();
    }
  }

  it("goes on where it was, and ends as one that was not", async () => {
    const file = folder.file("backup.json");
    await writeExport("remark42", file, comments);
    const [cut, whole] = [`sqlite:${folder.file("cut.db")}`, `sqlite:${folder.file("whole.db")}`];
    await run(cut, file, true);
    const before = (await contents(cut)).length;
    expect(before).to.be.greaterThan(1_000).and.lessThan(comments);
    const said = await run(cut, file, false);
    expect(said)
      .to.match(/Stored \d+ comments/)
      .and.to.contain("were here already");
    await run(whole, file, false);
    const after = await contents(cut);
    expect(after).to.have.length(comments);
    expect(after).to.deep.equal(await contents(whole));
  });
});
