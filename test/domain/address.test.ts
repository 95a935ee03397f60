import { expect } from "chai";
import { homeAt, homeward, originsOf, pageKey, parseWebUrl, siteOf } from "../../src/domain/address.ts";
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

describe("a blog at several addresses", () => {
  const site = {
    home: "https://blog.example/",
    alsoAt: ["https://www.blog.example/", "http://localhost:1313/blog/", "http://blog.example/"],
    formerHomes: ["https://old.example/"],
  };
  const homewards = (address: string) => homeward(site, new URL(address)).href;

  it("has one page for all of them", () => {
    expect(homewards("https://www.blog.example/a/?p=1#c")).to.equal("https://blog.example/a/?p=1#c");
    expect(homewards("http://localhost:1313/blog/a")).to.equal("https://blog.example/a");
    expect(homewards("http://localhost:1313/blog")).to.equal("https://blog.example/");
    expect(siteOf([site], "http://localhost:1313/blog/a")).to.equal(site);
  });

  it("leaves alone what is at home, where it lived before, and elsewhere", () => {
    for (const address of ["https://blog.example/a", "https://old.example/a", "http://localhost:1313/else"])
      expect(homewards(address)).to.equal(address);
  });

  it("belongs to the deeper blog where that lies below one of them", () => {
    const deeper = { home: "https://www.blog.example/notes/" };
    expect(siteOf([site, deeper], "https://www.blog.example/notes/a")).to.equal(deeper);
  });

  it("names each origin once, where it lives first", () => {
    expect(originsOf(site)).to.deep.equal([
      "https://blog.example",
      "https://www.blog.example",
      "http://localhost:1313",
      "http://blog.example",
    ]);
    expect(originsOf({ home: "https://x.example/a/", alsoAt: ["https://x.example/b/"] })).to.have.length(1);
  });

  it("is spelt in one way", () => {
    expect(homeAt(new URL("https://X.example/a/index.html?b#c"))).to.equal("https://x.example/a/");
    expect(homeAt(new URL("https://x.example"))).to.equal("https://x.example/");
  });
});
