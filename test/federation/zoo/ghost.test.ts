import { zoo } from "../../helpers/zoo.ts";

describe("what Ghost sends", () => {
  zoo({
    folders: ["ghost"],
    dialects: ["rfc9421", "cavage"],
    rows: {
      "a reply, with two signatures that are not needed": {
        send: "ghost/create-reply",
        shows: {
          text: "I sent this to all my readers.",
          lacks: "@blog",
          by: "index@ghost.example",
          name: "Gus Writes",
        },
      },
      "a deletion": { send: ["ghost/create-reply", "ghost/delete-reply"], shows: [], forgets: "all my readers" },
      "an article of its own, which answers nothing": {
        send: "ghost/create-article",
        shows: [],
        because: /answers nothing/,
      },
      "a like and a boost": { send: ["ghost/like", "ghost/announce"], shows: [], counted: { likes: 1, boosts: 1 } },
      "a new name, from an actor who leaves most of it out": {
        send: ["ghost/create-reply", "ghost/update-actor"],
        shows: { name: "Gus Wrote", by: "index@ghost.example", text: "readers" },
      },
    },
  });
});
