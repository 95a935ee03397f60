import { expect } from "chai";
import { createPasswords } from "../../src/runtime/passwords.ts";

const cheap = { ln: 4, r: 8, p: 1 };

describe("passwords", () => {
  const passwords = createPasswords(cheap);

  it("are kept as scrypt with its parameters and a salt of their own", async () => {
    const stored = await passwords.hash("wood floats until tuesday");
    expect(stored).to.match(/^\$scrypt\$ln=4,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await passwords.hash("wood floats until tuesday")).to.not.equal(stored);
    expect(await passwords.check("wood floats until tuesday", stored)).to.equal("right");
    expect(await passwords.check("wood floats until tuesdaY", stored)).to.equal("wrong");
    expect(await passwords.check("", stored)).to.equal("wrong");
  });

  it("are the same however a keyboard sends their letters", async () => {
    const stored = await passwords.hash("cafe\u0301 au lait sur la table");
    expect(await passwords.check("caf\u00e9 au lait sur la table", stored)).to.equal("right");
  });

  it("that were made with other parameters still hold, and are told apart", async () => {
    const stored = await createPasswords({ ln: 5, r: 8, p: 1 }).hash("wood floats until tuesday");
    expect(await passwords.check("wood floats until tuesday", stored)).to.equal("outdated");
    expect(await passwords.check("wood floats", stored)).to.equal("wrong");
  });

  it("of nobody, or damaged ones, are wrong", async () => {
    expect(await passwords.check("wood floats until tuesday", null)).to.equal("wrong");
    expect(await passwords.check("wood floats until tuesday", "$scrypt$")).to.equal("wrong");
  });

  it("cost what is recommended today", async () => {
    expect(await createPasswords().hash("wood floats until tuesday")).to.contain("$ln=15,r=8,p=3$");
  });
});
