import { expect } from "chai";
import { customEmojiOf } from "../../../federation/incoming/emoji.ts";

const tag = (name: string, url: string) => ({ type: "Emoji", name, icon: { type: "Image", url } });
const at = (name: string) => `https://far.example/${name}.png`;

describe("custom emoji in somebody's words", () => {
  it("are those that stand there, the first picture of each", () => {
    const object = { tag: [tag(":cat:", at("cat")), tag("cat", at("other")), tag(":dog:", at("dog"))] };
    expect(customEmojiOf(object, "a :cat:", null)).to.deep.equal([{ text: ":cat:", image: at("cat") }]);
    expect(customEmojiOf(object, null, ":dog:")).to.deep.equal([{ text: ":dog:", image: at("dog") }]);
    expect(customEmojiOf({ tag: object.tag[0] }, ":cat:")).to.have.lengthOf(1);
  });

  it("are twenty at most, with addresses of the web that are not endless", () => {
    const many = Array.from({ length: 60 }, (_, i) => tag(`:e${i}:`, at(`e${i}`)));
    expect(customEmojiOf({ tag: many }, many.map(({ name }) => name).join(" "))).to.have.lengthOf(20);
    const bad = ["javascript:alert(1)", "data:image/png;base64,x", `https://far.example/${"x".repeat(600)}`, "cat.png"];
    for (const url of bad) expect(customEmojiOf({ tag: [tag(":cat:", url)] }, ":cat:"), url).to.deep.equal([]);
  });
});
