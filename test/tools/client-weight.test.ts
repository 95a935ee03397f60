import { createHash, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { bundleClient } from "../../tools/bundle-client.ts";

describe("the browser part", () => {
  it("stays within its weight, in bytes of gzip", async () => {
    const files = await bundleClient();
    const weight = (name: string) =>
      gzipSync(files.find((file) => file.name === name)?.bytes ?? randomBytes(99_999), { level: 9 }).length;
    // Script and style in one: what reading costs besides the thread.
    expect(weight("embed.js"), "embed.js").to.be.within(1, 5_000);
    // Editor, votes and live together.
    expect(weight("write.js"), "write.js").to.be.within(1, 8_000);
    expect(weight("count.js"), "count.js").to.be.within(1, 700);
    expect(weight("ghost.js"), "ghost.js").to.be.within(1, 900);
    const inIssosPlace = weight("isso.js") + weight("isso.css");
    expect(inIssosPlace, "isso.js and isso.css").to.be.within(1, 8_000);
    expect(weight("isso-count.js"), "isso-count.js").to.be.within(1, 1_100);
    expect(weight("admin.js"), "admin.js").to.be.within(1, 2_500);
    expect(weight("passkey.js"), "passkey.js").to.be.within(1, 1_200);
    const parts = [
      "embed.js",
      "embed.css",
      "write.js",
      "work.js",
      "count.js",
      "ghost.js",
      "passkey.js",
      "isso.js",
      "isso-count.js",
      "admin.js",
      "isso.css",
    ];
    expect(files.map(({ name }) => name)).to.deep.equal(parts);
  });

  it("names the part for writing by what is in it", async () => {
    const files = await bundleClient();
    const write = files.find(({ name }) => name === "write.js")?.bytes ?? Buffer.of();
    const version = createHash("sha256").update(write).digest("base64url").slice(0, 12);
    expect(files.find(({ name }) => name === "embed.js")?.bytes.toString()).to.contain(`write.js?v=${version}`);
  });
});
