import { pbkdf2Sync } from "node:crypto";
import { expect } from "chai";
import { mailFace } from "../../src/domain/face.ts";

describe("face", () => {
  it("is Isso's for a mailbox", async () => {
    expect(await mailFace("email@email.com")).to.equal("34f4b563ece1");
    expect(await mailFace("a@b.c")).to.equal("b539304e6ef9");
    // Isso kept mailboxes escaped, and made the hash of that.
    const escaped = pbkdf2Sync("a&amp;b@c.d", "Eech7co8Ohloopo9Ol6baimi", 1000, 6, "sha1").toString("hex");
    expect(await mailFace("a&b@c.d")).to.equal(escaped);
  });
});
