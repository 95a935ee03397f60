import { expect } from "chai";
import { isNetwork, networksOf, normaliseNetwork } from "../../src/domain/network.ts";

describe("network", () => {
  const typed: [string, string][] = [
    ["192.0.2.7", "192.0.2.7"],
    [" 192.0.2.7/24 ", "192.0.2.0/24"],
    ["192.0.2.7/32", "192.0.2.7"],
    ["10.1.2.3/9", "10.0.0.0/9"],
    ["2001:DB8:0:1::5/48", "2001:db8::/48"],
    ["2001:db8::1", "2001:db8::1"],
    ["::ffff:192.0.2.9", "192.0.2.9"],
    ["::ffff:192.0.2.9/120", "192.0.2.0/24"],
  ];
  for (const [text, network] of typed)
    it(`reads “${text}” as ${network}`, () => expect(normaliseNetwork(text)).to.equal(network));

  const none = ["", "x", "192.0.2", "192.0.2.256", "192.0.2.7/33", "192.0.2.7/24/1", "::1/200", "192.0.2.7/a", ":::"];
  for (const text of none)
    it(`refuses “${text}”`, () => expect(() => normaliseNetwork(text)).to.throw("is no network"));

  for (const text of ["0.0.0.0/0", "10.0.0.0/7", "2001::/15"])
    it(`finds ${text} too wide`, () => expect(() => normaliseNetwork(text)).to.throw("too wide"));

  it("names every network that an address lies in, the narrowest first", () => {
    const all = networksOf("192.0.2.7");
    expect(all).to.have.lengthOf(25);
    expect([all[0], all[8], all[24]]).to.deep.equal(["192.0.2.7", "192.0.2.0/24", "192.0.0.0/8"]);
    expect(networksOf("::ffff:192.0.2.7")).to.deep.equal(all);
    expect(networksOf("2001:db8:1:2::5%eth0")).to.include.members(["2001:db8:1:2::5", "2001:db8:1::/48", "2001::/16"]);
    expect(networksOf("")).to.deep.equal([]);
  });

  const groups = [
    "0:0:0:0:0:0:0:1",
    "1:0:0:2:0:0:0:3",
    "1:0:0:2:0:0:3:4",
    "10:0:a:0:0:b:c:d",
    "1:0:2:0:3:0:4:0",
    "1:2:0:0:0:0:0:0",
  ];
  for (const text of groups)
    it(`writes ${text} as browsers do`, () =>
      expect(normaliseNetwork(text)).to.equal(new URL(`http://[${text}]/`).hostname.slice(1, -1)));

  it("tells networks from names", () => {
    for (const text of ["192.0.2.7", "192.0.2.0/24", "2001:db8::/32"]) expect(isNetwork(text), text).to.equal(true);
    for (const text of ["example.org", "a:b", "https://192.0.2.7/"]) expect(isNetwork(text), text).to.equal(false);
  });
});
