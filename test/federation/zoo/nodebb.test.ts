import { zoo } from "../../helpers/zoo.ts";

const category = "nodebb/category";
const served = ["nodebb/note", "nodebb/actor"];

describe("what NodeBB sends", () => {
  zoo({
    folders: ["nodebb"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply, whose name is that of its topic": {
        send: "nodebb/create-reply",
        shows: {
          text: "Moved here from the forum, as the rules say.",
          lacks: "Re: A post",
          by: "nora@nodebb.example",
          url: "https://nodebb.example/post/512",
          attached: [],
          edited: false,
        },
      },
      "the same through its category, whole and by its id": {
        send: [
          { send: "nodebb/announce-create", by: category },
          { send: "nodebb/announce-note", by: category },
        ],
        serve: served,
        shows: { text: "Moved here from the forum", by: "nora@nodebb.example" },
      },
      "the same directly and through its category": {
        send: ["nodebb/create-reply", { send: "nodebb/announce-create", by: category }],
        serve: served,
        shows: { text: "Moved here from the forum" },
      },
      "an edit": {
        send: ["nodebb/create-reply", 20, "nodebb/update-reply"],
        shows: { text: "Moved back.", edited: true },
      },
      "a deletion": {
        send: ["nodebb/create-reply", "nodebb/delete-reply", { serve: "nodebb/tombstone" }, "nodebb/create-reply"],
        shows: [],
        forgets: "Moved",
      },
    },
  });
});
