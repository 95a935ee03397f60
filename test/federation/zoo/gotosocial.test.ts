import { zoo } from "../../helpers/zoo.ts";

describe("the zoo: GoToSocial", () => {
  zoo({
    folders: ["gotosocial"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply": {
        send: "gotosocial/create-reply",
        shows: {
          text: "hallo von einem kleinen Server",
          lacks: "@",
          by: "grete@gts.example",
          name: "Grete",
          profile: "https://gts.example/@grete",
          avatar: null,
          lang: "de",
          warning: null,
          url: "https://gts.example/@grete/statuses/01HBRAVE0000000000000000AA",
          edited: false,
          createdAt: "2026-11-01T11:59:00.000Z",
        },
      },
      "a reply with the older interaction policy": {
        send: "gotosocial/create-0.19-policy",
        shows: { text: "approved elsewhere" },
      },
      "one attachment, which is no list": {
        send: "gotosocial/create-media",
        shows: { text: "look", attached: ["image/webp: The harbour at dawn"] },
      },
      "a warning": { send: "gotosocial/create-warning", shows: { text: "he did it", warning: "Who did it" } },
      "formatted text": {
        send: "gotosocial/create-markdown",
        shows: { html: '<pre><code class="language-ts">let three = 3;</code></pre>', text: "two and a half" },
      },
      "a mention of us and of somebody else": {
        send: "gotosocial/create-two-mentions",
        shows: { text: "@ada both of you", lacks: "node.example" },
      },
      "an edit": {
        send: ["gotosocial/create-reply", 45, "gotosocial/update-reply"],
        shows: { text: "hallo nochmal", lacks: "@", edited: true },
      },
      "a deletion": {
        send: ["gotosocial/create-reply", "gotosocial/delete-reply"],
        shows: [],
        forgets: "kleinen Server",
      },
      "two votes in one": { send: "gotosocial/create-votes", shows: [], because: /vote|private/ },
      "an unlisted reply": { send: "gotosocial/create-unlisted", shows: { text: "hush", unlisted: true } },
      "one for followers": {
        send: "gotosocial/create-followers-only",
        shows: [],
        because: /private/,
        forgets: "for friends",
      },
      "one for us alone": { send: "gotosocial/create-direct", shows: [], because: /private/, forgets: "for you alone" },
      "one that an edit makes private": {
        send: ["gotosocial/create-reply", 30, "gotosocial/update-to-followers"],
        shows: [],
        forgets: "hallo",
      },
      "somebody who shows nothing to the web": {
        send: "gotosocial/create-reply",
        by: "gotosocial/actor-hides-all",
        shows: [],
        because: /not to be shown/,
        forgets: "kleinen Server",
      },
      "somebody who shows nothing unlisted to the web": {
        send: ["gotosocial/create-reply", "gotosocial/create-unlisted"],
        by: "gotosocial/actor-hides-unlisted",
        shows: { text: "hallo von einem kleinen Server" },
        forgets: "hush",
      },
      "somebody who hides everything later": {
        send: ["gotosocial/create-reply", "gotosocial/create-unlisted", "gotosocial/update-actor-hides-all"],
        shows: [],
      },
      "somebody who hides what is unlisted later": {
        send: ["gotosocial/create-reply", "gotosocial/create-unlisted", "gotosocial/update-actor-hides-unlisted"],
        shows: { text: "hallo von einem kleinen Server" },
      },
      "somebody who hides everything, and then only what is unlisted": {
        send: [
          "gotosocial/create-reply",
          "gotosocial/create-unlisted",
          "gotosocial/update-actor-hides-all",
          "gotosocial/update-actor-hides-unlisted",
        ],
        shows: { text: "hallo von einem kleinen Server" },
      },
      "somebody who hid everything and shows it again": {
        send: [
          "gotosocial/create-reply",
          "gotosocial/create-unlisted",
          "gotosocial/update-actor-hides-all",
          "gotosocial/update-actor-hides-unlisted",
          "gotosocial/update-actor-shows",
        ],
        shows: [{ text: "hallo von einem kleinen Server" }, { text: "hush" }],
      },
      "a like and a boost": {
        send: ["gotosocial/like", "gotosocial/announce"],
        shows: [],
        counted: { likes: 1, boosts: 1 },
      },
      "both taken back, and sent again": {
        send: [
          "gotosocial/like",
          "gotosocial/announce",
          "gotosocial/undo-like",
          "gotosocial/undo-announce",
          "gotosocial/like",
          "gotosocial/announce",
        ],
        shows: [],
        counted: { likes: 0, boosts: 0 },
      },
      "a follow": { send: "gotosocial/follow", shows: [], followers: 1 },
      "a follow that ends": { send: ["gotosocial/follow", "gotosocial/undo-follow"], shows: [], followers: 0 },
    },
  });
});
