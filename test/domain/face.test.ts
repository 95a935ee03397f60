import { createHmac, pbkdf2Sync } from "node:crypto";
import { expect } from "chai";
import { faceOf, mailFace } from "../../src/domain/face.ts";
import { mira } from "../helpers/comment.ts";

describe("face", () => {
  const secrets = {
    sign: (purpose: string, text: string) => createHmac("sha256", purpose).update(text).digest("base64url"),
  };
  const visitor = { kind: "visitor", name: "", website: null, email: null, hash: "h1" } as const;

  it("is Isso's for a mailbox", async () => {
    expect(await mailFace("email@email.com")).to.equal("34f4b563ece1");
    expect(await mailFace("a@b.c")).to.equal("b539304e6ef9");
    // Isso kept mailboxes escaped, and made the hash of that.
    const escaped = pbkdf2Sync("a&amp;b@c.d", "Eech7co8Ohloopo9Ol6baimi", 1000, 6, "sha1").toString("hex");
    expect(await mailFace("a&b@c.d")).to.equal(escaped);
  });

  it("is the kept one, else made of what tells authors apart", () => {
    expect(faceOf(secrets, { ...visitor, face: "b539304e6ef9" })).to.equal("b539304e6ef9");
    expect(faceOf(secrets, visitor)).to.match(/^[0-9a-f]{12}$/);
    expect(faceOf(secrets, { ...visitor, hash: "h2" })).to.not.equal(faceOf(secrets, visitor));
    expect(faceOf(secrets, mira)).to.match(/^[0-9a-f]{12}$/);
  });
});
