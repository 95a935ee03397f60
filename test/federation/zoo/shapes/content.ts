import type { Shown, ZooRow } from "../../../helpers/zoo.ts";

const shown = (fixture: string, shows: Shown): ZooRow => ({ send: `shapes/${fixture}`, shows });
const nothing = (fixture: string, because: RegExp): ZooRow => ({ send: `shapes/${fixture}`, shows: [], because });
const quoted: Shown = {
  text: "A shape. RE: https://quoted.example/notes/7?a=1&b=2",
  html: 'href="https://quoted.example/notes/7?a=1&amp;b=2"',
};

/** Shapes of what is said: words, languages, warnings, quotes, attachments. */
export const content: Record<string, ZooRow> = {
  "words in a map alone, of which the first are shown": shown("create-content-map-only", {
    text: "Een vorm.",
    lang: "nl",
  }),
  "words in several languages": shown("create-content-map-second", { text: "A shape.", lang: "en" }),
  "a language in the context": shown("create-language-in-context", { lang: "sv" }),
  "a language that says nothing": shown("create-language-of-no-use", { text: "A shape.", lang: null }),
  "an Article": shown("create-article", {
    html: "<p><strong>On &lt;shapes&gt;</strong></p><p>A shape.</p>",
    warning: null,
  }),
  "a Page": shown("create-page", { text: "A shape.", warning: null }),
  "a Question that is its name": shown("create-question", {
    html: "<p>Round or square?</p><ul><li>round</li><li>square</li></ul>",
  }),
  "a Note with a name": shown("create-named-note", { text: "A shape.", lacks: "Re:" }),
  "a vote": nothing("create-vote", /private|vote/),
  "a vote with empty words": nothing("create-vote-public", /vote/),
  "several votes": nothing("create-vote-array", /vote/),
  "no words": nothing("create-empty", /nothing to see/),
  "nothing but our name": nothing("create-only-mention", /nothing to see/),

  "a warning of nothing visible": shown("create-empty-warning", { warning: "…" }),
  "a warning in a map": shown("create-warning-map", { warning: "Vorsicht" }),
  "a warning without end": shown("create-long-warning", { warning: "w".repeat(500) }),
  "something sensitive without a warning": shown("create-sensitive", { warning: null, attached: ["image/*!: red"] }),

  "a quote": shown("create-quote", quoted),
  "a quote as Misskey has it": shown("create-misskey-quote", quoted),
  "a quote by its address": shown("create-quote-url", quoted),
  "a quote by its URI": shown("create-quote-uri", quoted),
  "a quote as Fedibird has it": shown("create-quote-url-upper", quoted),
  "a quote as a Link among the tags": shown("create-quote-link", quoted),
  "a quote that is in the text already": shown("create-quote-in-text", {
    text: "RE: https://quoted.example/@quinn/7 A shape.",
    lacks: "/notes/7",
  }),
  "a quote of what is answered": shown("create-quote-of-target", { text: "A shape.", lacks: "RE:" }),
  "a quote and no word": shown("create-quote-alone", { text: "RE: https://quoted.example/notes/7?a=1&b=2" }),

  "a picture that nobody described": shown("create-attachment-without-alt", { attached: ["image/png: "] }),
  "one picture, which is no list": shown("create-attachment-single", { attached: ["image/*: one"] }),
  "a film behind Links": shown("create-attachment-links", { attached: ["video/mp4: a film"] }),
  "a sound with a summary": shown("create-attachment-summary", { attached: ["audio/ogg: rain"] }),
  "more pictures than are shown, and what is none": shown("create-attachments-many", {
    attached: ["image/*: 1", "image/*: 2", "image/*: 3", "image/*: 4"],
  }),
  "a picture and no word": shown("create-media-only", { text: "", attached: ["image/*: a shape"] }),

  "text from right to left": shown("create-rtl", { html: '<p dir="rtl" lang="ar">', lang: "ar" }),
  "a quotation in a quotation": shown("create-quoted-reply", {
    html: "<blockquote><p>first</p><blockquote><p>second</p></blockquote></blockquote><p>A shape.</p>",
  }),
  "quotations without end": shown("create-nested-quote", { text: "A shape." }),
  "markup that would do harm": shown("create-hostile-markup", { text: "A shape", lacks: "alert" }),
};
