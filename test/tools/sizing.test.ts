import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { reckon, site } from "../../tools/sizing/arithmetic.ts";
import { figuresFile, keptFigures, page, renewed, textOf, withTables } from "../../tools/sizing/page.ts";
import { root } from "../helpers/sources.ts";

describe("what a large site needs", () => {
  const kept = keptFigures();
  const { rows, taken } = kept;
  const words = readFileSync(page, "utf8");

  it("is in the documentation as it is reckoned from the figures that are kept there", () => {
    expect(withTables(words, kept)).to.equal(words, "npx tsx tools/sizing/run.ts --write");
    expect(taken).to.match(/\d{1,2} [A-Z][a-z]+ 20\d\d/);
    expect(words).to.contain(taken.slice(1));
    expect(textOf(kept)).to.equal(readFileSync(figuresFile, "utf8"));
  });

  it("takes figures over that a run has, and says which it lacks", () => {
    const run = [
      { name: "read, 304", value: 60_000, unit: "req/s" },
      { name: "memory, idle", value: null, unit: "MB" },
    ];
    const { kept: after, missing } = renewed(kept, run);
    expect(after.rows.filter((row, i) => row.value !== rows[i]?.value)).to.deep.equal([run[0]]);
    expect(missing)
      .to.have.length(rows.length - 1)
      .and.to.include("memory, idle");
    expect(withTables(words, after)).to.contain("“read, 304” (60,000/s)");
  });

  it("names each figure that it uses, uses none that is not there, and follows what changes", () => {
    const withRows = (changed: typeof rows) => withTables(words, { taken, rows: changed });
    for (const { name } of rows) expect(words, name).to.contain(`“${name}”`);
    expect(() => reckon(rows.slice(1).filter(({ name }) => name !== "read, 304"))).to.throw("“read, 304”");
    const slower = rows.map((row) => (row.name === "inbox, signed Create(Note)" ? { ...row, value: 10 } : row));
    expect(withRows(slower)).to.contain("| 100 a second |");
    const heavier = rows.map((row) => (row.name === "memory, idle" ? { ...row, value: 999 } : row));
    expect(withRows(heavier)).to.contain("| 999 MB (“memory, idle”) |");
    expect(withRows(rows)).to.not.contain("NaN");
  });

  it("is right about how many open pages a node listens for", () => {
    const limits = readFileSync(join(root, "docs/limits.md"), "utf8");
    const [, most = ""] = /^\| open pages that listen \| ([\d,]+) \|/m.exec(limits) ?? [];
    expect(Number(most.replace(",", ""))).to.equal(site.streamsANode);
  });
});
