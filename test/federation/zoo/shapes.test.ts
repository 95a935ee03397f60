import { zoo } from "../../helpers/zoo.ts";
import { actors } from "./shapes/actors.ts";
import { audience } from "./shapes/audience.ts";
import { content } from "./shapes/content.ts";
import { members } from "./shapes/members.ts";

const plain = {
  "a plain reply": {
    send: "shapes/create",
    shows: {
      text: "A shape.",
      name: "Sam",
      url: "https://shapes.example/notes/1",
      createdAt: "2026-11-01T11:59:00.000Z",
    },
  },
};

describe("the zoo: shapes of no software in particular", () => {
  zoo({
    folders: ["shapes"],
    dialects: ["cavage", "rfc9421"],
    rows: { ...plain, ...actors, ...audience, ...content, ...members },
  });
});
