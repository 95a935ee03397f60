import { zoo } from "../../helpers/zoo.ts";

const first =
  "https://bsky.bridge.example/convert/ap/at://did:plc:beabeabeabeabeabeabeabea/app.bsky.feed.post/3kaaaaaaaaa2a";

describe("what Bridgy Fed sends", () => {
  zoo({
    folders: ["bridgy"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a reply from Bluesky, dated by its Create alone": {
        send: "bridgy/create-reply",
        shows: {
          text: "The sky is blue over here, too.",
          by: "bea.bsky.example@bsky.bridge.example",
          name: "Bea",
          lang: "en",
          url: "https://bsky.example/profile/did:plc:beabeabeabeabeabeabeabea/post/3kaaaaaaaaa2a",
          createdAt: "2026-11-01T11:54:00.000Z",
        },
      },
      "the same words within a minute, under another id": {
        send: ["bridgy/create-reply", "bridgy/create-again"],
        shows: { text: "The sky is blue over here, too.", createdAt: "2026-11-01T11:54:00.000Z" },
      },
      "an answer to the second of the two": {
        send: ["bridgy/create-reply", "bridgy/create-again", "bridgy/create-answer"],
        shows: [
          { text: "The sky is blue", parent: null },
          { text: "And so is the sea.", parent: first },
        ],
      },
      "the same words twice, and the first deleted": {
        send: ["bridgy/create-reply", "bridgy/create-again", "bridgy/delete-reply"],
        shows: { text: "The sky is blue over here, too.", createdAt: "2026-11-01T11:54:20.000Z" },
      },
      "an edit": {
        send: ["bridgy/create-reply", 20, "bridgy/update-reply"],
        shows: { text: "The sky is grey by now.", edited: true },
      },
      "a deletion": { send: ["bridgy/create-reply", "bridgy/delete-reply"], shows: [], forgets: "blue over" },
      "a like": { send: ["bridgy/like", "bridgy/like"], shows: [], counted: { likes: 1 } },
    },
  });
});
