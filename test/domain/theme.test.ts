import { expect } from "chai";
import { asColour, contrast, inkOn, lightened } from "../../src/domain/colour.ts";
import { paper, themeNames, themeSheet } from "../../src/domain/theme.ts";

describe("themes", () => {
  it("say nothing where none was chosen", () => {
    expect(themeSheet(undefined, "blog")).to.equal(null);
    expect(themeSheet({ name: "plain" }, "blog")).to.equal(null);
    expect(themeSheet({ name: "plain", font: "page" }, "node")).to.equal(null);
  });

  it("give way to whatever a page says, and go before the node’s own looks", () => {
    const theme = { name: "plum", accent: "#0b6b6f", radius: 2, font: "serif" } as const;
    const blog = themeSheet(theme, "blog") ?? "";
    expect(blog).to.match(/^:where\(:root,:host\)\{--antiphon-accent:light-dark\(#0b6b6f,#[0-9a-f]{6}\);/);
    expect(blog).to.contain("--antiphon-radius:2px").and.contain(":where(antiphon-comments){font-family:Georgia");
    expect(themeSheet(theme, "node")).to.contain("html:root{--accent:light-dark(");
  });

  it("can be read, on light pages and on dark ones", () => {
    for (const name of themeNames) {
      const [, light, dark] = /--accent:light-dark\((#\w+),(#\w+)\)/.exec(themeSheet({ name }, "node") ?? "") ?? [];
      if (!light || !dark) continue;
      expect(contrast(light, paper.light), name).to.be.at.least(4.5);
      expect(contrast(dark, paper.dark), name).to.be.at.least(4.5);
      for (const colour of [light, dark]) expect(contrast(inkOn(colour), colour), name).to.be.at.least(4.5);
    }
    expect(contrast("#000000", "#ffffff")).to.equal(21);
    expect(lightened("#000000", "#000000")).to.match(/^#([0-9a-f]{2})\1\1$/);
  });

  it("take colours and nothing else for one", () => {
    expect([asColour("#ABC"), asColour("#0B6b6f")]).to.deep.equal(["#aabbcc", "#0b6b6f"]);
    for (const text of ["red", "#12345", "#1234567", "#fff;}", "url(x)", "#ggg", ""])
      expect(asColour(text)).to.equal(null);
  });
});
