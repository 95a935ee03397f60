import type { ZooRow } from "../../../helpers/zoo.ts";

const open = (fixture: string, unlisted = false): ZooRow => ({
  send: `shapes/${fixture}`,
  shows: { text: "A shape.", unlisted },
});
const closed = (fixture: string): ZooRow => ({
  send: `shapes/${fixture}`,
  shows: [],
  because: /private/,
  forgets: "A shape.",
});

/** Shapes of audiences, on the activity and on its object; what is not open leaves nothing behind. */
export const audience: Record<string, ZooRow> = {
  "as:Public": open("create-as-public"),
  "a bare Public": open("create-bare-public"),
  "Public given whole": open("create-public-object"),
  "Public in cc alone": open("create-public-in-cc", true),
  "everybody, and somebody in secret": open("create-public-and-blind"),
  "an object that leaves its audience to the activity": open("create-no-audience"),
  "the same, unlisted": open("create-no-audience-unlisted", true),
  "the same, private": closed("create-no-audience-private"),
  "no audience anywhere": closed("create-no-audience-at-all"),
  "what merely looks like Public": closed("create-public-near-miss"),
  "a public object in an activity for followers": closed("create-public-to-wider-activity"),
  "an object for followers in a public activity": closed("create-private-in-public-activity"),
  "our actor alone": closed("create-direct-to-us"),
  "our actor alone, in secret": closed("create-blind-to-us"),
  "everybody, in secret": closed("create-blind-to-everybody"),
  "our actor alone, in secret, in a public activity": closed("create-blind-in-public-activity"),
  "a secret copy for us in a public activity": closed("create-secret-copy-in-public-activity"),
  "friends as an audience, in a public activity": closed("create-audience-in-public-activity"),
  "everybody as an audience that nothing is sent to": closed("create-audience-alone"),

  "an unlisted activity around a reply to what we did not have": {
    send: "shapes/create-no-audience-unlisted-to-reply",
    serve: ["shapes/create-no-audience-unlisted-to-reply", "shapes/note"],
    shows: [
      { text: "A shape.", unlisted: false, lang: null },
      { text: "A second shape.", unlisted: true, lang: "fi", parent: "https://shapes.example/notes/1" },
    ],
  },

  "a note that nobody may search": open("create-searchable-by-nobody", true),
  "a note that everybody may search": open("create-searchable-by-all"),
  "a note that speaks to robots": open("create-robots-tag", true),

  "an edit for followers": {
    send: ["shapes/create", 20, "shapes/update-to-private"],
    shows: [],
    forgets: "A shape",
  },
  "an edit for followers that is older than what we have": {
    send: ["shapes/create", 20, "shapes/update-to-private-older"],
    shows: [],
    forgets: "A shape",
  },
  "an edit of which the activity alone says that it is for followers": {
    send: ["shapes/create", 20, "shapes/update-to-private-outside"],
    shows: [],
    forgets: "A shape",
  },
  "an edit for followers that comes before what it edits": {
    send: [20, "shapes/update-to-private", "shapes/create"],
    shows: [],
    because: /deleted before it came/,
    forgets: "A shape",
  },
  "an edit back to everybody, which brings nothing back": {
    send: ["shapes/create", 20, "shapes/update-to-private", 30, "shapes/update-to-public"],
    shows: [],
    because: /removed before/,
    forgets: "A shape",
  },
  "an edit to everybody of what was private": {
    send: ["shapes/create-direct-to-us", 50, "shapes/update-to-public"],
    shows: { text: "A shape for all.", edited: true },
  },
  "a private copy of what is public": {
    send: ["shapes/create", "shapes/create-direct-to-us", "shapes/create-private-in-public-activity"],
    shows: { text: "A shape.", edited: false },
  },
  "a note given by its address": { send: "shapes/create-link", serve: ["shapes/note"], shows: { text: "A shape." } },
  "a private note given by its address": {
    send: "shapes/create-link",
    serve: ["shapes/note-private"],
    shows: [],
    because: /It is private/,
    forgets: "A shape.",
  },
  "a note given by its address that names no audience": {
    send: "shapes/create-link",
    serve: ["shapes/note-without-audience"],
    shows: [],
    because: /It is private/,
    forgets: "A shape.",
  },
  "a note that is private by the time it is looked at": {
    send: ["shapes/create", { serve: "shapes/note-private" }, { send: "shapes/create-link" }],
    shows: [],
    forgets: "A shape.",
  },
  "a boost for followers": { send: "shapes/announce-private", shows: [], because: /private/, counted: { boosts: 0 } },
  "an unlisted boost": { send: "shapes/announce-unlisted", shows: [], counted: { boosts: 1 } },
};
