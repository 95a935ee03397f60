import { expect } from "chai";
import { normaliseHost } from "../../src/domain/host-name.ts";

describe("host names of rules", () => {
  const hosts: [string, string][] = [
    ["*.bad.example", "bad.example"],
    [".bad.example", "bad.example"],
    ["https://Bad.Example/path?x", "bad.example"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["bad.example.", "bad.example"],
    ["bad.example:443", "bad.example"],
  ];
  for (const [typed, host] of hosts)
    it(`reads “${typed}” as ${host}`, () => expect(normaliseHost(typed)).to.equal(host));

  for (const typed of ["", "a b", "user@bad.example", "exa**le.example", "*"]) {
    it(`refuses “${typed}” as a server`, () =>
      expect(() => normaliseHost(typed)).to.throw("is not the name of a server"));
  }
});
