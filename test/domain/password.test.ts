import { expect } from "chai";
import { faultOfPassword, maxPasswordLength, minPasswordLength } from "../../src/domain/password.ts";

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
  ])
    it(`refuses “${weak}”`, () => expect(fault(weak)).to.contain("among the first"));
});
