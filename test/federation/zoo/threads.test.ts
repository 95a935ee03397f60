import { zoo } from "../../helpers/zoo.ts";

describe("what Threads sends", () => {
  zoo({
    folders: ["threads"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply, its page on another host than its id": {
        send: "threads/create-reply",
        shows: {
          text: "so this is what blogs have become? asking for a friend",
          by: "tilda@threads.example",
          lang: "en",
          url: "https://www.threads.example/@tilda/post/DAbCdEfGhIj",
          createdAt: "2026-11-01T11:53:00.000Z",
          unsearchable: true,
        },
      },
      "an edit": {
        send: ["threads/create-reply", 20, "threads/update-reply"],
        shows: { text: "have become!", edited: true },
      },
      "a deletion": { send: ["threads/create-reply", "threads/delete-reply"], shows: [], forgets: "blogs" },
      "a like": { send: ["threads/like", "threads/like"], shows: [], counted: { likes: 1 } },
    },
  });
});
