import { expect } from "chai";
import { createDecoder } from "../../src/domain/decoder.ts";

describe("decoder", () => {
  const bytes = Buffer.from([0x93, 0x80, 0x8d, 0x9f, 0xe9]);

  for (const label of ["windows-1252", "Latin1", "iso-8859-1", "us-ascii"]) {
    for (const fatal of [false, true]) {
      const how = fatal ? "and a strict one as well" : "whatever version of Node it is";
      it(`reads what Windows has where Latin-1 has control characters, called ${label}, ${how}`, () => {
        expect(createDecoder(label, fatal).decode(bytes)).to.equal("“€\x8dŸé");
        const pieces = createDecoder(label, fatal);
        const read = [...bytes].map((byte) => pieces.decode(Uint8Array.of(byte), { stream: true }));
        expect(read.join("") + pieces.decode()).to.equal("“€\x8dŸé");
      });
    }
  }

  it("leaves other encodings as they are, also characters in pieces", () => {
    expect(createDecoder("windows-1251").decode(bytes)).to.equal("“ЂЌџй");
    const decoder = createDecoder("utf-8");
    expect(decoder.decode(Uint8Array.of(0xe2, 0x82), { stream: true })).to.equal("");
    expect(decoder.decode(Uint8Array.of(0xac, 0xc2, 0x85), { stream: true })).to.equal("€\x85");
    expect(decoder.decode()).to.equal("");
  });

  it("throws for a name that means nothing, and a strict one for bytes that are no text", () => {
    expect(() => createDecoder("klingon")).to.throw(RangeError);
    expect(() => createDecoder("utf-8", true).decode(Uint8Array.of(0xff))).to.throw(TypeError);
    expect(createDecoder("utf-8").decode(Uint8Array.of(0xff))).to.equal("\uFFFD");
  });
});
