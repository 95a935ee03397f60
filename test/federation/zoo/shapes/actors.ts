import type { Shown, ZooRow } from "../../../helpers/zoo.ts";

/** The same reply by an actor of another shape each time. */
const by = (actor: string, shows: Shown | []): ZooRow => ({
  send: "shapes/create",
  by: `shapes/${actor}`,
  shows: Array.isArray(shows) ? shows : { text: "A shape.", ...shows },
});
const hidden = (actor: string): ZooRow => ({ ...by(actor, []), because: /not to be shown/, forgets: "A shape." });
const refused = (actor: string): ZooRow => ({ ...by(actor, []), status: 401 });

/** Shapes of actors: what is shown of them, and what they ask for. */
export const actors: Record<string, ZooRow> = {
  "an actor with the least that is needed": by("actor-minimal", {
    by: "sam@shapes.example",
    name: "sam",
    profile: "https://shapes.example/users/sam",
    avatar: null,
  }),
  "pictures in a list, the first without an address": by("actor-icon-array", {
    avatar: "https://shapes.example/sam-80.png",
  }),
  "a picture behind a Link": by("actor-icon-link", { avatar: "https://shapes.example/sam.png" }),
  "a picture that is a string": by("actor-icon-string", { avatar: "https://shapes.example/sam.gif" }),
  "keys in a list, one of them broken": by("actor-key-array", { by: "sam@shapes.example" }),
  "a page among other links": by("actor-url-links", { profile: "https://shapes.example/@sam" }),
  "a page on somebody else's server, which is not linked to": by("actor-foreign-page", {
    profile: "https://shapes.example/users/sam",
  }),
  "a type in a list": by("actor-type-array", { name: "Sam" }),
  "a group that speaks": by("actor-group", { name: "A group" }),
  "an organization without endpoints": by("actor-organization", { name: "Sam" }),
  "a name with markup, line breaks and marks of direction": by("actor-disguised", { name: "Sam of the shapes" }),
  "a name with emoji of both kinds": by("actor-emoji-name", {
    name: "Sam :fox: 🦊",
    nameEmoji: { ":fox:": "https://shapes.example/fox.png" },
  }),
  "a name without end": by("actor-long-name", { name: "S".repeat(200) }),
  "no name at all": by("actor-no-name", { by: "sam@shapes.example", name: "sam" }),
  "a handle that WebFinger has otherwise": by("actor-webfinger", { by: "samantha@shapes.example" }),
  "a handle on somebody else's server": by("actor-webfinger-elsewhere", { by: "sam@shapes.example" }),

  "an inbox on somebody else's server": refused("actor-foreign-inbox"),
  "no inbox": refused("actor-no-inbox"),
  "a key that is another's": refused("actor-key-of-another"),

  "#noblog as a tag, which is no list": hidden("actor-noblog-tag"),
  "#nobot after a full-width sign": hidden("actor-nobot-full-width"),
  "#nobot after a sign that is escaped": hidden("actor-nobot-entity"),
  "#nobot in a field of the profile": hidden("actor-nobot-field"),
  "#nobot in the name": hidden("actor-nobot-name"),
  "words that are nearly #nobot": by("actor-not-quite-nobot", { name: "Sam" }),
  "somebody whom followers alone may search": by("actor-searchable-by-followers", { unsearchable: true }),
  "somebody whom everybody may search": by("actor-searchable-by-all", { unsearchable: false }),
};
