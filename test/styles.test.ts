import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "./helpers/sources.ts";

const folders = ["src/client", "views/styles"];
const sheets = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".css"))
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(root, folder, name), "utf8") })),
);
const shown = sheets.filter(({ name }) => !name.endsWith("demo.css"));
const comments = shown
  .filter(({ name }) => name.startsWith("src/client/"))
  .map(({ text }) => text)
  .join("\n");

/** Sides and extents by the paper and not by the text: wrong as soon as that runs the other way. */
const physical =
  /(?:^|[\s;{])((?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)(?=\s*[:;}])/g;

function physicalIn(text: string): string[] {
  return [...text.replace(/@media[^{]*/g, "").matchAll(physical)].map(([, found]) => found as string);
}

describe("style sheets", () => {
  it("place things by the direction of the text, and by nothing else", () => {
    expect(shown.length).to.be.greaterThan(3);
    expect(shown.flatMap(({ name, text }) => physicalIn(text).map((found) => `${name}: ${found}`))).to.deep.equal([]);
  });

  it("are searched by a pattern that finds what it looks for", () => {
    const bad = "a{left:0;margin-left:1px;text-align:right;min-width:2px} @media (max-width: 3px){b{width:1px}}";
    expect(physicalIn(bad)).to.have.length(5);
    expect(physicalIn("a{border-width:1px;line-height:1;text-align:start;vertical-align:top}")).to.deep.equal([]);
  });

  it("let nothing move by itself for who asks for less motion", () => {
    const moving = shown.filter(({ text }) => /(?:^|[\s;{])(transition|animation|scroll-behavior)\b/.test(text));
    const careless = moving.filter(({ text }) => !/prefers-reduced-motion/.test(text)).map(({ name }) => name);
    expect(careless).to.deep.equal([]);
  });

  it("print the comments open and without forms, and mark the page one is on without a shadow where colours are forced", () => {
    const print = /@media print\s*\{([\s\S]*?\n\})/.exec(comments)?.[1] ?? "";
    for (const name of [".an-form", ".an-fedi", ".an-tools", ".an-reply"]) expect(print, name).to.contain(name);
    expect(print).to.contain("details");
    const pages = sheets.find(({ name }) => name.endsWith("node.css"))?.text ?? "";
    expect(pages).to.match(/forced-colors: active\)\s*\{\s*\.bar \[aria-current\]/);
  });
});
