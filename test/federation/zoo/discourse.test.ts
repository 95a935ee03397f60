import { zoo } from "../../helpers/zoo.ts";

const category = "discourse/category";
const created = { send: "discourse/announce-create", by: category };
const served = ["discourse/note", "discourse/actor"];

describe("what Discourse sends", () => {
  zoo({
    folders: ["discourse"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply, directly": {
        send: "discourse/create-reply",
        shows: {
          text: "We had this topic before.",
          by: "dora@discourse.example",
          name: "Dora Deep",
          url: "https://discourse.example/t/a-post/40/3",
          // It dates the first version as a change.
          edited: false,
        },
      },
      "a reply through its category": {
        send: created,
        serve: served,
        shows: { text: "We had this topic before.", by: "dora@discourse.example" },
      },
      "nothing when the category makes it up": { send: created, shows: [] },
      "an edit through its category": {
        send: [created, 20, { serve: "discourse/note-updated" }, { send: "discourse/announce-update", by: category }],
        serve: served,
        shows: { text: "We had this topic twice before.", edited: true },
      },
      "a deletion through its category": {
        send: [created, { serve: "discourse/tombstone" }, { send: "discourse/announce-delete", by: category }],
        serve: served,
        shows: [],
        forgets: "topic",
      },
      "a deletion that the category makes up": {
        send: [created, { send: "discourse/announce-delete", by: category }],
        serve: served,
        shows: { text: "We had this topic before." },
      },
    },
  });
});
