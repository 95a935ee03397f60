import { expect } from "chai";
import fc from "fast-check";
import { readCsv, writeCsv } from "../../../../src/usecases/moderate/lists/csv.ts";
import { readList } from "../../../../src/usecases/moderate/lists/read-list.ts";

/** Entries as `NAME SEVERITY REJECTS REASON`. */
function said(text: string): string[] {
  return readList(text).entries.map(({ name, severity, rejects, reason }) =>
    [name, severity ?? "-", rejects.join("+") || "-", reason].join(" ").trim(),
  );
}

describe("lists of rules", () => {
  it("reads Mastodon's table of an administrator", () => {
    const list = [
      "\ufeff#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate",
      'a.example,suspend,True,True,"Spam, and ""more""",False',
      "b.example,silence,false,true,,true",
      "c.example,noop,TRUE,false,,false",
      "d.example,,false,false,,false",
    ].join("\r\n");
    expect(said(list)).to.deep.equal([
      'a.example block media+reports Spam, and "more"',
      "b.example hold reports",
      "c.example noop media",
      "d.example - -",
    ]);
  });

  it("reads other orders of columns, and names without a #", () => {
    expect(said("severity,comment,domain\nreject,Bots,a.example")).to.deep.equal(["a.example block - Bots"]);
  });

  it("reads a table without a head, a user's domains and a plain list with remarks", () => {
    expect(said("a.example,suspend\n*.b.example")).to.deep.equal(["a.example block -", "*.b.example - -"]);
    expect(said("# a remark\n\n a.example \n// another\nb.example\n")).to.deep.equal([
      "a.example - -",
      "b.example - -",
    ]);
    expect(said("#domain\na.example")).to.deep.equal(["a.example - -"]);
  });

  it("reads lists of accounts, blocked or muted", () => {
    expect(said("eve@a.example\n@bob@b.example")).to.deep.equal(["eve@a.example - -", "@bob@b.example - -"]);
    const muted = "Account address,Hide notifications\neve@a.example,true";
    expect(said(muted)).to.deep.equal(["eve@a.example - -"]);
  });

  it("reads GoToSocial's JSON, and what servers publish of their blocks", () => {
    const json = [{ domain: "a.example", obfuscate: false, public_comment: "Spam" }, "b.example"];
    expect(said(JSON.stringify(json))).to.deep.equal(["a.example - - Spam", "b.example - -"]);
    const published = [{ domain: "c.example", digest: "00", severity: "silence", comment: "Rude" }];
    expect(said(JSON.stringify(published))).to.deep.equal(["c.example hold - Rude"]);
  });

  it("refuses what is masked, nameless or of an unknown severity, by its line", () => {
    const { entries, unread } = readList(
      '#domain,#severity,#public_comment\na.example,suspend,"two\nlines"\nexa**le.example,suspend,\n*,suspend,\nb.example,shrug,\n,suspend,',
    );
    expect(entries.map(({ name }) => name)).to.deep.equal(["a.example"]);
    expect(unread.map(({ line, name }) => `${line} ${name}`)).to.deep.equal([
      "4 exa**le.example",
      "5 *",
      "6 b.example",
      "7 ",
    ]);
    expect(unread[0]?.fault).to.equal("“exa**le.example” is masked with stars, so that nobody can tell whom it means.");
    expect(unread[2]?.fault).to.equal("“shrug” is no severity that is known here.");
    expect(readList('[{"domain":"a*.example"},{},null]').unread.map(({ line }) => line)).to.deep.equal([1, 2, 3]);
  });

  for (const [text, sentence] of [
    ["", "The list is empty."],
    [" \n", "The list is empty."],
    ["[{", "cannot be read as such"],
    ['{"domain":"a.example"}', "no list of domains"],
  ] as const)
    it(`says what is wrong with “${text}”`, () => expect(() => readList(text)).to.throw(sentence));

  it("reads any table that it wrote, and nothing makes it throw anything but sentences", () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => text.replace(/\r/g, "").trim());
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(rows, (table) => {
        const kept = table.filter((cells) => cells.some((one) => one !== ""));
        expect(readCsv(writeCsv(table)).map(({ cells }) => cells)).to.deep.equal(kept);
      }),
    );
  });
});
