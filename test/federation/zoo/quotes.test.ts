import { zoo } from "../../helpers/zoo.ts";

const nothing = { quotes: 0, likes: 0, boosts: 0 };

describe("quotes of many kinds of software", () => {
  zoo({
    folders: ["mastodon", "misskey", "sharkey", "pleroma", "akkoma", "fedibird", "mitra"],
    prefix: "quote-",
    dialects: ["cavage"],
    rows: {
      // Without asking, by each of the names
      "Misskey: a quote that nobody asked for": { send: "misskey/quote-create", shows: [], counted: { quotes: 1 } },
      "Misskey: one person's second quote": {
        send: ["misskey/quote-create", "misskey/quote-create-again", "misskey/quote-create"],
        shows: [],
        counted: { quotes: 1 },
      },
      "Misskey: a quote that was deleted, and comes again": {
        send: ["misskey/quote-create", "misskey/quote-delete", "misskey/quote-create"],
        shows: [],
        counted: nothing,
      },
      "Misskey: a quote that was deleted before it came": {
        send: ["misskey/quote-delete", "misskey/quote-create"],
        shows: [],
        counted: nothing,
      },
      "Misskey: a quote for followers": {
        send: "misskey/quote-create-private",
        shows: [],
        counted: nothing,
        because: /private/,
      },
      "Sharkey: three names for one quote": {
        send: "sharkey/quote-create",
        shows: [],
        counted: { quotes: 1 },
      },
      "Pleroma: quoteUrl, of the blog's own page": { send: "pleroma/quote-create", shows: [], counted: { quotes: 1 } },
      "Akkoma: quoteUri": {
        send: "akkoma/quote-create",
        shows: [],
        counted: { quotes: 1 },
      },
      "Fedibird: quoteURL": {
        send: "fedibird/quote-create",
        by: "fedibird/react-actor",
        shows: [],
        counted: { quotes: 1 },
      },
      "Mitra: a Link that says that it is a quote": {
        send: "mitra/quote-link",
        by: "mitra/react-actor",
        shows: [],
        counted: { quotes: 1 },
      },
      "Mitra: a Link that does not": {
        send: "mitra/quote-mere-link",
        by: "mitra/react-actor",
        shows: [],
        counted: nothing,
      },
      "the first name counts where they differ": { send: "mastodon/quote-priority", shows: [], counted: { quotes: 1 } },
      "the first name counts where they differ, also when it is about others": {
        send: "mastodon/quote-priority-other",
        shows: [],
        counted: nothing,
      },
      // A comment besides
      "a post that answers and quotes is a comment and a quote": {
        send: "mastodon/quote-and-reply",
        shows: { text: "I answer what I quote.", parent: null },
        counted: { quotes: 1 },
      },
      "and both go with it": {
        send: ["mastodon/quote-and-reply", "mastodon/quote-and-reply-delete", "mastodon/quote-and-reply"],
        shows: [],
        counted: nothing,
      },
      // Asking first
      "Mastodon asks, is given leave, and quotes": {
        send: ["mastodon/quote-request", "mastodon/quote-create"],
        shows: [],
        counted: { quotes: 1 },
        answered: ["accept"],
      },
      "Mastodon asks again, and is answered again": {
        send: ["mastodon/quote-request", "mastodon/quote-request"],
        shows: [],
        counted: { quotes: 1 },
        answered: ["accept", "accept"],
      },
      "a quote that is edited away": {
        send: ["mastodon/quote-request", "mastodon/quote-create", 30, "mastodon/quote-update-without"],
        shows: [],
        counted: nothing,
      },
      "a quote that is edited out of the public": {
        send: ["mastodon/quote-request", "mastodon/quote-create", 30, "mastodon/quote-update-private"],
        shows: [],
        counted: nothing,
      },
      "a request that is taken back": {
        send: ["mastodon/quote-request", "mastodon/quote-undo-request"],
        shows: [],
        counted: nothing,
      },
      "a quote that was deleted, and asks again": {
        send: ["mastodon/quote-request", "mastodon/quote-delete", "mastodon/quote-request", "mastodon/quote-create"],
        shows: [],
        counted: nothing,
        answered: ["accept"],
      },
      "leave for a private quote, which is not counted": {
        send: ["mastodon/quote-request-private", "mastodon/quote-create-private"],
        shows: [],
        counted: nothing,
        answered: ["accept"],
      },
      "a post that is named by its id alone is looked at first": {
        serve: ["mastodon/quote-note"],
        send: "mastodon/quote-request-by-id",
        shows: [],
        counted: { quotes: 1 },
        answered: ["accept"],
      },
      "one that is not there is not answered": {
        send: "mastodon/quote-request-by-id",
        shows: [],
        counted: nothing,
        answered: [],
      },
      // What is wrong with a request
      "a request for a post that quotes something else": {
        send: "mastodon/quote-request-of-other",
        shows: [],
        counted: nothing,
        answered: [],
        because: /does not quote what it asks for/,
      },
      "a request for a post that quotes nothing": {
        send: "mastodon/quote-request-silent",
        shows: [],
        counted: nothing,
        answered: [],
        because: /does not quote what it asks for/,
      },
      "a request for a post of somebody else": {
        send: { send: "mastodon/quote-request-stolen", status: 403 },
        shows: [],
        counted: nothing,
        answered: [],
      },
      "a request for a post on another server": {
        send: { send: "mastodon/quote-request-foreign", status: 403 },
        shows: [],
        counted: nothing,
        answered: [],
      },
      "a request to quote what is not there": {
        send: "mastodon/quote-request-nothing",
        shows: [],
        counted: nothing,
        answered: [],
        because: /nothing of ours/,
      },
      "CVE-2026-33869: somebody who asks first, for a post that is not theirs, keeps nobody from asking": {
        send: [
          { send: "mastodon/quote-request-first", by: "mastodon/quote-actor-eve" },
          "mastodon/quote-request",
          "mastodon/quote-create",
        ],
        shows: [],
        counted: { quotes: 2 },
        answered: ["accept", "accept"],
      },
      // What is wrong with the leave that is shown (CVE-2025-62605, CVE-2026-33869)
      "CVE-2025-62605: leave that was given for another post": {
        send: ["mastodon/quote-request", "mastodon/quote-delete", "mastodon/quote-create-wrong-stamp"],
        shows: [],
        counted: nothing,
        because: /never given, was taken back, or is for something else/,
      },
      "leave that another server gave in our name": {
        send: "mastodon/quote-create-foreign-stamp",
        shows: [],
        counted: nothing,
        because: /never given/,
      },
      "leave that another server gave, although ours was given, too": {
        send: ["mastodon/quote-request", "mastodon/quote-create-other-stamp"],
        shows: [],
        because: /never given/,
      },
      "leave that nobody asked for": {
        send: "mastodon/quote-create-never-asked",
        shows: [],
        counted: nothing,
        because: /never given/,
      },
    },
  });
});
