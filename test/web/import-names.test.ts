import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { importers } from "../../src/compose/importers.ts";
import { createUploads } from "../../src/runtime/uploads.ts";
import { startWebNode } from "../helpers/web.ts";

describe("a file that is brought to /admin/import", () => {
  it("lies under a name of the node's own, for its account alone, and is served by no address", async () => {
    const folder = mkdtempSync(join(tmpdir(), "antiphon-names-"));
    const uploads = createUploads({ store: `sqlite:${folder}/data/antiphon.db`, importBytes: 1_000 });
    const node = await startWebNode({ carrying: { importers, exporters: [], uploads, poke: () => undefined } });
    const { cookie, csrf } = await node.signIn();
    for (const name of ["../../evil.sh", "..\\evil.bat", "/etc/evil", "evil.html\u0000.xml"]) {
      const form = new FormData();
      form.set("csrf", csrf);
      form.set("file", new Blob(["<script>1</script>"]), name);
      const headers = { cookie, origin: node.url, accept: "text/html" };
      await fetch(`${node.url}/admin/import/file`, { method: "POST", body: form, headers, redirect: "manual" });
    }
    const kept = readdirSync(`${folder}/data/imports`);
    expect(kept).to.have.lengthOf(4);
    expect(kept.filter((name) => !/^[\w-]+$/.test(name))).to.deep.equal([]);
    expect(readdirSync(folder)).to.deep.equal(["data"]);
    expect(existsSync(join(folder, "..", "evil.sh"))).to.equal(false);
    for (const name of kept) {
      expect(statSync(`${folder}/data/imports/${name}`).mode & 0o077).to.equal(0);
      for (const path of [`/imports/${name}`, `/assets/../imports/${name}`, `/data/imports/${name}`])
        expect((await node.get(path, { cookie })).status, path).to.equal(404);
    }
    await node.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
