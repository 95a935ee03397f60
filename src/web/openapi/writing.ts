import {
  answer,
  asHtml,
  asJson,
  type Chapter,
  commentNumber,
  count,
  form,
  html,
  named,
  object,
  oneOf,
  onward,
  pageAddress,
  problem,
  text,
  webAddress,
  whole,
} from "./shape.ts";

const tags = ["Writing"];
const url = { ...webAddress, description: "The address of the blog's page." };
const key = { ...text, description: "The key that came with the comment; else it is looked for in the cookie." };
const part = { ...oneOf("fragment"), description: "Asks for a part of a page instead of JSON." };
const filled = { ...text, description: "Anything but an empty text for yes." };

/** The form of a comment. */
const written = {
  author: text,
  email: text,
  website: text,
  federate: filled,
  notify: filled,
  remember: filled,
  lang: text,
  format: part,
};
const manners =
  "The answer is JSON, unless `Accept` names `text/html`, as browsers do: then one is led back to the page. Only pages of the blog and of the node may send it; a request without an `Origin` is let through.";

/** What visitors write. */
export function writingChapter(): Chapter {
  return {
    tag: {
      name: "Writing",
      description:
        "The forms of a thread, with or without scripts. Each network has a pace for them (`docs/limits.md`).",
    },
    paths: {
      "/comments": {
        post: {
          operationId: "postComment",
          tags,
          summary: "Posts a comment",
          description: `${manners} The fields \`started\` and \`subject\` are checked against spam: take \`started\` from a form that was drawn seconds ago.`,
          requestBody: form(
            { url, text },
            {
              parent: { ...whole, description: "The number of the comment that is answered." },
              started: { ...text, description: "The word of a freshly drawn form, as in the fragment." },
              subject: { ...text, description: "A trap: leave it out, or empty." },
              draft: { type: "string", pattern: "^[\\w-]{16,64}$", description: "Makes sending twice harmless." },
              work: {
                ...text,
                description: "The work that `/comments/work` asked for, done. Without it more is held.",
              },
              keys: {
                ...text,
                description: "Keys of earlier comments, with blanks between: their writer is known by them.",
              },
              ...written,
            },
          ),
          responses: {
            "201": answer("It is published.", { "application/json": named("Posted"), "text/html": html }),
            "202": answer("It waits for the owner.", { "application/json": named("Posted"), "text/html": html }),
            "303": onward("To the comment, for browsers."),
            default: problem,
          },
        },
      },
      "/comments/preview": {
        post: {
          operationId: "previewComment",
          tags,
          summary: "Shows how words would look",
          description: manners,
          requestBody: form({ url, text }, written),
          responses: {
            "200": answer("The words as HTML, or the form with them.", {
              "application/json": object({ html }),
              "text/html": html,
            }),
            default: problem,
          },
        },
      },
      "/comments/face": {
        post: {
          operationId: "previewFace",
          tags,
          summary: "Shows how a writer would look",
          requestBody: form({ url }, { author: text, email: text }),
          responses: { "200": asHtml("The face; empty for who said nothing of themselves."), default: problem },
        },
      },
      "/comments/work": {
        post: {
          operationId: "askForWork",
          tags,
          summary: "Tells which work to do before posting",
          description: "The work is a proof that costs a browser a moment (`src/client/work.ts`).",
          requestBody: form({ url }, { keys: text }),
          responses: { "200": asJson("The work; none where the difficulty is 0.", named("Work")), default: problem },
        },
      },
      "/own": {
        get: {
          operationId: "getOwn",
          tags,
          summary: "What a browser wrote in a thread, by its cookie",
          parameters: [pageAddress],
          responses: { "200": asHtml("What waits, and the buttons of what can be changed."), default: problem },
        },
        post: {
          operationId: "postOwn",
          tags,
          summary: "The same, by keys that a script keeps",
          requestBody: form({ url }, { keys: text, lang: text }),
          responses: { "200": asHtml("The same."), default: problem },
        },
      },
      "/comments/{number}/edit": {
        post: {
          operationId: "editComment",
          tags,
          summary: "Changes one's own comment",
          description: `${manners} Within the edit time; without \`text\` the form is drawn.`,
          parameters: [commentNumber],
          requestBody: form({}, { text, key, lang: text, format: part }),
          responses: {
            "200": answer("The comment as it is now.", { "application/json": named("Changed"), "text/html": html }),
            "303": onward("To the comment, for browsers."),
            default: problem,
          },
        },
      },
      "/comments/{number}/delete": {
        post: {
          operationId: "deleteComment",
          tags,
          summary: "Deletes one's own comment",
          description: `${manners} Browsers are asked once more, unless \`sure\` says so.`,
          parameters: [commentNumber],
          requestBody: form({}, { key, sure: filled, lang: text, format: part }),
          responses: {
            "200": asHtml("Asks whether that is meant."),
            "204": answer("It is gone."),
            "303": onward("To the thread, for browsers."),
            default: problem,
          },
        },
      },
      "/comments/{number}/report": {
        post: {
          operationId: "reportComment",
          tags,
          summary: "Tells the owner that a comment should not stay",
          description: "Answered by a page, also where something is wrong with what was typed.",
          parameters: [commentNumber],
          requestBody: form({ reason: oneOf("spam", "abuse", "illegal", "other") }, { words: text, lang: text }),
          responses: { "200": asHtml("It was taken."), default: problem },
        },
      },
      "/votes": {
        post: {
          operationId: "vote",
          tags,
          summary: "Says what a reader thinks of a comment",
          description: `${manners} A reader is known by a cookie, or by the field \`voter\`.`,
          requestBody: form(
            { number: whole, value: oneOf("up", "down", "none") },
            { voter: text, keys: text, lang: text, format: part },
          ),
          responses: {
            "200": answer("The votes as they are now.", { "application/json": named("Votes"), "text/html": html }),
            "303": onward("To the comment, for browsers."),
            default: problem,
          },
        },
      },
      "/from-home": {
        post: {
          operationId: "answerFromHome",
          tags,
          summary: "Finds the way to answer from one's own server",
          requestBody: form(
            { url, server: { ...text, description: "A server, or an account on one." } },
            { comment: whole, remember: oneOf("yes"), lang: text },
          ),
          responses: { "200": asHtml("The way, or the address to copy."), default: problem },
        },
      },
    },
    schemas: {
      Posted: {
        ...object({
          number: whole,
          state: oneOf("published", "held"),
          url: webAddress,
          html,
          editKey: { anyOf: [text, { type: "null" }], description: "Opens the comment for its writer for a while." },
        }),
      },
      Changed: object({ number: whole, state: oneOf("published", "held"), html }),
      Votes: { ...object({ up: count, down: count }), examples: [{ up: 3, down: 0 }] },
      Work: { ...object({ challenge: text, difficulty: count }), examples: [{ challenge: "", difficulty: 0 }] },
    },
  };
}
