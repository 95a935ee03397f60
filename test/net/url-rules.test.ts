import { expect } from "chai";
import { isProblem } from "../../src/domain/problem.ts";
import { guardUrl, type UrlRules } from "../../src/net/url-rules.ts";

const strict: UrlRules = { allowPrivate: false, own: "https://node.example" };
const lenient: UrlRules = { allowPrivate: true, own: null };

function sentenceFor(text: string, rules: UrlRules): string {
  try {
    const url = guardUrl(text, rules);
    return `allowed as ${url.href}`;
  } catch (error) {
    if (!isProblem(error, "forbidden")) throw error;
    return error.message;
  }
}

const refused: [what: string, address: string, sentence: RegExp][] = [
  ["no address at all", "not an address", /not a web address/],
  ["an empty host", "https:///", /not a web address/],
  ["another scheme", "ftp://example.com/", /https:\/\//],
  ["a local file", "file:///etc/passwd", /https:\/\//],
  ["data", "data:text/plain,hello", /https:\/\//],
  ["plain http", "http://example.com/", /^example\.com can be asked over https/],
  ["a user name", "https://user@example.com/", /example\.com carries a user name/],
  ["a password", "https://:secret@example.com/", /example\.com carries a user name/],
  ["a host hidden behind userinfo", "https://example.com@127.0.0.1/", /user name/],
  ["an IPv4 address", "https://127.0.0.1/", /^127\.0\.0\.1 is a bare IP/],
  ["a public IPv4 address", "https://8.8.8.8/", /bare IP/],
  ["octal IPv4", "https://0177.0.0.1/", /^127\.0\.0\.1 is a bare IP/],
  ["hexadecimal IPv4", "https://0x7f000001/", /^127\.0\.0\.1 is a bare IP/],
  ["mixed IPv4", "https://0x7f.0.1/", /^127\.0\.0\.1 is a bare IP/],
  ["decimal IPv4", "https://2130706433/", /^127\.0\.0\.1 is a bare IP/],
  ["short IPv4", "https://127.1/", /^127\.0\.0\.1 is a bare IP/],
  ["0.0.0.0", "https://0/", /^0\.0\.0\.0 is a bare IP/],
  ["IPv4 with a trailing dot", "https://127.0.0.1./", /^127\.0\.0\.1 is a bare IP/],
  ["full-width digits", "https://１２７.0.0.1/", /^127\.0\.0\.1 is a bare IP/],
  ["circled digits", "https://①②⑦.⓪.⓪.①/", /^127\.0\.0\.1 is a bare IP/],
  ["percent-encoded IPv4", "https://%31%32%37.0.0.1/", /^127\.0\.0\.1 is a bare IP/],
  ["an ideographic full stop", "https://127。0。0。1/", /^127\.0\.0\.1 is a bare IP/],
  ["IPv6", "https://[::1]/", /bare IP/],
  ["mapped IPv6", "https://[::ffff:127.0.0.1]/", /bare IP/],
  ["a number beyond IPv4", "https://1.2.3.4.5/", /not a web address/],
  ["localhost", "https://localhost/", /^localhost is not a public/],
  ["localhost with a dot", "https://localhost./", /^localhost is not a public/],
  ["capitals", "https://LOCALHOST/", /^localhost is not a public/],
  ["a single label", "https://intranet/", /^intranet is not a public/],
  ["a name under .localhost", "https://a.localhost/", /not a public/],
  ["a name under .local", "https://printer.local/", /not a public/],
  ["a name under .internal", "https://metadata.google.internal/", /not a public/],
  ["a name under .internal with a dot", "https://metadata.google.internal./", /not a public/],
  ["a name under .onion", "https://abc.onion/", /not a public/],
  ["a name under .home.arpa", "https://nas.home.arpa/", /not a public/],
  ["two trailing dots", "https://example.com../", /no valid host/],
  ["only a dot", "https://./", /no valid host/],
  ["an empty label", "https://a..example.com/", /no valid host/],
  ["a label of 64 letters", `https://${"a".repeat(64)}.com/`, /no valid host/],
  ["punctuation", "https://a!b.example.com/", /no valid host/],
  ["port 22", "https://example.com:22/", /^Port 22 of example\.com/],
  ["port 8443", "https://example.com:8443/", /^Port 8443 of example\.com/],
  ["our host on another port", "https://node.example:3000/", /^Port 3000 of node\.example/],
  ["our host over http", "http://node.example/", /https/],
];

const allowed: [address: string, as: string][] = [
  ["https://example.com", "https://example.com/"],
  ["https://example.com:443/a", "https://example.com/a"],
  ["https://example.com:80/a", "https://example.com:80/a"],
  ["https://example.com./a?b#c", "https://example.com/a?b"],
  ["HTTPS://EXAMPLE.com/A", "https://example.com/A"],
  ["https://bücher.example/", "https://xn--bcher-kva.example/"],
  ["https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"],
  ["https://a_b.example.com/", "https://a_b.example.com/"],
  ["https://@example.com/", "https://example.com/"],
  ["https://local.example/", "https://local.example/"],
  ["https://node.example./x", "https://node.example/x"],
];

describe("url rules", () => {
  for (const [what, address, sentence] of refused) {
    it(`refuses ${what}`, () => {
      expect(sentenceFor(address, strict)).to.match(sentence);
    });
  }

  for (const [address, as] of allowed) {
    it(`asks ${as} for ${address}`, () => {
      expect(sentenceFor(address, strict)).to.equal(`allowed as ${as}`);
    });
  }

  it("allows http, ports, literals and local names where private addresses are", () => {
    for (const address of [
      "http://localhost:8080/",
      "http://127.0.0.1:2368/",
      "http://[::1]:1/",
      "http://ghost/",
      "http://nas.local/",
      "https://10.0.0.1/",
    ]) {
      expect(sentenceFor(address, lenient)).to.equal(`allowed as ${address}`);
    }
  });

  it("refuses credentials, odd schemes and the metadata service even then", () => {
    expect(sentenceFor("http://a:b@localhost/", lenient)).to.match(/user name/);
    expect(sentenceFor("file:///etc/passwd", lenient)).to.match(/https/);
    expect(sentenceFor("http://169.254.169.254/latest", lenient)).to.match(/not an address that can be asked/);
    expect(sentenceFor("http://[::ffff:169.254.169.254]/", lenient)).to.match(/not an address that can be asked/);
  });

  it("answers for our own origin whatever its scheme, port and name are", () => {
    const rules = { allowPrivate: false, own: "http://localhost:8080" };
    expect(sentenceFor("http://localhost:8080/demo/", rules)).to.equal("allowed as http://localhost:8080/demo/");
    expect(sentenceFor("http://localhost:8081/", rules)).to.match(/https/);
    expect(sentenceFor("http://a@localhost:8080/", rules)).to.match(/user name/);
  });
});
