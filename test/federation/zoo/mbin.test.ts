import { zoo } from "../../helpers/zoo.ts";

describe("what Mbin sends", () => {
  zoo({
    folders: ["mbin"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a comment, with its leading mention taken off": {
        send: "mbin/create-reply",
        shows: {
          text: "My tomatoes agree.",
          lacks: "@blog",
          by: "magda@mbin.example",
          lang: "nl",
          url: "https://mbin.example/m/garden/t/12/A-post/comment/34",
          unsearchable: true,
        },
      },
      "an edit": {
        send: ["mbin/create-reply", 20, "mbin/update-reply"],
        shows: { text: "My tomatoes do not.", edited: true, lang: "nl" },
      },
      "a deletion": { send: ["mbin/create-reply", "mbin/delete-reply"], shows: [], forgets: "tomatoes" },
      "a boost": { send: "mbin/announce", shows: [], counted: { boosts: 1, likes: 0 } },
      "a report, of which nothing is kept": {
        send: ["mbin/create-reply", "mbin/flag"],
        shows: { text: "My tomatoes agree." },
        forgets: "unkind",
      },
    },
  });
});
