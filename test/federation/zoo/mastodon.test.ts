import { zoo } from "../../helpers/zoo.ts";

const reply = { text: "A fine text, see", by: "ada@mastodon.example" };

describe("the zoo: Mastodon 4.3 to 4.7", () => {
  zoo({
    folders: ["mastodon"],
    dialects: ["cavage", "rfc9421"],
    elsewhere: ["mastodon/delete-actor", "mastodon/move"],
    rows: {
      "a reply": {
        send: "mastodon/create-reply",
        shows: {
          ...reply,
          lacks: "@",
          name: "Ada 🦊",
          profile: "https://mastodon.example/@ada",
          avatar: "https://files.mastodon.example/avatars/ada.png",
          lang: "en",
          warning: null,
          url: "https://mastodon.example/@ada/110001",
          attached: [],
          edited: false,
          parent: null,
          unlisted: false,
          unsearchable: false,
          createdAt: "2026-11-01T11:59:30.000Z",
        },
      },
      "a reply of 4.3, by somebody whom nobody shall search": {
        send: "mastodon/create-4.3",
        by: "mastodon/actor-4.3",
        shows: { text: "Read it on the train.", lacks: "@", by: "bela@mastodon.example", unsearchable: true },
      },
      "a reply of 4.6 that quotes, its author known by a number": {
        send: "mastodon/create-4.6-quote",
        by: "mastodon/actor-4.6",
        shows: {
          text: "RE: https://mastodon.example/@dora/99",
          html: "Dora said it first.",
          lacks: "/statuses/99",
          by: "cleo@mastodon.example",
          name: "Cléo",
          avatar: "https://files.mastodon.example/avatars/cleo.webp",
          lang: "fr",
        },
      },
      "a reply of 4.7, its author with a key of another kind besides": {
        send: "mastodon/create-4.7",
        by: "mastodon/actor-4.7",
        shows: { text: "Uma boa leitura.", by: "emil@mastodon.example", lang: "pt-BR" },
      },
      "one in a language without blanks": {
        send: "mastodon/create-japanese",
        shows: { text: "本を読みました。とても良かったです。", lacks: "@", lang: "ja" },
      },
      "pictures, a film and a sound, with what is said about them": {
        send: "mastodon/create-media",
        shows: {
          text: "My copy",
          attached: [
            "image/jpeg: The cover, blue with a ship",
            "image/jpeg: ",
            "video/mp4: The author reads the first page",
            "audio/mpeg: Waves",
          ],
        },
      },
      "a sensitive picture without a warning": {
        send: "mastodon/create-sensitive-media",
        shows: { warning: null, attached: ["image/jpeg!: A painted battle"] },
      },
      "a warning, behind which the picture is": {
        send: "mastodon/create-warning",
        shows: { warning: "Spoilers for the book", attached: ["image/jpeg: A page of the book, photographed"] },
      },
      "a poll": {
        send: "mastodon/create-poll",
        shows: {
          text: "Which one should I read next?",
          html: "<li>The first volume</li><li>The &lt;second&gt; volume</li>",
        },
      },
      "a poll that is voted on, which is no edit": {
        send: ["mastodon/create-poll", 20, "mastodon/update-poll-counts"],
        shows: { text: "Which one", edited: false },
      },
      "a vote": { send: "mastodon/create-vote", shows: [], because: /vote/ },
      "a conversation of several, whose names stay": {
        send: "mastodon/create-conversation",
        shows: { text: "@dora Agreed, and #books need @grete.", lacks: "blog.example" },
      },
      "a mention in a paragraph of its own": {
        send: "mastodon/create-own-paragraph",
        shows: { html: "<p>A paragraph of its own.</p>", lacks: "<p></p>" },
      },
      "custom emoji, with their pictures": {
        send: "mastodon/create-emoji",
        shows: {
          text: "Lovely :blobcat: really",
          emoji: { ":blobcat:": "https://files.mastodon.example/emoji/blobcat.png" },
          nameEmoji: {},
        },
      },
      "formatted text of a fork": {
        send: "mastodon/create-glitch",
        shows: { html: "<blockquote><p>A line of yours</p></blockquote><ul><li>one</li>", text: "x < y" },
      },
      "a reply to a reply that we did not have": {
        send: "mastodon/create-reply-to-reply",
        serve: ["mastodon/create-reply-to-reply", "mastodon/note-between", "mastodon/actor-4.3"],
        shows: [
          { text: "I was here first.", by: "bela@mastodon.example", parent: null },
          {
            text: "And I second.",
            lacks: "@",
            by: "ada@mastodon.example",
            parent: "https://mastodon.example/users/bela/statuses/206",
          },
        ],
      },
      "an unlisted reply to a reply that we did not have": {
        send: "mastodon/create-unlisted-to-reply",
        serve: ["mastodon/create-unlisted-to-reply", "mastodon/note-between", "mastodon/actor-4.3"],
        shows: [
          { text: "I was here first.", unlisted: false },
          { text: "Quietly agreed.", unlisted: true },
        ],
      },
      "a reply below one that is private": {
        send: "mastodon/create-reply-to-reply",
        serve: ["mastodon/create-reply-to-reply", "mastodon/note-between-private", "mastodon/actor-4.3"],
        shows: [],
        because: /ancestor is private/,
        forgets: "And I second",
      },
      "one that was edited before it came": {
        send: "mastodon/create-backfilled-edit",
        shows: { text: "Corrected before you saw it.", edited: true },
      },
      "an edit": {
        send: ["mastodon/create-reply", 45, "mastodon/update-reply"],
        shows: { text: "A very fine text.", lacks: "books.example", edited: true },
      },
      "an edit that comes first": {
        send: [45, "mastodon/update-reply", "mastodon/create-reply"],
        shows: { text: "A very fine text.", edited: true },
      },
      "an edit that adds a warning": {
        send: ["mastodon/create-reply", 45, "mastodon/update-warning"],
        shows: { warning: "The ending", edited: true },
      },
      "an edit that makes it unlisted": {
        send: ["mastodon/create-reply", 45, "mastodon/update-to-unlisted"],
        shows: { text: "said more quietly", unlisted: true },
      },
      "a deletion": {
        send: ["mastodon/create-reply", 5, "mastodon/delete-reply"],
        shows: [],
        forgets: "fine text",
      },
      "an unlisted reply": { send: "mastodon/create-unlisted", shows: { ...reply, unlisted: true } },
      "one for followers": {
        send: "mastodon/create-followers-only",
        shows: [],
        because: /private/,
        forgets: "fine text",
      },
      "one for the blog alone": { send: "mastodon/create-direct", shows: [], because: /private/, forgets: "fine text" },
      "one for a few": { send: "mastodon/create-limited", shows: [], because: /private/, forgets: "between us" },
      "one that an edit makes private": {
        send: ["mastodon/create-reply", 45, "mastodon/update-to-followers"],
        shows: [],
        forgets: "fine text",
      },
      "a new face": {
        send: ["mastodon/create-reply", 5, "mastodon/update-actor"],
        shows: { name: "Ada of the Foxes", avatar: "https://files.mastodon.example/avatars/ada-2.png", edited: false },
      },
      "somebody who asks for #noblog": { send: "mastodon/create-reply", by: "mastodon/actor-noblog", shows: [] },
      "somebody who asks for #noblog later": {
        send: ["mastodon/create-reply", 5, "mastodon/update-actor-noblog"],
        shows: [],
      },
      "somebody who asked for it and thought again": {
        send: ["mastodon/create-reply", 5, "mastodon/update-actor-noblog", 5, "mastodon/update-actor"],
        shows: { text: "A fine text", name: "Ada of the Foxes" },
      },
      "somebody suspended at home": { send: "mastodon/create-reply", by: "mastodon/actor-suspended", shows: [] },
      "somebody who has moved": { send: "mastodon/create-reply", by: "mastodon/actor-moved", shows: reply },
      "a bot": { send: "mastodon/create-reply", by: "mastodon/actor-service", shows: { name: "Ada’s bot" } },
      "somebody who is not to be searched": {
        send: "mastodon/create-reply",
        by: "mastodon/actor-unsearchable",
        shows: { ...reply, unsearchable: true },
      },
      "a like and a boost": {
        send: ["mastodon/like", "mastodon/announce", "mastodon/like"],
        shows: [],
        counted: { likes: 1, boosts: 1 },
      },
      "both taken back, and sent again": {
        send: [
          "mastodon/like",
          "mastodon/announce",
          "mastodon/undo-like",
          "mastodon/undo-announce",
          "mastodon/like",
          "mastodon/announce",
        ],
        shows: [],
        counted: { likes: 0, boosts: 0 },
      },
      "a like taken back by its id alone": {
        send: ["mastodon/like", "mastodon/undo-like-compact"],
        shows: [],
        counted: { likes: 0 },
      },
      "a follow": { send: ["mastodon/follow", "mastodon/follow"], shows: [], followers: 1 },
      "a follow that ends": { send: ["mastodon/follow", "mastodon/undo-follow"], shows: [], followers: 0 },
      "a follow that a block ends": { send: ["mastodon/follow", "mastodon/block"], shows: [], followers: 0 },
    },
  });
});
