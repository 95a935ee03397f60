import { zoo } from "../../helpers/zoo.ts";

describe("what WordPress sends", () => {
  zoo({
    folders: ["wordpress"],
    dialects: ["rfc9421", "cavage"],
    elsewhere: ["wordpress/follow", "wordpress/undo-follow"],
    rows: {
      "a comment": {
        send: "wordpress/create-reply",
        shows: {
          text: "I wrote about this as well.",
          lacks: "@blog",
          by: "wanda@wordpress.example",
          url: "https://wordpress.example/2026/11/a-post/#comment-148",
        },
      },
      "a post of its own that answers the page of ours": {
        send: "wordpress/create-article",
        shows: {
          text: "What I think of a post",
          html: "Nearly everywhere.",
          warning: null,
          lang: "en",
          url: "https://wordpress.example/2026/11/what-i-think/",
          attached: ["image/png: A map"],
        },
      },
      "an edit": {
        send: ["wordpress/create-reply", 45, "wordpress/update-reply"],
        shows: { text: "I wrote about this as well, twice.", edited: true },
      },
      "a deletion by its id": {
        send: ["wordpress/create-reply", "wordpress/delete-reply"],
        shows: [],
        forgets: "wrote about",
      },
      "a deletion that leaves a Tombstone": {
        send: ["wordpress/create-reply", "wordpress/delete-tombstone"],
        shows: [],
        forgets: "wrote about",
      },
      "a like and a boost, and both taken back": {
        send: ["wordpress/like", "wordpress/announce", "wordpress/undo-like", "wordpress/undo-announce"],
        shows: [],
        counted: { likes: 0, boosts: 0 },
      },
    },
  });
});
