import { zoo } from "../../helpers/zoo.ts";

describe("what Pixelfed sends", () => {
  zoo({
    folders: ["pixelfed"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply, its tags one object": {
        send: "pixelfed/create-reply",
        shows: {
          text: "lovely light",
          lacks: "@blog",
          by: "pelle@pixelfed.example",
          name: "Pelle",
          lang: null,
          warning: null,
          url: "https://pixelfed.example/p/pelle/701",
        },
      },
      "pictures without words, behind a warning": {
        send: "pixelfed/create-pictures",
        shows: { text: "", warning: "bright", attached: ["image/jpeg: A window at dusk", "image/jpeg: "] },
      },
      "an edit": {
        send: ["pixelfed/create-reply", 20, "pixelfed/update-reply"],
        shows: { text: "lovelier dark", edited: true },
      },
      "a deletion": { send: ["pixelfed/create-reply", "pixelfed/delete-reply"], shows: [], forgets: "lovely" },
      "a like and a boost": {
        send: ["pixelfed/like", "pixelfed/announce"],
        shows: [],
        counted: { likes: 1, boosts: 1 },
      },
      "that somebody looked": { send: "pixelfed/view", shows: [], because: /do not handle View/ },
    },
  });
});
