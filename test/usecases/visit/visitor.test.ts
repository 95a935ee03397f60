import { expect } from "chai";
import { networkPrefix } from "../../../src/usecases/visit/visitor.ts";

describe("networkPrefix", () => {
  for (const [address, prefix] of [
    ["203.0.113.7", "203.0.113.0/24"],
    ["::ffff:203.0.113.7", "203.0.113.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
    ["2001:0DB8:0001::6", "2001:db8:1::/48"],
    ["fe80::1%eth0", "fe80:0:0::/48"],
    ["::1", "0:0:0::/48"],
    ["", ""],
  ] as const) {
    it(`makes ${prefix || "nothing"} of ${address || "nothing"}`, () => {
      expect(networkPrefix(address)).to.equal(prefix);
    });
  }
});
