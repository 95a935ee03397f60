import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { openScratch } from "../../src/runtime/scratch.ts";

const filler = fileURLToPath(new URL("scratch-filler.ts", import.meta.url));

describe("room for temporary bytes", () => {
  it("gives back what was written, wherever that was", () => {
    const scratch = openScratch();
    scratch.write(8192, new Uint8Array([1, 2, 3]));
    scratch.write(0, new Uint8Array([4]));
    const bytes = new Uint8Array(3);
    scratch.read(8192, bytes);
    expect([...bytes]).to.deep.equal([1, 2, 3]);
    expect(() => scratch.read(8193, bytes)).to.throw("Temporary files cannot be kept");
    scratch.close();
  });

  it("says so where there is room for a part of them alone", () => {
    // Files may have 12 kB: the second page ends in its middle, as on a disk that is almost full.
    const shell = `ulimit -f 12; exec "$0" --import tsx "$1"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", shell, process.execPath, filler], { encoding: "utf8" });
    expect(stdout, stderr).to.equal("busy: 8192 kept\n");
  });
});
