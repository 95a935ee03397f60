import { expect } from "chai";
import { homeAsTyped, readHome } from "../../../src/usecases/visit/reply-from-home.ts";

describe("readHome", () => {
  const read: [typed: string, host: string, name: string | null][] = [
    ["@ada@social.example", "social.example", "ada"],
    ["ada@social.example", "social.example", "ada"],
    ["  acct:Ada@Social.Example ", "social.example", "Ada"],
    ["social.example", "social.example", null],
    ["https://social.example/", "social.example", null],
    ["https://social.example/@ada", "social.example", "ada"],
    ["social.example/users/ada/", "social.example", "ada"],
    ["https://social.example/profile/ada?x=1", "social.example", null],
    ["@ada@bücher.example", "xn--bcher-kva.example", "ada"],
    ["ada@social.example:8443", "social.example:8443", "ada"],
  ];
  for (const [typed, host, name] of read) {
    it(`reads “${typed}”`, () => {
      expect(readHome(typed)).to.include({ host, name });
    });
  }

  for (const typed of [
    "",
    "   ",
    "@",
    "@@",
    "ada@",
    "https://",
    "ada lovelace",
    "https://ada:pw@social.example/",
    "x".repeat(501),
  ]) {
    it(`says what to type instead of “${typed.slice(0, 40)}”`, () => {
      expect(() => readHome(typed)).to.throw(
        "Type your handle, like @name@example.social, or the name of your server.",
      );
    });
  }

  it("is kept as it would be typed", () => {
    expect(homeAsTyped(readHome("https://social.example/@ada"))).to.equal("@ada@social.example");
    expect(homeAsTyped(readHome("https://social.example"))).to.equal("social.example");
  });
});
