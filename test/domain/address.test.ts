import { expect } from "chai";
import { pageKey, parseWebUrl, siteOf } from "../../src/domain/address.ts";
import { isProblem } from "../../src/domain/problem.ts";

describe("address", () => {
  const same: [string, string][] = [
    ["https://blog.example/a/", "http://blog.example/a"],
    ["https://BLOG.example/a", "https://blog.example/a/index.html"],
    ["https://blog.example:443/a", "https://blog.example/a#comment-3"],
    ["https://blog.example/a?utm_source=feed&fbclid=1", "https://blog.example/a"],
    ["https://blog.example//a//b", "https://blog.example/a/b/"],
    ["https://blog.example/caf%C3%A9", "https://blog.example/cafe%CC%81"],
    ["https://blog.example/a?b=1&a=2", "https://blog.example/a?a=2&b=1"],
    ["https://blog.example./a", "https://blog.example/a"],
  ];
  for (const [one, other] of same) {
    it(`takes ${one} and ${other} for one page`, () => {
      expect(pageKey(one)).to.equal(pageKey(other));
    });
  }

  const different: [string, string][] = [
    ["https://blog.example/a", "https://blog.example/b"],
    ["https://blog.example/?p=1", "https://blog.example/?p=2"],
    ["https://blog.example/a", "https://other.example/a"],
    ["https://blog.example:8443/a", "https://blog.example/a"],
    ["https://blog.example/A", "https://blog.example/a"],
  ];
  for (const [one, other] of different) {
    it(`tells ${one} from ${other}`, () => {
      expect(pageKey(one)).not.to.equal(pageKey(other));
    });
  }

  it("keeps a stray percent sign as it is", () => {
    expect(pageKey("https://blog.example/100%")).to.equal("blog.example/100%");
  });

  for (const text of ["", "blog", "javascript:alert(1)", "ftp://blog.example/", "/a"]) {
    it(`refuses “${text}” with a sentence`, () => {
      expect(() => parseWebUrl(text))
        .to.throw("is not a web address")
        .that.satisfies((e: unknown) => isProblem(e, "invalid"));
    });
  }

  const sites = [
    { home: "https://example.org/" },
    { home: "https://example.org/blog/" },
    { home: "http://localhost:8080/demo/" },
  ];
  it("gives a page to the site with the longest matching home", () => {
    expect(siteOf(sites, "https://example.org/blog/post")?.home).to.equal("https://example.org/blog/");
    expect(siteOf(sites, "https://example.org/blogroll")?.home).to.equal("https://example.org/");
    expect(siteOf(sites, "http://localhost:8080/demo/a")?.home).to.equal("http://localhost:8080/demo/");
  });

  it("takes the front page itself, with a query or without", () => {
    expect(siteOf(sites, "https://example.org")?.home).to.equal("https://example.org/");
    expect(siteOf(sites, "https://example.org/?p=4")?.home).to.equal("https://example.org/");
  });

  it("knows no site for a look-alike host", () => {
    expect(siteOf(sites, "https://example.org.evil.example/blog/post")).to.equal(null);
    expect(siteOf(sites, "https://evilexample.org/")).to.equal(null);
    expect(siteOf(sites, "http://localhost:8080/demonstration")).to.equal(null);
  });
});
