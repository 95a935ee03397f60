import { zoo } from "../../helpers/zoo.ts";

describe("what Mitra sends", () => {
  zoo({
    folders: ["mitra"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply with an integrity proof, which the signature makes needless": {
        send: "mitra/create-reply",
        shows: { text: "signed twice, read once", lacks: "@blog", by: "mira@mitra.example", attached: [] },
      },
      "an edit": {
        send: ["mitra/create-reply", 20, "mitra/update-reply"],
        shows: { text: "signed anew", edited: true },
      },
      "a deletion": { send: ["mitra/create-reply", "mitra/delete-reply"], shows: [], forgets: "signed" },
      "an object that lives nowhere in particular": {
        send: "mitra/create-portable",
        shows: [],
        because: /nothing in it/,
      },
      "an actor who lives nowhere in particular": {
        send: "mitra/portable-actor-activity",
        status: 400,
        shows: [],
      },
    },
  });
});
