import { zoo } from "../../helpers/zoo.ts";

const commentId = "https://peertube.example/videos/watch/4294a720-0000-4000-8000-000000000001/comments/88";

describe("what PeerTube sends", () => {
  zoo({
    folders: ["peertube"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "a comment in Markdown": {
        send: "peertube/create-comment",
        shows: {
          text: "it is all in the film",
          html: "<strong>all</strong>",
          lacks: "<script",
          by: "petra@peertube.example",
          url: commentId,
          // It names a change a few milliseconds after it was written.
          createdAt: "2026-11-01T11:46:00.003Z",
          edited: false,
        },
      },
      "a comment that names the channel beside its author": {
        send: "peertube/create-comment-with-channel",
        shows: { text: "from both of us", by: "petra@peertube.example", name: "Petra" },
      },
      "a deletion": {
        send: ["peertube/create-comment", "peertube/delete-comment"],
        shows: [],
        forgets: "the film",
      },
      "a deletion that comes first, and a Tombstone in its place": {
        send: [{ serve: "peertube/tombstone" }, "peertube/delete-comment", "peertube/create-comment"],
        shows: [],
      },
      "a boost by a channel": {
        send: { send: "peertube/announce", by: "peertube/channel" },
        shows: [],
        counted: { boosts: 1 },
      },
      "that somebody watches": { send: "peertube/view", shows: [], because: /do not handle View/ },
    },
  });
});
