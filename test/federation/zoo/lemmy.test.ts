import { zoo } from "../../helpers/zoo.ts";

const books = (send: string) => ({ send, by: "lemmy/group" });
const modesta = (send: string) => ({ send, by: "lemmy/moderator" });
const gone = { gone: "https://lemmy.example/comment/501" };
const back = { serve: "lemmy/note" };

const comment = { text: "Cross-posting this. Good read.", by: "lena@lemmy.example", lang: "fr" };

describe("what Lemmy sends", () => {
  zoo({
    folders: ["lemmy"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a comment, to the author of what it answers": {
        send: "lemmy/create-reply",
        shows: { ...comment, html: "<strong>Good</strong>", name: "Lena", url: "https://lemmy.example/comment/501" },
      },
      "a comment through its community": {
        send: books("lemmy/announce-create"),
        serve: ["lemmy/note", "lemmy/actor"],
        shows: comment,
      },
      "a comment that the community makes up": { send: books("lemmy/announce-create"), shows: [] },
      "a comment both ways": {
        send: ["lemmy/create-reply", books("lemmy/announce-create")],
        serve: ["lemmy/note"],
        shows: comment,
      },
      "a post of the community, which answers nothing": {
        send: books("lemmy/announce-page"),
        shows: [],
        because: /not about us/,
      },

      "an edit": {
        send: ["lemmy/create-reply", 20, "lemmy/update-reply"],
        shows: { text: "Cross-posting this.", lacks: "Good", edited: true },
      },
      "an edit through the community": {
        send: ["lemmy/create-reply", 20, { serve: "lemmy/note-updated" }, books("lemmy/announce-update")],
        shows: { text: "Cross-posting this.", lacks: "Good", edited: true },
      },
      "an edit that the community makes up": {
        send: ["lemmy/create-reply", 20, back, books("lemmy/announce-update")],
        shows: { ...comment, edited: false },
      },

      "a deletion": { send: ["lemmy/create-reply", "lemmy/delete-reply"], shows: [], forgets: "Cross-posting" },
      "a deletion through the community": {
        send: ["lemmy/create-reply", gone, books("lemmy/announce-delete")],
        shows: [],
        forgets: "Cross-posting",
      },
      "a deletion that the community makes up": {
        send: ["lemmy/create-reply", back, books("lemmy/announce-delete")],
        shows: comment,
      },
      "a removal by a moderator": {
        send: ["lemmy/create-reply", gone, modesta("lemmy/delete-by-moderator")],
        shows: [],
        forgets: "Cross-posting",
      },
      "a removal by a moderator that its own server does not follow": {
        send: ["lemmy/create-reply", back, modesta("lemmy/delete-by-moderator")],
        shows: comment,
      },
      "a removal by a moderator of another server, through the community": {
        send: ["lemmy/create-reply", gone, books("lemmy/announce-delete-by-moderator")],
        shows: [],
        forgets: "Cross-posting",
      },
      "a removal by a moderator before the comment": {
        send: [gone, modesta("lemmy/delete-by-moderator"), "lemmy/create-reply"],
        shows: [],
      },
      "a removal by a neighbour who is none, before the comment": {
        send: [back, modesta("lemmy/delete-by-moderator"), "lemmy/create-reply"],
        shows: comment,
      },

      "a deletion that its author takes back": {
        send: ["lemmy/create-reply", "lemmy/delete-reply", back, "lemmy/undo-delete"],
        shows: { ...comment, name: "Lena", edited: false },
      },
      "a deletion that its author takes back, while it is not there": {
        send: ["lemmy/create-reply", "lemmy/delete-reply", gone, "lemmy/undo-delete"],
        shows: [],
        forgets: "Cross-posting",
      },
      "a removal that the moderator takes back": {
        send: [
          "lemmy/create-reply",
          gone,
          modesta("lemmy/delete-by-moderator"),
          back,
          modesta("lemmy/undo-delete-by-moderator"),
        ],
        shows: comment,
      },
      "a removal that the community takes back": {
        send: [
          "lemmy/create-reply",
          gone,
          books("lemmy/announce-delete-by-moderator"),
          back,
          books("lemmy/announce-undo-delete"),
        ],
        shows: comment,
      },
      "an edit of what was deleted": {
        send: ["lemmy/create-reply", "lemmy/delete-reply", 20, "lemmy/update-reply"],
        shows: [],
        because: /removed before/,
      },

      "a vote": { send: ["lemmy/like", "lemmy/like"], shows: [], counted: { likes: 1 } },
      "a vote, taken back": { send: ["lemmy/like", "lemmy/undo-like"], shows: [], counted: { likes: 0 } },
      "a vote through the community, proven by its own server": {
        send: [books("lemmy/announce-like"), books("lemmy/announce-like")],
        serve: ["lemmy/far-like", "lemmy/liker"],
        shows: [],
        counted: { likes: 1 },
      },
      "a vote that the community makes up": { send: books("lemmy/announce-like"), shows: [], counted: { likes: 0 } },
      "a vote taken back through the community": {
        send: [books("lemmy/announce-like"), books("lemmy/announce-undo-like")],
        serve: ["lemmy/far-like", "lemmy/far-undo-like", "lemmy/liker"],
        shows: [],
        counted: { likes: 0 },
      },
      "a vote that the community says was taken back": {
        send: [books("lemmy/announce-like"), books("lemmy/announce-undo-like")],
        serve: ["lemmy/far-like", "lemmy/liker"],
        shows: [],
        counted: { likes: 1 },
      },
      "a vote against through the community, proven by its own server": {
        send: books("lemmy/announce-dislike"),
        serve: ["lemmy/far-dislike", "lemmy/liker"],
        shows: [],
        counted: { likes: 0, boosts: 0, dislikes: 1 },
      },
      "a vote against that the community makes up": {
        send: books("lemmy/announce-dislike"),
        shows: [],
        counted: { dislikes: 0 },
      },

      "that a comment is locked": { send: ["lemmy/create-reply", books("lemmy/announce-lock")], shows: comment },
      "that its author is banned from the community": {
        send: ["lemmy/create-reply", books("lemmy/announce-ban")],
        shows: comment,
      },
      "a report, of which nothing is kept": {
        send: ["lemmy/create-reply", "lemmy/flag"],
        shows: comment,
        forgets: "rude",
      },
    },
  });
});
