import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { readText } from "../../src/importers/read-text.ts";
import { createFolder } from "../helpers/isso-db.ts";

describe("importers: the text of a file", () => {
  const folder = createFolder();
  after(() => folder.clear());

  async function read(bytes: Uint8Array): Promise<{ text: string; isDamaged: boolean }> {
    writeFileSync(folder.file("x.xml"), bytes);
    let [text, isDamaged] = ["", false];
    for await (const piece of readText(folder.file("x.xml"))) {
      text += piece.text;
      isDamaged ||= piece.damaged;
    }
    return { text, isDamaged };
  }

  for (const name of ["windows-1252", "iso-8859-1"]) {
    it(`has the quotes and the euro of Windows where a file says that it is ${name}, however long it is`, async () => {
      const head = `<?xml version="1.0" encoding="${name}"?>`;
      const words = "It\x92s \x93caf\xe9\x94 for \x80 5\n";
      const file = Buffer.from(head + words.repeat(10_000), "latin1");
      const expected = head + "It’s “café” for € 5\n".repeat(10_000);
      expect(await read(file)).to.deep.equal({ text: expected, isDamaged: false });
      expect(await read(gzipSync(file))).to.deep.equal({ text: expected, isDamaged: false });
    });
  }
});
