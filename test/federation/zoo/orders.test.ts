import { type Zoo, type ZooRow, zoo } from "../../helpers/zoo.ts";

const dialects: Zoo["dialects"] = ["cavage", "rfc9421"];

const create = "orders/create-reply";
const nils = (send: string, status = 202) => ({ send, by: "orders/neighbour", status });
const sven = (send: string, status = 202) => ({ send, by: "orders/stranger", status });
const instance = (send: string) => ({ send, by: "orders/instance" });
const gone = { gone: "https://orders.example/notes/1" };
const live = { serve: "orders/note" };

const olga = { text: "First words.", by: "olga@orders.example", edited: false };
const nothing: [] = [];

/** What every software sends, in every order: by whom, before what, and how often. */
describe("orders", () => {
  const used = ["orders/follow", "orders/undo-follow"];
  const orders = (rows: Record<string, ZooRow>) => used.push(...zoo({ folders: [], dialects, rows }));

  describe("of changes", () => {
    orders({
      "one after the other": {
        send: [create, 15, "orders/update-first", 10, "orders/update-second"],
        shows: { text: "Third words.", edited: true },
      },
      "the older one last": {
        send: [create, 25, "orders/update-second", "orders/update-first"],
        shows: { text: "Third words.", edited: true },
        because: /not newer/,
      },
      "the same one twice": {
        send: [create, 15, "orders/update-first", "orders/update-first"],
        shows: { text: "Second words.", edited: true },
      },
      "the change before what it changes": {
        send: [15, "orders/update-first", create],
        shows: { text: "Second words.", edited: true },
      },
      "the change a day before what it changes": { send: [25 * 60, "orders/update-first"], shows: nothing },
      "by its id alone": {
        send: [create, 25, { serve: "orders/note-second" }, "orders/update-by-id"],
        shows: { text: "Third words.", edited: true },
      },
      "that name another author": {
        send: [create, 15, { send: "orders/update-changed-author", status: 403 }],
        shows: olga,
      },
      "by a neighbour": { send: [create, 15, nils("orders/update-by-neighbour", 403)], shows: olga },
      "by a stranger": { send: [create, 15, sven("orders/update-by-stranger", 403)], shows: olga },
      "that answer something else now: the words follow, the place stays": {
        send: [create, 15, "orders/update-moved"],
        shows: { text: "Moved words.", parent: null },
      },
      "that would make a circle of what is stored": {
        send: [create, nils("orders/create-answer"), 15, "orders/update-into-circle"],
        shows: [
          { text: "Circling words.", parent: null },
          { text: "I answer Olga.", parent: "https://orders.example/notes/1" },
        ],
      },
      "of what was deleted": {
        send: [create, "orders/delete-by-id", 15, "orders/update-first"],
        shows: nothing,
        forgets: "words",
      },
    });
  });

  describe("of deletions", () => {
    orders({
      "by a bare id": { send: [create, "orders/delete-by-id"], shows: nothing, forgets: "words" },
      "as a Tombstone": { send: [create, "orders/delete-tombstone"], shows: nothing, forgets: "words" },
      "as a Tombstone that says what it was": {
        send: [create, "orders/delete-former-type"],
        shows: nothing,
        forgets: "words",
      },
      "with the whole post in it": { send: [create, "orders/delete-whole"], shows: nothing, forgets: "words" },
      "twice, and the post once more": {
        send: [create, "orders/delete-by-id", "orders/delete-tombstone", create],
        shows: nothing,
        forgets: "words",
      },
      "of what has an answer, which stays": {
        send: [create, nils("orders/create-answer"), "orders/delete-by-id"],
        shows: { text: "I answer Olga.", parent: "https://orders.example/notes/1" },
        forgets: "First words",
      },
      "before the post": { send: ["orders/delete-by-id", create], shows: nothing },
      "before the post, which its server still shows": { send: [live, "orders/delete-by-id", create], shows: nothing },
      "before the post, by a neighbour who is no moderator": {
        send: [live, nils("orders/delete-by-neighbour"), create],
        shows: olga,
      },
      "before the post, by a moderator": { send: [gone, nils("orders/delete-by-neighbour"), create], shows: nothing },
      "by a neighbour, who is no moderator": {
        send: [create, live, nils("orders/delete-by-neighbour")],
        shows: olga,
      },
      "by a neighbour, who is a moderator": {
        send: [create, { serve: "orders/tombstone" }, nils("orders/delete-by-neighbour")],
        shows: nothing,
        forgets: "words",
      },
      "by a stranger": { send: [create, gone, sven("orders/delete-by-stranger", 403)], shows: olga },
      "of a person whom we know": {
        send: [create, nils("orders/create-answer"), "orders/delete-actor"],
        shows: { text: "I answer Olga." },
        forgets: "lga@orders.example",
      },
      "of a person whom we never met": {
        send: [create, sven("orders/delete-unknown-actor")],
        shows: olga,
        because: /hold nothing/,
      },
    });
  });

  describe("of what is taken back", () => {
    orders({
      "a deletion": {
        send: [create, "orders/delete-by-id", live, "orders/undo-delete"],
        shows: { ...olga, name: "Olga" },
      },
      "a deletion, twice": {
        send: [create, "orders/delete-by-id", live, "orders/undo-delete", "orders/undo-delete"],
        shows: olga,
      },
      "a deletion, before it": {
        send: [create, live, "orders/undo-delete", "orders/delete-by-id"],
        shows: olga,
      },
      "a deletion, and then deleted anew, as the first time": {
        send: [create, "orders/delete-by-id", live, "orders/undo-delete", gone, "orders/delete-by-id"],
        shows: nothing,
        forgets: "words",
      },
      "a deletion, and then deleted anew": {
        send: [create, "orders/delete-by-id", live, "orders/undo-delete", "orders/delete-tombstone"],
        shows: nothing,
        forgets: "words",
      },
      "a deletion, of what is not there again": {
        send: [create, "orders/delete-by-id", gone, "orders/undo-delete"],
        shows: nothing,
      },
      "a deletion of which nothing is known here": {
        send: ["orders/undo-delete"],
        serve: ["orders/note"],
        shows: nothing,
        because: /nothing of ours/,
      },
      "a deletion by another": {
        send: [create, "orders/delete-by-id", live, nils("orders/undo-delete-of-another", 403)],
        shows: nothing,
      },
      "a deletion by a stranger": {
        send: [create, "orders/delete-by-id", live, sven("orders/undo-delete-by-stranger", 403)],
        shows: nothing,
      },
      "a removal by a neighbour, which was none": {
        send: [live, nils("orders/delete-by-neighbour"), nils("orders/undo-delete-by-neighbour"), create],
        shows: olga,
      },
      "a like, given whole": { send: ["orders/like", "orders/undo-whole"], shows: nothing, counted: { likes: 0 } },
      "a like, by its id": { send: ["orders/like", "orders/undo-by-id"], shows: nothing, counted: { likes: 0 } },
      "a like, before it": {
        send: ["orders/undo-whole", "orders/like"],
        shows: nothing,
        counted: { likes: 0 },
        because: /undone before it came/,
      },
      "a like, by its id before it": {
        send: ["orders/undo-by-id", "orders/like"],
        shows: nothing,
        counted: { likes: 0 },
      },
      "something that we never heard of": {
        send: ["orders/like", "orders/undo-unknown"],
        shows: nothing,
        counted: { likes: 1 },
      },
      "a like, by another": {
        send: ["orders/like", nils("orders/undo-by-neighbour", 403), nils("orders/undo-by-neighbour-by-id", 403)],
        shows: nothing,
        counted: { likes: 1 },
      },
    });
  });

  describe("of what says the same", () => {
    orders({
      "one post, twice": { send: [create, create], shows: olga },
      "another post with the same words within a minute": {
        send: [create, "orders/create-again"],
        shows: { ...olga, createdAt: "2026-11-01T11:30:00.000Z" },
      },
      "another post with the same words later": { send: [create, "orders/create-later"], shows: [olga, olga] },
      "another post, once the first is deleted": {
        send: [create, "orders/create-again", "orders/delete-by-id"],
        shows: { ...olga, createdAt: "2026-11-01T11:30:59.000Z" },
      },
      "another post instead of the first, which is deleted before it comes": {
        send: [create, "orders/delete-by-id", "orders/create-again"],
        shows: { ...olga, createdAt: "2026-11-01T11:30:59.000Z" },
      },
    });
  });

  describe("of answers in a circle", () => {
    orders({
      "of two": {
        send: "orders/create-circle",
        serve: ["orders/circle-a", "orders/circle-b", "orders/neighbour"],
        shows: nothing,
        because: /in a circle/,
      },
      "of one": {
        send: "orders/create-answering-itself",
        serve: ["orders/create-answering-itself"],
        shows: nothing,
        because: /in a circle/,
      },
    });
  });

  describe("of what changes nothing that is shown", () => {
    zoo({
      folders: ["orders"],
      dialects,
      elsewhere: used,
      rows: {
        "a move to a new home": {
          send: [create, { serve: "orders/moved-actor" }, "orders/move"],
          serve: ["orders/new-home"],
          shows: { ...olga, name: "Olga" },
        },
        "a move to somebody who knows nothing of it": {
          send: [create, "orders/move"],
          serve: ["orders/new-home-unproven"],
          shows: { ...olga, name: "Olga" },
        },
        "a move to where one is": { send: [create, "orders/move-to-itself"], shows: { ...olga, name: "Olga" } },
        "a move that somebody else says": {
          send: [create, sven("orders/move-of-another")],
          shows: { ...olga, name: "Olga" },
        },
        "a report of Mastodon": {
          send: [create, instance("orders/flag-mastodon")],
          shows: olga,
          forgets: "unkind",
          because: /no comment of ours/,
        },
        "a report of Misskey": { send: [create, instance("orders/flag-misskey")], shows: olga, forgets: "unkind" },
        "a report without words": { send: [create, instance("orders/flag-without-words")], shows: olga },
        "a report of 5001 characters": {
          send: [create, instance("orders/flag-long")],
          shows: olga,
          forgets: "unkind",
        },
        "a block, and its Undo": { send: [create, "orders/block", "orders/undo-block"], shows: olga },
        "an answer to a request that we never made": {
          send: [create, "orders/accept-by-id", "orders/accept-whole", "orders/reject-by-id", "orders/reject-whole"],
          shows: olga,
          because: /do not handle Reject/,
        },
      },
    });
  });
});
