import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { viewsFolder } from "../../src/web/render.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("what a theme of Ghost is handed", () => {
  let node: WebNode;
  before(async () => {
    node = await startWebNode();
  });
  after(() => node.close());

  it("is a partial with this node's address in it, and no other", async () => {
    const answer = await node.get("/ghost/comments-antiphon.hbs");
    expect(answer.headers.get("content-type")).to.equal("text/plain; charset=utf-8");
    const partial = await answer.text();
    expect(partial).to.contain(`<script async src="${node.url}/embed.js"></script>`);
    expect(partial).to.contain(`<a href="${node.url}/thread?url={{encode (url absolute="true")}}">`);
    expect(new Set(partial.match(/https?:\/\/[^/"]+/g))).to.deep.equal(new Set([node.url]));
  });

  it("is a patch for each of Ghost's themes, which names the partial outside of what Ghost's own comments depend on", async () => {
    for (const name of ["casper", "source"]) {
      const patch = await (await node.get(`/ghost/${name}.patch`)).text();
      expect(patch).to.equal(readFileSync(join(viewsFolder(), "ghost", `${name}.patch`), "utf8"));
      const [after = "", ...rest] = patch.split('+    {{> "comments-antiphon"}}');
      expect(rest).to.have.length(1);
      expect(after).not.to.contain("{{#if comments}}");
      expect(rest.join("")).to.contain("{{#if comments}}");
    }
  });

  it("is nothing else", async () => {
    for (const path of ["/ghost/", "/ghost/../README.md", "/ghost/%2e%2e%2fREADME.md", "/ghost/dawn.patch"])
      expect((await node.get(path)).status, path).to.equal(404);
  });
});
