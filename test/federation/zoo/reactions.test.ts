import { zoo } from "../../helpers/zoo.ts";

const cat = { text: ":blobcat:", image: "https://files.misskey.example/blobcat.webp", count: 1 };
const dinosaur = { text: ":dinosaur:", image: "https://third.example/emoji/dino.png", count: 1 };
const emoji = (text: string) => ({ text, image: null, count: 1 });

const everything = { likes: 0, boosts: 0, dislikes: 0, quotes: 0, emoji: [] };

describe("reactions of many kinds of software", () => {
  zoo({
    folders: [
      "mastodon",
      "gotosocial",
      "misskey",
      "sharkey",
      "pleroma",
      "akkoma",
      "lemmy",
      "friendica",
      "peertube",
      "pixelfed",
      "fedibird",
    ],
    prefix: "react-",
    dialects: ["cavage"],
    elsewhere: ["mitra/react-actor"],
    rows: {
      // Mastodon
      "Mastodon: a like": { send: "mastodon/like", shows: [], counted: { likes: 1, emoji: [] } },
      "Mastodon: liking twice counts once": {
        send: ["mastodon/like", "mastodon/react-like-again"],
        shows: [],
        counted: { likes: 1 },
      },
      "Mastodon: the second of two likes taken back takes the like back": {
        send: ["mastodon/like", "mastodon/react-like-again", "mastodon/react-undo-like-again"],
        shows: [],
        counted: { likes: 0 },
      },
      "Mastodon: a like that was taken back stays so when it comes again": {
        send: ["mastodon/like", "mastodon/undo-like", "mastodon/like"],
        shows: [],
        counted: { likes: 0 },
        because: /undone before it came/,
      },
      "Mastodon: an Undo by the id alone": {
        send: ["mastodon/like", "mastodon/undo-like-compact", "mastodon/like"],
        shows: [],
        counted: { likes: 0 },
      },
      "Mastodon: a like of nothing of ours": {
        send: "mastodon/react-like-unknown",
        shows: [],
        counted: everything,
        because: /nothing of ours/,
      },
      "Mastodon: a like of a comment is none of the post": {
        send: ["mastodon/create-reply", "mastodon/react-like-reply"],
        shows: [{ by: "ada@mastodon.example" }],
        counted: everything,
      },
      "Mastodon: a boost, once": {
        send: ["mastodon/announce", "mastodon/announce"],
        shows: [],
        counted: { boosts: 1 },
      },
      "Mastodon: a boost for followers is nobody else's business": {
        send: "mastodon/react-announce-private",
        shows: [],
        counted: everything,
        because: /private/,
      },
      "Mastodon: a boost of something else": {
        send: "mastodon/react-announce-unknown",
        shows: [],
        counted: everything,
        because: /nothing of ours/,
      },
      "Mastodon: a boost taken back by its id alone": {
        send: ["mastodon/announce", "mastodon/react-undo-announce-compact", "mastodon/announce"],
        shows: [],
        counted: { boosts: 0 },
      },
      // Votes
      "Mastodon: a vote is no comment": {
        send: "mastodon/create-vote",
        shows: [],
        counted: everything,
        because: /It is a vote/,
      },
      "Mastodon: a public vote that quotes is no comment, and no quote": {
        send: "mastodon/react-vote-quoting",
        shows: [],
        counted: everything,
        because: /It is a vote/,
      },
      "Mastodon: a vote that is changed is no comment": {
        send: "mastodon/react-vote-update",
        shows: [],
        counted: everything,
        because: /It is a vote/,
      },
      "Mastodon: a vote in a poll elsewhere is not looked into": {
        send: "mastodon/react-vote-elsewhere",
        shows: [],
        counted: everything,
        because: /It is a vote/,
      },
      "GoToSocial: several votes at once are no comments": {
        send: "gotosocial/create-votes",
        shows: [],
        counted: everything,
      },
      "GoToSocial: nor when everybody may see them": {
        send: "gotosocial/react-votes-public",
        shows: [],
        counted: everything,
        because: /It is a vote/,
      },
      // GoToSocial
      "GoToSocial: a like and its Undo": {
        send: ["gotosocial/like", "gotosocial/undo-like", "gotosocial/like"],
        shows: [],
        counted: { likes: 0 },
      },
      "GoToSocial: boosting twice counts once": {
        send: ["gotosocial/announce", "gotosocial/react-announce-again"],
        shows: [],
        counted: { boosts: 1 },
      },
      // Misskey
      "Misskey: its heart is a plain like": { send: "misskey/like", shows: [], counted: { likes: 1, emoji: [] } },
      "Misskey: a like with an emoji": {
        send: "misskey/react-emoji",
        shows: [],
        counted: { likes: 1, emojiLikes: 1, emoji: [emoji("🎉")] },
      },
      "Misskey: a like with its own emoji": {
        send: "misskey/react-custom",
        shows: [],
        counted: { likes: 1, emojiLikes: 1, emoji: [cat] },
      },
      "Misskey: the newer of two emoji counts": {
        send: ["misskey/react-emoji", "misskey/react-custom", "misskey/react-emoji"],
        shows: [],
        counted: { likes: 1, emoji: [cat] },
      },
      "Misskey: an emoji without its picture is a plain like": {
        send: "misskey/react-custom-without-tag",
        shows: [],
        counted: { likes: 1, emoji: [] },
      },
      "Misskey: an Undo with an id of its own": {
        send: ["misskey/react-emoji", "misskey/react-undo-emoji", "misskey/react-emoji"],
        shows: [],
        counted: everything,
      },
      "Misskey: an Undo that comes first": {
        send: ["misskey/react-undo-custom", "misskey/react-custom"],
        shows: [],
        counted: everything,
      },
      // Sharkey
      "Sharkey: the emoji in its own member alone": {
        send: "sharkey/react-emoji",
        shows: [],
        counted: { likes: 1, emoji: [emoji("🦈")] },
      },
      "Sharkey: the Undo of the older emoji comes after the newer one": {
        send: ["sharkey/react-emoji", "sharkey/react-emoji-changed", "sharkey/react-undo-older"],
        shows: [],
        counted: { likes: 1, emoji: [emoji("🐟")] },
      },
      // Pleroma
      "Pleroma: several emoji of one person, and a like besides": {
        send: ["pleroma/react-emoji", "pleroma/react-emoji-second", "pleroma/react-emoji", "pleroma/like"],
        shows: [],
        counted: { likes: 1, emojiLikes: 0, emoji: [emoji("❤️"), emoji("👌")] },
      },
      "Pleroma: two emoji in one are none": {
        send: "pleroma/react-too-long",
        shows: [],
        counted: everything,
        because: /no emoji/,
      },
      "Pleroma: a letter is none": {
        send: "pleroma/react-no-emoji",
        shows: [],
        counted: everything,
        because: /no emoji/,
      },
      "Pleroma: one of several taken back by its id": {
        send: ["pleroma/react-emoji", "pleroma/react-emoji-second", "pleroma/react-undo-by-id", "pleroma/react-emoji"],
        shows: [],
        counted: { likes: 0, emoji: [emoji("❤️")] },
      },
      // Akkoma
      "Akkoma: a picture of a third server, without an id": {
        send: "akkoma/react-third-party",
        shows: [],
        counted: { likes: 0, emoji: [dinosaur] },
      },
      "Akkoma: the same under its long name is the same": {
        send: ["akkoma/react-third-party", "akkoma/react-remote-name"],
        shows: [],
        counted: { emoji: [dinosaur] },
      },
      "Akkoma: without its picture it is nothing": {
        send: "akkoma/react-without-tag",
        shows: [],
        counted: everything,
        because: /no emoji/,
      },
      "Akkoma: a picture must have an address": {
        send: "akkoma/react-script",
        shows: [],
        counted: everything,
        because: /no emoji/,
      },
      "Akkoma: an Undo that names the emoji, and an activity we never saw": {
        send: ["akkoma/react-third-party", "akkoma/react-undo-inlined"],
        shows: [],
        counted: everything,
      },
      // Lemmy
      "Lemmy: a vote down": { send: "lemmy/react-dislike", shows: [], counted: { likes: 0, dislikes: 1 } },
      "Lemmy: a vote up after it": {
        send: ["lemmy/react-dislike", "lemmy/like", "lemmy/react-dislike"],
        shows: [],
        counted: { likes: 1, dislikes: 0 },
      },
      "Lemmy: a vote down after one up": {
        send: ["lemmy/like", "lemmy/react-dislike", "lemmy/like"],
        shows: [],
        counted: { likes: 0, dislikes: 1 },
      },
      "Lemmy: a vote taken back": {
        send: ["lemmy/react-dislike", "lemmy/react-undo-dislike", "lemmy/react-dislike"],
        shows: [],
        counted: everything,
      },
      // Friendica, PeerTube, Pixelfed, Fedibird
      "Friendica: a dislike": {
        send: ["friendica/react-dislike", "friendica/react-dislike"],
        by: "friendica/react-actor",
        shows: [],
        counted: { dislikes: 1 },
      },
      "Friendica: a dislike taken back": {
        send: ["friendica/react-dislike", "friendica/react-undo-dislike"],
        by: "friendica/react-actor",
        shows: [],
        counted: everything,
      },
      "PeerTube: like, then dislike": {
        send: ["peertube/react-like", "peertube/react-dislike"],
        by: "peertube/react-actor",
        shows: [],
        counted: { likes: 0, dislikes: 1 },
      },
      "PeerTube: a dislike taken back": {
        send: ["peertube/react-dislike", "peertube/react-undo-dislike"],
        by: "peertube/react-actor",
        shows: [],
        counted: everything,
      },
      "Pixelfed: a like and a boost": {
        send: ["pixelfed/react-like", "pixelfed/react-announce"],
        by: "pixelfed/react-actor",
        shows: [],
        counted: { likes: 1, boosts: 1 },
      },
      "Pixelfed: a like taken back": {
        send: ["pixelfed/react-like", "pixelfed/react-undo-like", "pixelfed/react-like"],
        by: "pixelfed/react-actor",
        shows: [],
        counted: everything,
      },
      "Fedibird: an emoji with a name in another script, one tag and a list of icons": {
        send: "fedibird/react-custom",
        by: "fedibird/react-actor",
        shows: [],
        counted: { likes: 1, emoji: [{ text: ":ねこ:", image: "https://fedibird.example/emoji/neko.png", count: 1 }] },
      },
    },
  });
});
