import { zoo } from "../../helpers/zoo.ts";

const films = "piefed/group";
const gone = { gone: "https://piefed.example/comment/9001" };

describe("what PieFed sends", () => {
  zoo({
    folders: ["piefed"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a comment, directly": {
        send: "piefed/create-reply",
        shows: {
          text: "Seen it twice.",
          html: "<em>twice</em>",
          by: "Pia@piefed.example",
          lang: "en",
          parent: null,
          url: "https://piefed.example/comment/9001",
          createdAt: "2026-11-01T11:41:00.123Z",
          edited: false,
        },
      },
      "the same handed round by the community, before and after": {
        send: [{ send: "piefed/announce-create", by: films }, "piefed/create-reply", "piefed/create-reply"],
        serve: ["piefed/note", "piefed/actor"],
        shows: { text: "Seen it twice.", by: "Pia@piefed.example" },
      },
      "an edit": {
        send: ["piefed/create-reply", 20, "piefed/update-reply"],
        shows: { text: "Seen it three times.", edited: true },
      },
      "a deletion": { send: ["piefed/create-reply", "piefed/delete-reply"], shows: [], forgets: "Seen it" },
      "a deletion that is taken back": {
        send: ["piefed/create-reply", gone, "piefed/delete-reply", { serve: "piefed/note" }, "piefed/undo-delete"],
        shows: { text: "Seen it twice.", by: "Pia@piefed.example", name: "Pia" },
      },
      "a deletion and its Undo, both before the comment": {
        send: ["piefed/delete-reply", { serve: "piefed/note" }, "piefed/undo-delete", "piefed/create-reply"],
        shows: { text: "Seen it twice." },
      },
      "the Undo before the deletion": {
        send: ["piefed/create-reply", { serve: "piefed/note" }, "piefed/undo-delete", "piefed/delete-reply"],
        shows: { text: "Seen it twice." },
      },
      "a vote": { send: ["piefed/like", "piefed/like"], shows: [], counted: { likes: 1 } },
    },
  });
});
