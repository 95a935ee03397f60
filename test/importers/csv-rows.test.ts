import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { readCsv } from "../../src/importers/csv-rows.ts";
import { createFolder } from "../helpers/isso-db.ts";

describe("importers: rows of CSV", () => {
  const folder = createFolder();
  after(() => folder.clear());

  async function rowsOf(text: string): Promise<unknown[]> {
    writeFileSync(folder.file("x.csv"), text);
    const rows: unknown[] = [];
    for await (const row of readCsv(folder.file("x.csv"))) rows.push(row.kind === "row" ? row.values : row.reason);
    return rows;
  }

  it("reads quoted values with commas, line ends and quotes, with either line end, and the last line without one", async () => {
    expect(await rowsOf('\uFEFFa,"b, ""c""\r\nd",\r\n\n"",e"f\n"g"')).to.deep.equal([
      ["a", 'b, "c"\r\nd', ""],
      ["", 'e"f'],
      ["g"],
    ]);
    expect(await rowsOf("")).to.deep.equal([]);
  });

  it("says when a quote never ends", async () => {
    expect(await rowsOf('a,b\nc,"d')).to.deep.equal([
      ["a", "b"],
      "the file ends in the middle; what comes after that is missing",
    ]);
  });

  it("reads long files piece by piece", async () => {
    const line = `${"x".repeat(50)},"${'y""'.repeat(50)}"\n`;
    const rows = await rowsOf(line.repeat(2_000));
    expect(rows).to.have.length(2_000);
    expect(rows.at(-1)).to.deep.equal(["x".repeat(50), 'y"'.repeat(50)]);
  });
});
