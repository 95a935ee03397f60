import type { Shown, ZooRow } from "../../../helpers/zoo.ts";

const shown = (fixture: string, shows: Shown = {}): ZooRow => ({
  send: `shapes/${fixture}`,
  shows: { text: "A shape.", by: "sam@shapes.example", ...shows },
});
const refused = (fixture: string, status: number): ZooRow => ({ send: `shapes/${fixture}`, shows: [], status });
const noon = "2026-11-01T12:00:00.000Z";
const halfPastEleven = "2026-11-01T11:30:00.000Z";

/** Shapes of everything else: targets, authors, types, dates, links, mentions, and of JSON itself. */
export const members: Record<string, ZooRow> = {
  "a target in a list": shown("create-target-array", { parent: null }),
  "a target given whole": shown("create-target-inline", { parent: null }),
  "the page of the post as a target": shown("create-target-page", { parent: null }),

  "an actor and an author given whole, who are not believed": shown("create-inline-actor", { name: "Sam" }),
  "an author in a list": shown("create-author-array"),
  "no author but the actor": shown("create-no-author"),
  "a second author": refused("create-two-authors", 403),
  "an author of another server": refused("create-author-of-another-server", 403),
  "an id of another server": refused("create-id-of-another-server", 403),

  "types in lists": shown("create-type-array"),
  "no @context": shown("create-no-context"),
  "a @context that nobody serves": shown("create-foreign-context"),
  "prefixed names": shown("create-prefixed"),
  "members of the wrong kind": shown("create-wrong-kinds", { attached: [], warning: null }),
  "members that come twice, of which the last count": shown("create-duplicate-keys", {
    text: "Said last.",
    lacks: "first",
  }),
  "nesting beyond reason": refused("create-deep", 400),
  "a graph": refused("create-graph", 400),

  "a date without a zone": shown("create-no-zone", { createdAt: halfPastEleven }),
  "a date with a blank": shown("create-blank-for-t", { createdAt: "2026-11-01T11:30:00.500Z" }),
  "a date in the year 12026": shown("create-far-future", { createdAt: noon }),
  "a date that is tomorrow": shown("create-tomorrow", { createdAt: noon }),
  "a date in the year 1": shown("create-long-ago", { createdAt: noon }),
  "no date": shown("create-no-date", { createdAt: noon }),

  "links in a list": shown("create-url-array", { url: "https://shapes.example/@sam/1" }),
  "a Link": shown("create-url-link", { url: "https://shapes.example/@sam/1" }),
  "a link that would run a script": shown("create-url-script", { url: "https://shapes.example/notes/1" }),

  "one tag, which is no list": shown("create-single-tag", { lacks: "@blog" }),
  "a mention without a name": shown("create-nameless-mention", { lacks: "@blog" }),
  "a mention of our guests": shown("create-mention-of-guests", { lacks: "@" }),
};
