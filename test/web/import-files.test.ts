import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { type ImportDesk, problemOn, startImportDesk, twoComments } from "../helpers/import-desk.ts";

/** Waits for what another connection does. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

describe("files that are brought to /admin/import", () => {
  let desk: ImportDesk;
  beforeEach(async () => {
    desk = await startImportDesk();
  });
  afterEach(() => desk.close());

  it("refuses what is no file, empty, too large or of a forged form, and leaves nothing behind", async () => {
    const empty = await desk.send("", "empty.xml");
    expect(problemOn(await empty.text())).to.equal("The file is empty. Choose another one.");
    const large = await desk.send(Buffer.alloc(1_000_001), "large.xml");
    expect(large.status).to.equal(413);
    expect(problemOn(await large.text())).to.contain("larger than 1 MB");
    expect((await desk.send(twoComments, "x.xml", "forged")).status).to.equal(403);
    const none = await desk.press("/admin/import/file");
    expect(none.status).to.equal(415);
    const form = new FormData();
    form.set("csrf", desk.csrf);
    const headers = { cookie: desk.cookie, origin: desk.node.url, accept: "text/html" };
    const without = await fetch(`${desk.node.url}/admin/import/file`, { method: "POST", body: form, headers });
    expect(problemOn(await without.text())).to.equal("Choose a file first.");
    const stranger = await fetch(`${desk.node.url}/admin/import/file`, {
      method: "POST",
      body: form,
      redirect: "manual",
    });
    expect(stranger.status).to.equal(401);
    expect(desk.files()).to.deep.equal([]);
    expect(await desk.node.world.importRuns.list(9)).to.deep.equal([]);
  });

  it("lets go of a file that is cut off on its way, or damaged", async () => {
    const start = `--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${desk.csrf}\r\n--b\r\n`;
    const file = 'Content-Disposition: form-data; name="file"; filename="a.xml"\r\n\r\n<disqus';
    const headers = {
      cookie: desk.cookie,
      origin: desk.node.url,
      accept: "text/html",
      "content-type": "multipart/form-data; boundary=b",
    };
    const cut = await fetch(`${desk.node.url}/admin/import/file`, { method: "POST", headers, body: start + file });
    expect(cut.status).to.equal(422);
    expect(await cut.text()).to.contain("did not arrive whole");
    const bare = { ...headers, "content-type": "multipart/form-data" };
    expect(
      (await fetch(`${desk.node.url}/admin/import/file`, { method: "POST", headers: bare, body: "x" })).status,
    ).to.equal(422);

    const { hostname, port } = new URL(desk.node.url);
    await new Promise<void>((resolve) => {
      const sending = request({ hostname, port, path: "/admin/import/file", method: "POST", headers });
      sending.on("error", () => resolve());
      sending.write(start + file);
      void until(() => desk.files().length > 0).then(() => sending.destroy(new Error("gone")));
    });
    await until(() => desk.files().length === 0);
    expect(desk.files()).to.deep.equal([]);
    expect(await desk.node.world.importRuns.list(9)).to.deep.equal([]);
  });

  it("does not burst with a file that was made to", async () => {
    const path = await desk.looked(gzipSync(Buffer.alloc(400_000_000, " ")));
    expect(await desk.page(path)).to.contain("bursts when it is unpacked");
    expect(await desk.page(path)).to.contain("Try again");
  });

  it("takes two at once, one after the other, and five files at a time", async () => {
    const paths = await Promise.all([desk.bring(twoComments, "a.xml"), desk.bring(twoComments, "b.xml")]);
    for (const path of paths) await desk.press(`${path}/look`, { importer: "disqus", site: "site" });
    await Promise.all([desk.imports.drain(), desk.imports.drain()]);
    for (const path of paths) await desk.press(`${path}/begin`);
    await desk.imports.drain();
    const reports = (await Promise.all(paths.map(desk.page))).join();
    expect(reports).to.contain("Stored 2 comments").and.contain("2 comments were here already");
    for (let i = 0; i < 5; i++) await desk.bring(twoComments);
    const sixth = await desk.send(twoComments);
    expect(sixth.status).to.equal(409);
    expect(problemOn(await sixth.text())).to.contain("5 files wait already");
    expect(desk.files()).to.have.lengthOf(5);
  });
});
