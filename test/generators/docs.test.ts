import { readFileSync } from "node:fs";
import { expect } from "chai";
import { root } from "../helpers/sources.ts";

const read = (path: string) => readFileSync(`${root}${path}`, "utf8");
const asker = "src/antiphon.mjs";

interface Snippet {
  /** The file that is named in the sentence before it. */
  file: string;
  text: string;
}

/** The snippets of a page that are said to be, or to be in, a file. */
function snippetsOf(page: string): Snippet[] {
  const found = page.matchAll(/^(?<said>[^\n`]*.*):\n\n```[\w-]+\n(?<text>[\s\S]*?)\n```$/gm);
  return [...found].flatMap(({ groups: { said = "", text = "" } = {} }) => {
    const file = [...said.matchAll(/`([^`\s]*[\w\]]\.\w+)`/g)].at(-1)?.[1];
    return file ? [{ file, text }] : [];
  });
}

const unindented = (text: string) => text.replace(/^ +/gm, "");

describe("what the docs give to copy for generators", () => {
  for (const name of ["astro", "eleventy", "hexo", "hugo", "jekyll"]) {
    it(`is what is built in the tests: ${name}`, () => {
      const snippets = snippetsOf(read(`docs/integrations/${name}.md`));
      expect(snippets).to.have.lengthOf.at.least(5);
      for (const { file, text } of snippets)
        expect(unindented(read(`examples/${name}/${file}`)), file).to.contain(unindented(text));
    });
  }

  it("is one file that asks the node, the same for all that Node runs", () => {
    const text = read(`examples/astro/${asker}`);
    expect(read("examples/eleventy/antiphon.mjs")).to.equal(text);
    expect(read("examples/hexo/antiphon.mjs")).to.equal(text);
    expect(read("docs/integrations/built.md")).to.contain(`\`\`\`js\n${text.trimEnd()}\n\`\`\``);
  });

  it("gives whole files where it should", () => {
    const whole = {
      astro: ["src/address.ts", "src/components/Antiphon.astro", "src/components/AntiphonCount.astro"],
      eleventy: ["antiphon-plugin.js", "eleventy.config.js"],
      hexo: ["scripts/antiphon.js", "themes/plain/layout/_partial/comments.ejs"],
      hugo: ["layouts/partials/comments.html", "layouts/partials/comment-counts.html"],
      jekyll: ["_includes/comments.html", "_plugins/antiphon.rb"],
    };
    for (const [name, files] of Object.entries(whole)) {
      const given = new Map(snippetsOf(read(`docs/integrations/${name}.md`)).map(({ file, text }) => [file, text]));
      for (const file of files) expect(given.get(file), file).to.equal(read(`examples/${name}/${file}`).trimEnd());
    }
  });
});
