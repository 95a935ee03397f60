import { zoo } from "../../helpers/zoo.ts";

describe("the zoo: Pleroma", () => {
  zoo({
    folders: ["pleroma"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply": {
        send: "pleroma/create-reply",
        shows: {
          text: "close the world",
          lacks: "@",
          by: "lain@pleroma.example",
          name: "lain",
          avatar: "https://pleroma.example/media/lain.png",
          lang: null,
          warning: null,
          url: "https://pleroma.example/objects/7a0b5b2c-0000-4000-8000-00000000aaaa",
          edited: false,
        },
      },
      "a reply with a plain source and no summary": {
        send: "pleroma/create-plain-source",
        shows: { text: "long ago", lacks: "@", warning: null },
      },
      "a list of recipients in the text, of whom the others stay": {
        send: "pleroma/create-recipients-inline",
        shows: { text: "@ada all of us", lacks: "blog.example" },
      },
      "formatted text": {
        send: "pleroma/create-markdown",
        shows: { html: "<ul><li>one</li><li><strong>two</strong></li></ul>", lacks: "<p></p>", text: "and so on" },
      },
      "a warning": { send: "pleroma/create-warning", shows: { text: "wired", warning: "present day" } },
      "a picture and a film, with links in lists": {
        send: "pleroma/create-media",
        shows: { attached: ["image/png: A street at night", "video/mp4: "] },
      },
      "a quote, linked once": {
        send: "pleroma/create-with-quote",
        shows: { html: 'RE: <a href="https://pleroma.example/objects/q0"', lacks: "<p " },
      },
      "a poll with several answers": {
        send: "pleroma/create-poll",
        shows: { text: "which protocol?", html: "<li>seven</li><li>six</li>" },
      },
      "an edit": {
        send: ["pleroma/create-reply", 45, "pleroma/update-reply"],
        shows: { text: "close the world, open the next", edited: true },
      },
      "a deletion": { send: ["pleroma/create-reply", "pleroma/delete-reply"], shows: [], forgets: "close the world" },
      "an unlisted reply": { send: "pleroma/create-unlisted", shows: { text: "aside", unlisted: true } },
      "a direct message": { send: "pleroma/create-direct", shows: [], because: /private/, forgets: "psst" },
      "a direct message that names everybody": {
        send: "pleroma/create-direct-to-public",
        shows: [],
        because: /private/,
        forgets: "psst",
      },
      "one for the people of that server": {
        send: "pleroma/create-local",
        shows: [],
        because: /private/,
        forgets: "at home",
      },
      "one that an edit makes a direct message": {
        send: ["pleroma/create-reply", 30, "pleroma/update-to-direct"],
        shows: [],
        forgets: "close the world",
      },
      "a chat message": { send: "pleroma/create-chat-message", shows: [], forgets: "hello you" },
      "what somebody listens to": { send: "pleroma/listen", shows: [], because: /Listen/ },
      "a like and a boost": { send: ["pleroma/like", "pleroma/announce"], shows: [], counted: { likes: 1, boosts: 1 } },
      "a follow": { send: "pleroma/follow", shows: [], followers: 1 },
    },
  });
});

describe("the zoo: Akkoma", () => {
  zoo({
    folders: ["akkoma"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply": {
        send: "akkoma/create-reply",
        shows: {
          text: "delivered",
          lacks: "@",
          by: "kiki@akkoma.example",
          name: "Kiki :broom:",
          lang: "de",
          edited: false,
        },
      },
      "an edit with what it was before": {
        send: ["akkoma/create-reply", 45, "akkoma/update-reply"],
        shows: { text: "delivered late", lacks: "@", edited: true, lang: "de" },
      },
      "MFM as HTML, which does not shake here": {
        send: "akkoma/create-mfm",
        shows: { text: "turbulence over town", lacks: "style" },
      },
      "a quote in two spellings, not in the text": {
        send: "akkoma/create-with-quote",
        shows: { text: "see there RE: https://akkoma.example/objects/q0", html: '<p class="quote-inline">' },
      },
      "a picture and an emoji": {
        send: "akkoma/create-media",
        shows: { text: "the bakery :broom:", attached: ["image/jpeg: bread, stacked"] },
      },
      "one for followers": {
        send: "akkoma/create-followers-only",
        shows: [],
        because: /private/,
        forgets: "for followers",
      },
    },
  });
});
