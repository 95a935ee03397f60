import type { LookupAddress } from "node:dns";
import { expect } from "chai";
import { lookupThrough } from "../../src/net/lookup.ts";
import { noAllowedAddress, pinnedLookup } from "../../src/net/pinned-agent.ts";

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

describe("look-up", () => {
  it("asks for both families, and is content with one", async () => {
    const both = lookupThrough({ resolve4: async () => ["192.0.2.1"], resolve6: async () => ["2001:db8::1"] });
    expect(await both("a.example")).to.deep.equal([
      { address: "2001:db8::1", family: 6 },
      { address: "192.0.2.1", family: 4 },
    ]);
    const old = lookupThrough({ resolve4: async () => ["192.0.2.1"], resolve6: failing("ENODATA") });
    expect(await old("a.example")).to.deep.equal([{ address: "192.0.2.1", family: 4 }]);
  });

  it("fails with the name server's own error when both families fail", async () => {
    const lookup = lookupThrough({ resolve4: failing("ENOTFOUND"), resolve6: failing("ENODATA") });
    const error = await lookup("a.example").catch((reason) => reason);
    expect(error.code).to.equal("ENOTFOUND");
  });

  it("hands the socket only the addresses that were checked, from one question", async () => {
    let asked = 0;
    const lookup = pinnedLookup(
      async () => {
        asked += 1;
        return ["10.0.0.1", "8.8.8.8", "8.8.4.4"].map((address) => ({ address, family: 4 }));
      },
      (address) => address.startsWith("8."),
    );
    const all = await new Promise((resolve) => lookup("a.example", { all: true }, (_error, found) => resolve(found)));
    expect((all as LookupAddress[]).map(({ address }) => address)).to.deep.equal(["8.8.8.8", "8.8.4.4"]);
    const one = await new Promise((resolve) => lookup("a.example", {}, (_error, address) => resolve(address)));
    expect([one, asked]).to.deep.equal(["8.8.8.8", 2]);
  });

  it("ends with an error of its own when none is allowed, or none exists", async () => {
    for (const found of [[{ address: "10.0.0.1", family: 4 }], []]) {
      const lookup = pinnedLookup(
        async () => found,
        () => false,
      );
      const error = await new Promise((resolve) => lookup("a.example", { all: true }, resolve));
      expect((error as NodeJS.ErrnoException).code).to.equal(noAllowedAddress);
    }
  });
});
