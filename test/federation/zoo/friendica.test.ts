import { zoo } from "../../helpers/zoo.ts";

describe("what Friendica sends", () => {
  zoo({
    folders: ["friendica"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a comment, unlisted as all of them are": {
        send: "friendica/create-reply",
        shows: {
          text: "Grüße vom Rand des Netzes.",
          html: "<strong>Gruß</strong>",
          lacks: "@",
          by: "frida@friendica.example",
          lang: "de",
          warning: null,
          url: "https://friendica.example/display/f0000000-2000-4000-8000-000000000002",
        },
      },
      "a comment with a title": {
        send: "friendica/create-article",
        shows: { html: "<strong>Ein Titel</strong>", text: "Mit vielen Worten." },
      },
      "an edit": {
        send: ["friendica/create-reply", 20, "friendica/update-reply"],
        shows: { text: "Grüße aus der Mitte.", edited: true },
      },
      "a deletion": { send: ["friendica/create-reply", "friendica/delete-reply"], shows: [], forgets: "Rand" },
      "a deletion that somebody else forwards, proven by a Tombstone that is served as if it were there": {
        send: [
          "friendica/create-reply",
          { serve: "friendica/tombstone" },
          { send: "friendica/relayed-delete", by: "lemmy/group" },
        ],
        shows: [],
        forgets: "Rand",
      },
      "a deletion that somebody else makes up": {
        send: ["friendica/create-reply", { send: "friendica/relayed-delete", by: "lemmy/group" }],
        serve: ["friendica/note"],
        shows: { text: "Rand" },
      },
      "a like, taken back with a target beside it": {
        send: ["friendica/like", "friendica/undo-like"],
        shows: [],
        counted: { likes: 0 },
      },
    },
  });
});
