import { expect } from "chai";
import { blockIdsCovering, normaliseHost } from "../../src/domain/block.ts";

describe("block", () => {
  it("looks for the actor, its host and every parent domain", () => {
    expect(blockIdsCovering("https://a.b.example/users/x", [])).to.deep.equal([
      "actor:https://a.b.example/users/x",
      "host:a.b.example",
      "host:b.example",
      "host:example",
    ]);
  });

  it("does not take a look-alike for a subdomain", () => {
    expect(blockIdsCovering(null, ["https://notbad.example/"])).not.to.include("host:bad.example");
  });

  it("covers the hosts of every address given, ports and trailing dots aside", () => {
    expect(blockIdsCovering(null, ["https://Bad.example.:8443/key", "nonsense address"])).to.include(
      "host:bad.example",
    );
  });

  const hosts: [string, string][] = [
    ["*.bad.example", "bad.example"],
    ["https://Bad.Example/path?x", "bad.example"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["bad.example.", "bad.example"],
    ["bad.example:443", "bad.example"],
  ];
  for (const [typed, host] of hosts)
    it(`reads “${typed}” as ${host}`, () => expect(normaliseHost(typed)).to.equal(host));

  for (const typed of ["", "a b", "user@bad.example"]) {
    it(`refuses “${typed}” as a server`, () =>
      expect(() => normaliseHost(typed)).to.throw("is not the name of a server"));
  }
});
