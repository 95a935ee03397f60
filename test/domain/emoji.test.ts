import { expect } from "chai";
import { emojiKey, readEmojiKey, unicodeEmoji } from "../../src/domain/emoji.ts";

describe("emoji", () => {
  const same: [string, string, string][] = [
    ["a thumb", "👍", "👍"],
    ["a heart without the mark for colours", "❤", "❤️"],
    ["a heart with it", "❤️", "❤️"],
    ["a heart that asks to be black", "❤︎", "❤️"],
    ["a keycap", "1⃣", "1️⃣"],
    ["a flag", "🇩🇪", "🇩🇪"],
    ["a flag made of tags", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
    ["a skin tone", "☝🏽", "☝🏽"],
    ["a family", "👨🏽‍👩🏽‍👧🏽‍👦🏽", "👨🏽‍👩🏽‍👧🏽‍👦🏽"],
    ["a joined one that is written short", "🏳‍🌈", "🏳️‍🌈"],
    ["a joined one with a sign", "🏃‍♂", "🏃‍♂️"],
  ];
  for (const [what, text, full] of same) {
    it(`reads ${what}`, () => expect(unicodeEmoji(text)).to.equal(full));
  }

  for (const text of [
    "",
    "a",
    "1",
    "#",
    "👍👍",
    "👍!",
    "🇩",
    ":x:",
    "á́",
    "👍́",
    "\u200d",
    "\ufe0f",
    "👍‍".repeat(40),
    "<b>",
  ]) {
    it(`reads nothing in ${JSON.stringify(text.slice(0, 8))}`, () => expect(unicodeEmoji(text)).to.equal(null));
  }

  it("writes and reads keys", () => {
    for (const emoji of [
      { text: "👍", image: null },
      { text: ":blobcat:", image: "https://far.example/a%20b.png?x=1" },
    ])
      expect(readEmojiKey(emojiKey(emoji))).to.deep.equal(emoji);
  });
});
