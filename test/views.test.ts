import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTongues } from "../src/i18n/tongues.ts";
import { createViews } from "../src/web/render.ts";
import { root } from "./helpers/sources.ts";

const folder = join(root, "views");
const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ejs"));
const sources = names.map((name) => ({
  name: name.replaceAll("\\", "/"),
  text: readFileSync(join(folder, name), "utf8"),
}));

describe("views", () => {
  const { render, all } = createViews();
  const { english } = createTongues();

  it("escape everything but includes and the one sanitised field", () => {
    const unescaped = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/<%-\s*([\s\S]*?)-?%>/g)].map((match) => ({ name, code: (match[1] as string).trim() })),
    );
    const wrong = unescaped.filter(
      ({ name, code }) => !/^include\([\s\S]*\)$/.test(code) && !(name === "thread/text.ejs" && code === "it.html"),
    );
    expect(unescaped.length).to.be.greaterThan(20);
    expect(wrong).to.deep.equal([]);
  });

  it("are well-formed, every one", () => {
    expect(all()).to.have.lengthOf(names.length);
  });

  it("hold no inline script, style or handler", () => {
    const wrong = sources
      .filter(({ text }) => /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i.test(text))
      .map(({ name }) => name);
    expect(wrong).to.deep.equal([]);
  });

  it("are all named in the README of their folder", () => {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const missing = sources
      .map(({ name }) => name.replace(/\.ejs$/, ""))
      .filter((name) => !name.startsWith("demo/posts/") && !readme.includes(`\`${name}\``));
    expect(missing).to.deep.equal([]);
  });

  it("escape what a stranger wrote", () => {
    expect(render("thread/problem", { sentence: `<img src=x onerror="alert('1')">&` }, english)).to.contain(
      "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;",
    );
  });

  it("hand an included view its own locals alone", () => {
    const tools = { number: 3, key: null, editHref: null, deleteHref: null, until: "" };
    expect(
      render("thread/own", { held: [], reactions: [], tools: [tools], answers: null, number: 99 }, english),
    ).to.contain('data-number="3"');
  });
});
