import { createHash, randomBytes } from "node:crypto";
import { expect } from "chai";
import { prove, solve } from "../../src/client/work.ts";

const challenge = () => `9.abc.salt.${randomBytes(32).toString("base64url")}`;

describe("the work of a browser", () => {
  it("finds numbers that SHA-256 as everybody has it agrees with", async () => {
    for (let round = 0; round < 5; round++) {
      const asked = challenge();
      const solved = await solve(asked, 7);
      expect(solved.startsWith(`${asked}.`)).to.equal(true);
      const numbers = solved.slice(asked.length + 1).split("-");
      expect(numbers).to.have.lengthOf(16);
      for (const [part, number] of numbers.entries()) {
        const tail = Buffer.alloc(4);
        tail.writeUInt32BE(Number.parseInt(number, 36));
        const seed = `${asked.split(".")[3]}${"abcdefghijklmnop"[part]}`;
        const hash = createHash("sha256").update(seed).update(tail).digest();
        expect(hash.readUInt32BE(0) >>> 25, `part ${part}`).to.equal(0);
      }
    }
  });

  it("lets others have their turn", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await solve(challenge(), 12);
    clearInterval(timer);
    expect(turns).to.be.greaterThan(1);
  });

  it("does nothing where nothing is asked, and goes on without where nobody answers", async () => {
    expect(await prove(Promise.resolve(Response.json({ challenge: "", difficulty: 0 })))).to.equal("");
    expect(await prove(Promise.resolve(new Response("Not here", { status: 404 })))).to.equal("");
    expect(await prove(Promise.reject(new Error("offline")))).to.equal("");
  });
});
