import { zoo } from "../../helpers/zoo.ts";

describe("the zoo: Smithereen, Hubzilla, Hollo, BookWyrm, snac and Iceshrimp.NET", () => {
  zoo({
    folders: ["smithereen", "hubzilla", "hollo", "bookwyrm", "snac", "iceshrimp"],
    dialects: ["cavage", "rfc9421"],
    rows: {
      "Smithereen, which addresses by name": {
        send: "smithereen/create-reply",
        shows: {
          text: "so that is how it is done",
          lacks: "A blog",
          by: "greta@smithereen.example",
          name: "Greta Garden",
          profile: "https://smithereen.example/greta",
          avatar: "https://smithereen.example/i/greta.webp",
        },
      },
      "Hubzilla, whose key is its actor's own address": {
        send: "hubzilla/create-reply",
        shows: {
          text: "written in BBcode and so on",
          html: "<strong>BBcode</strong>",
          lacks: "@",
          by: "hugo@hubzilla.example",
          url: "https://hubzilla.example/display/aa-1",
        },
      },
      "Hubzilla in private": {
        send: "hubzilla/create-direct",
        shows: [],
        because: /private/,
        forgets: "a word in private",
      },
      "Hollo, which writes as short as JSON-LD allows": {
        send: "hollo/create-reply",
        shows: { text: "잘 읽었습니다", lacks: "@", by: "hana@hollo.example", name: "하나", lang: "ko", edited: false },
      },
      "BookWyrm, of which a mention is a link like any other": {
        send: "bookwyrm/create-reply",
        shows: { text: "I gave it four stars.", lacks: "@", by: "bo@bookwyrm.example" },
      },
      "BookWyrm with a review": {
        send: "bookwyrm/create-review",
        shows: {
          text: "Review of “The Harbour” (4 stars): “Salt” Rather good.",
          warning: null,
          attached: ["image/*: Nobody: The Harbour (1999)"],
        },
      },
      "snac, with an empty map of its words": {
        send: "snac/create-reply",
        shows: { text: "small is enough ☕", lacks: "@", by: "nora@snac.example", lang: "en" },
      },
      "Iceshrimp.NET, which gives whole objects for addresses": {
        send: "iceshrimp/create-reply",
        shows: {
          text: "cold, and well said",
          lacks: "@",
          by: "ilse@iceshrimp.example",
          lang: "nl",
          parent: null,
          url: "https://iceshrimp.example/notes/9icenote01",
        },
      },
    },
  });
});
