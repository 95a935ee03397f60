import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readSources, root } from "../helpers/sources.ts";

const page = readFileSync(join(root, "docs/SECURITY.md"), "utf8");
const listed = page.slice(page.indexOf("## Keys"), page.indexOf("## What we cannot promise"));

/** Names in code that stand for a purpose, where it is written down, and what is no purpose of the secret. */
const named = /const \w*[pP]urpose\w*(?:: [^=]+)? = ([^;]+);/g;
const given = /secrets\.(?:sign|verify)\(\s*"([^"]+)"/g;

/** Every purpose that something is signed for, as it is written down in the code. */
function purposes(): Set<string> {
  const found = new Set<string>();
  for (const { text } of readSources(["src", "federation"])) {
    for (const [, purpose = ""] of text.matchAll(given)) found.add(purpose);
    for (const [, value = ""] of text.matchAll(named))
      for (const [, , purpose = ""] of value.matchAll(/(["`])([^"`]+)\1/g))
        found.add(purpose.replace(/\$\{[^}]*\}/g, "…"));
  }
  return found;
}

describe("the keys of a node", () => {
  it("are listed with every purpose that the secret has, and with no other", () => {
    const sentence = listed.slice(listed.indexOf("Purposes of the node's secret"));
    const written = [...sentence.matchAll(/`([^`]+)`/g)].map(([, purpose = ""]) => purpose);
    expect(written.sort()).to.deep.equal([...purposes()].sort());
  });

  it("are signed with under a purpose that this test can read", () => {
    const callers = readSources(["src", "federation"]).filter(({ text }) => /secrets\.(sign|verify)\(/.test(text));
    const unread = callers.filter(({ text }) => {
      const calls = [...text.matchAll(/secrets\.(?:sign|verify)\(\s*([^,]+),/g)].map(([, what = ""]) => what);
      return calls.some((what) => !what.startsWith('"') && !/^\w*[pP]urpose\w*(\W|$)/.test(what));
    });
    expect(unread.map(({ path }) => path)).to.deep.equal([]);
  });

  it("are listed wherever the store keeps a secret", () => {
    const places = readFileSync(join(root, "src/store/secret-places.ts"), "utf8");
    const collections = [...places.matchAll(/return `(\w+) \$\{/g)].map(([, name = ""]) => name);
    expect(collections.length).to.be.at.least(6);
    for (const name of collections) expect(listed, name).to.match(new RegExp(`\\| \`${name}\`, sealed \\|`));
  });
});
