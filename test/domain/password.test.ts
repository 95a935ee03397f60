import { createHash } from "node:crypto";
import { expect } from "chai";
import { commonPrints } from "../../src/domain/common-passwords.ts";
import { faultOfPassword, maxPasswordLength, minPasswordLength } from "../../src/domain/password.ts";
import { printOf, readPrints } from "../../src/domain/password-prints.ts";

describe("what a password may be", () => {
  const fault = (password: string) => faultOfPassword(password, ["Anna Ada", "My Blog", "blog.example.org"]);

  it(`has ${minPasswordLength} letters at least, in any script, and ${maxPasswordLength} at most`, () => {
    expect(fault("k7!xQ2#vL9@bT4")).to.contain("at least 15 letters");
    expect(fault("k7!xQ2#vL9@bT4z")).to.equal(null);
    expect(fault("雨が降る夜に猫がピアノを弾いた")).to.equal(null);
    expect(fault("🐢🎺🍋🧵🚲🪴🧭🎈🪁🧩🥁🪶🎳🛶🧇")).to.equal(null);
    expect(fault("drum ladder ".repeat(30))).to.contain("at most");
  });

  it("asks for no kinds of letters", () => {
    for (const good of ["violet ladder drums midnight", "wood floats until tuesday", "73910 48265 90317 52"])
      expect(fault(good), good).to.equal(null);
  });

  for (const weak of [
    "passwordpassword",
    "Password1234567890",
    "aaaaaaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "1234567890123456",
    "9876543210987654",
    "qwertyuiopasdfghjkl",
    "abcdefghijklmnopqrstuvwxyz",
    "iloveyouiloveyou!!",
    "P@ssw0rd P@ssw0rd",
    "annaadaannaada1",
    "blog.example.org1",
    "myblog-password-1",
    "correct horse battery staple",
    "antiphon admin 2026",
    "                    ",
    // Single words and rows that many took, whatever their case.
    ...[
      "unconditionally",
      "Manchesterunited",
      "transfiguration",
      "1q2w3e4r5t6y7u8i",
      "rumpelstiltskin",
      "worldofwarcraft",
    ],
    // Two that many have.
    ...["chocolate-sunflower", "Alexander elizabeth", "midnight liverpool"],
  ])
    it(`refuses “${weak}”`, () => expect(fault(weak)).to.contain("among the first"));

  it("knows thousands that many have, and takes nothing else for one of them", () => {
    const prints = readPrints(commonPrints);
    expect(prints.size).to.be.greaterThan(5_000);
    expect(prints.has(printOf("123456"))).to.equal(true);
    // What is made at random is refused once in a million times.
    const random = createHash("sha256");
    const made = Array.from({ length: 20_000 }, (_, i) => random.copy().update(String(i)).digest("base64url"));
    expect(made.filter((password) => fault(password.slice(0, 20)) !== null)).to.have.lengthOf(0);
  });
});
