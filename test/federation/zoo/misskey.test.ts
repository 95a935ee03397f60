import { zoo } from "../../helpers/zoo.ts";

describe("the zoo: Misskey", () => {
  zoo({
    folders: ["misskey"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply": {
        send: "misskey/create-reply",
        shows: {
          text: "nya, nice post second line",
          html: "<b>nice</b>",
          lacks: "@",
          by: "mika@misskey.example",
          name: "mika :cat:",
          nameEmoji: { ":cat:": "https://files.misskey.example/cat.png" },
          emoji: {},
          profile: "https://misskey.example/@mika",
          avatar: "https://files.misskey.example/mika.webp",
          lang: null,
          warning: null,
          url: "https://misskey.example/notes/9mknote001",
          createdAt: "2026-11-01T11:58:00.123Z",
        },
      },
      "a reply by somebody of an older version, without name and picture": {
        send: "misskey/create-reply",
        by: "misskey/actor-old",
        shows: { by: "mika@misskey.example", name: "mika", avatar: null },
      },
      "MFM, of which the HTML is shown": {
        send: "misskey/create-mfm",
        shows: { html: "<ruby>本<rp>(</rp><rt>ほん</rt><rp>)</rp></ruby>", lacks: "$[", text: "so they say" },
      },
      "a quote, linked once": {
        send: "misskey/create-with-quote",
        shows: { text: "compare RE: https://misskey.example/notes/9mkquoted1", lacks: "<p class" },
      },
      "pictures, the sensitive one marked": {
        send: "misskey/create-media",
        shows: { text: "drawn by me", attached: ["image/webp!: A fox, asleep", "image/png!: "] },
      },
      "a poll": { send: "misskey/create-poll", shows: { text: "which?", html: "<li>cats</li><li>foxes</li>" } },
      "a vote": { send: "misskey/create-vote", shows: [], because: /vote|private/ },
      "a warning": { send: "misskey/create-warning", shows: { text: "the butler", warning: "the end" } },
      "a warning without words": { send: "misskey/create-empty-warning", shows: { text: "nya", warning: "…" } },
      "an edit, as forks send it": {
        send: ["misskey/create-reply", 45, "misskey/update-reply"],
        shows: { text: "edited, nya", edited: true },
      },
      "a deletion": { send: ["misskey/create-reply", "misskey/delete-reply"], shows: [], forgets: "second line" },
      "one for home, which is unlisted": {
        send: "misskey/create-home",
        shows: { text: "only at home", unlisted: true },
      },
      "one for followers": {
        send: "misskey/create-followers-only",
        shows: [],
        because: /private/,
        forgets: "for followers",
      },
      "one for us alone": { send: "misskey/create-specified", shows: [], because: /private/, forgets: "for you" },
      "somebody whose words are for those who are signed in": {
        send: "misskey/create-reply",
        by: "misskey/actor-sign-in-required",
        shows: [],
        because: /not to be shown/,
        forgets: "second line",
      },
      "a like and a boost": { send: ["misskey/like", "misskey/announce"], shows: [], counted: { likes: 1, boosts: 1 } },
      "a boost for followers": { send: "misskey/announce-followers-only", shows: [], counted: { boosts: 0 } },
      "both taken back, and sent again": {
        send: [
          "misskey/like",
          "misskey/announce",
          "misskey/undo-like",
          "misskey/undo-announce",
          "misskey/like",
          "misskey/announce",
        ],
        shows: [],
        counted: { likes: 0, boosts: 0 },
      },
      "a follow": { send: "misskey/follow", shows: [], followers: 1 },
      "a follow that ends": { send: ["misskey/follow", "misskey/undo-follow"], shows: [], followers: 0 },
    },
  });
});

describe("the zoo: Sharkey", () => {
  zoo({
    folders: ["sharkey"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply": {
        send: "sharkey/create-reply",
        shows: { text: "from a shark", lacks: "@", by: "shan@sharkey.example", name: "Shan", unsearchable: false },
      },
      "an edit": {
        send: ["sharkey/create-reply", 45, "sharkey/update-reply"],
        shows: { text: "from a bigger shark", lacks: "@", edited: true },
      },
      "a quote that is not in the text": {
        send: "sharkey/create-with-quote",
        shows: {
          text: "this too RE: https://sharkey.example/notes/9skquoted1",
          html: 'href="https://sharkey.example/notes/9skquoted1"',
        },
      },
      "a warning with markup, of which the words are shown": {
        send: "sharkey/create-bubbled-warning",
        shows: { text: "politics", warning: "pol, mandatory" },
      },
      "somebody who is not to be searched": {
        send: "sharkey/create-reply",
        by: "sharkey/actor-noindex",
        shows: { text: "from a shark", unsearchable: true },
      },
    },
  });
});
