import { expect } from "chai";
import { networkPrefix, withFace } from "../../../src/usecases/visit/visitor.ts";

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

describe("withFace", () => {
  const visitor = {
    kind: "visitor",
    name: "Anna",
    website: null,
    email: null,
    hash: "network",
    face: "older",
  } as const;
  const secrets = { sign: () => "c2lnbmVk" };

  it("draws the face anew of who has one, from the network or the mailbox", async () => {
    expect(await withFace({ secrets } as never, visitor)).to.deep.equal({ ...visitor, face: "7369676e6564" });
    const reader = { ...visitor, email: "anna@mail.example" };
    const mailFace = async () => "mailed";
    expect(await withFace({ secrets, mailFace } as never, reader)).to.deep.equal({ ...reader, face: "mailed" });
  });
});
