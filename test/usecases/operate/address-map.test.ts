import { expect } from "chai";
import { isProblem } from "../../../src/domain/problem.ts";
import { noMap, readAddressMap, resolveAddress } from "../../../src/usecases/operate/address-map.ts";

const home = "https://blog.example/";

describe("the map of an import", () => {
  const map = readAddressMap(
    `\uFEFF# what moved where
/old/\t/new/
https://old.example/*   https://blog.example/archive/*
https://old.example/deep/*   /deeper/*

/gone/  -
https://staging.example/*  -
/many/*  /one/
`,
    home,
  );
  const to = (address: string) => {
    const found = map(new URL(address, home));
    return found === undefined ? "no rule" : (found?.href ?? "left out");
  };

  it("goes by whole addresses however they are spelled, and by the longest beginning", () => {
    expect(to("/old/")).to.equal("https://blog.example/new/");
    expect(to("http://blog.example/old?utm_source=x#y")).to.equal("https://blog.example/new/");
    expect(to("http://old.example/a?b=1")).to.equal("https://blog.example/archive/a?b=1");
    expect(to("https://old.example/deep/er/")).to.equal("https://blog.example/deeper/er/");
    expect(to("/many/1")).to.equal("https://blog.example/one/");
  });

  it("leaves out on purpose, and knows what it has no rule for", () => {
    expect(to("/gone")).to.equal("left out");
    expect(to("https://staging.example/x")).to.equal("left out");
    expect(to("/older/")).to.equal("no rule");
    expect(noMap(new URL(home))).to.equal(undefined);
  });

  it("names every line that it cannot understand", () => {
    const wrong = "/only-one\n/a /b /c\n/a /b*\nmailto:x /b\n/fine /fine2\n";
    try {
      readAddressMap(wrong, home);
      expect.fail("it was understood");
    } catch (error) {
      expect(isProblem(error, "invalid")).to.equal(true);
      const lines = (error as Error).message.split("\n");
      expect(lines.map((line) => /^ {2}line (\d)/.exec(line)?.[1])).to.deep.equal([undefined, "1", "2", "3", "4"]);
    }
  });

  it("takes an address as absolute or as a path of the blog, never as another host", () => {
    expect(resolveAddress("//evil.example/x", home).host).to.equal("blog.example");
    expect(resolveAddress("/a?b=c", `${home}sub/`).href).to.equal("https://blog.example/a?b=c");
    expect(resolveAddress("some-id", `${home}sub/`).href).to.equal("https://blog.example/sub/some-id");
    expect(() => resolveAddress("javascript:alert(1)", home)).to.throw("is not a web address");
  });
});
