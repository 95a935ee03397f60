import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect } from "chai";
import { createPageShelf } from "../../src/web/page-shelf.ts";
import { type ReadyPage, readyPage } from "../../src/web/ready-page.ts";

const text = (name: string) => `<p>${name}</p>${Array.from({ length: 3_000 }, (_, i) => `<p>${i}</p>`).join("")}`;
const page = (name: string) => readyPage(text(name), `"${name}"`, { Vary: "Accept-Encoding" });
const plainly = (found: ReadyPage | undefined) => found?.form(null).body.toString();

describe("page shelf", () => {
  it("gives each page back in every form, with the headers of that form", () => {
    const shelf = createPageShelf(1_000_000);
    const first = shelf.set("one", { page: page("one") });
    for (const found of [first, shelf.get("one")?.page as ReadyPage]) {
      expect(plainly(found)).to.equal(text("one"));
      for (let time = 0; time < 3; time++) {
        const { body, headers } = found.form("br");
        expect(brotliDecompressSync(body).toString()).to.equal(text("one"));
        expect(headers).to.include({ "Content-Encoding": "br", "Content-Length": body.length, ETag: '"one"' });
        expect(headers).to.include({ Vary: "Accept-Encoding" });
        const zipped = found.form("gzip");
        expect(gunzipSync(zipped.body).toString()).to.equal(text("one"));
        expect(zipped.headers).to.include({ "Content-Encoding": "gzip", "Content-Length": zipped.body.length });
        expect(found.form(null).headers).to.not.have.property("Content-Encoding");
      }
    }
  });

  it("keeps many times as many pages as would find room unpacked, and no more than it may", () => {
    const shelf = createPageShelf(400_000);
    for (let i = 0; i < 100; i++) {
      shelf.set(`${i}`, { page: page(`${i}`) });
      plainly(shelf.get(`${i}`)?.page);
      shelf.get(`${i}`)?.page.form("gzip");
      expect(shelf.bytes).to.be.at.most(400_000);
    }
    const found = Array.from({ length: 100 }, (_, i) => plainly(shelf.get(`${i}`)?.page) === text(`${i}`));
    expect(found.filter(Boolean).length).to.be.greaterThan((3 * 400_000) / text("99").length);
  });

  it("packs a page better once it is read again so", () => {
    const shelf = createPageShelf(1_000_000);
    shelf.set("one", { page: page("one") });
    const sizes = [1, 2, 3].map(() => shelf.get("one")?.page.form("br").body.length as number);
    expect(sizes[1]).to.be.lessThan(sizes[0] as number);
    expect(sizes[2]).to.equal(sizes[1]);
  });

  it("never shows the text of the page that was there before", () => {
    const shelf = createPageShelf(1_000_000);
    shelf.set("same", { page: page("old") });
    const old = shelf.get("same")?.page;
    shelf.set("same", { page: page("new") });
    expect(plainly(old)).to.equal(text("old"));
    expect(plainly(shelf.get("same")?.page)).to.equal(text("new"));
  });

  it("leaves short pages as they are", () => {
    const shelf = createPageShelf(1_000_000);
    shelf.set("short", { page: readyPage("<p>Short.</p>", '"short"', {}) });
    expect(shelf.get("short")?.page.form("br").headers).to.not.have.property("Content-Encoding");
  });
});
