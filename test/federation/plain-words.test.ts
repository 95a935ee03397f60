import { expect } from "chai";
import { type WalkReport, walkReport } from "../../federation/incoming/walk-report.ts";
import { plainly } from "../../federation/plain-words.ts";
import type { Happening } from "../../src/domain/journal.ts";
import { headlines, sentenceOf, toneOf } from "../../src/domain/journal-words.ts";
import { readSources } from "../helpers/sources.ts";

/** What somebody who writes a blog need not know. */
const jargon =
  /\b(activity|activities|activit\w+|actor|ancestor|note|inbox|outbox|id|ids|json|http|https|url|key|keys|signature|signed|signer|payload|origin|federat\w+|server's|fetch\w*|collection|object|mime|digest|header|your server|please|null|undefined|4\d\d|5\d\d)\b/i;

/** Where reasons are written that reach the journal as they are. */
const writers =
  /^(federation\/(incoming|authenticate|receive|fetch-budget|delivery)|src\/usecases\/receive\/|src\/moderation\/checks\/)/;
const reason =
  /(?:\bignored\(|\bdropped\(|reasons?: \[?|new Problem\(\s*"(?:forbidden|unauthorized|rate-limited|busy)",\s*|refuse\(|return )(["`])((?:[A-Z])(?:(?!\1)[^\n])*[.?])\1/g;

describe("the words of the journal", () => {
  it("have a whole sentence for each thing that can happen, which nobody needs to look up", () => {
    for (const what of Object.keys(headlines) as Happening[]) {
      for (const who of ["ada@far.example", "far.example", null]) {
        const sentence = sentenceOf({ what, who, times: 2 });
        expect(sentence, what).to.match(/^([A-Z@]|far\.example).*\.$/);
        expect(sentence.replace(/far\.example/g, ""), what).to.not.match(jargon);
        expect(sentence).to.not.match(/undefined|null|\$\{/);
        expect(["good", "waiting", "bad"]).to.include(toneOf({ what }));
      }
    }
  });

  it("name people with their @, servers without, and nobody as somebody", () => {
    expect(sentenceOf({ what: "reply-dropped", who: "ada@far.example", times: 1 })).to.include("by @ada@far.example");
    expect(sentenceOf({ what: "reply-dropped", who: "far.example", times: 1 })).to.include("by far.example");
    expect(sentenceOf({ what: "reply-published", who: null, times: 1 })).to.match(/^Somebody replied\./);
  });

  describe("say plainly why", () => {
    const reasons = readSources(["federation", "src"])
      .filter(({ path }) => writers.test(path))
      .flatMap(({ path, text }) => [...text.matchAll(reason)].map((match) => ({ path, said: match[2] as string })));

    it("and know the reasons that are written in the code", () => {
      expect(reasons.length).to.be.above(40);
      expect(reasons.map(({ said }) => said))
        .to.include("It answers nothing of ours.")
        .and.include("It is a vote.");
    });

    for (const said of new Set(reasons.map((one) => one.said))) {
      it(said, () => {
        const plain = plainly(said.replace(/\$\{[^}]*\}/g, "far"));
        expect(plain).to.match(/^[A-Z“].*[.?]$/);
        expect(plain).to.not.match(jargon);
      });
    }
  });

  const none: WalkReport = { asked: 0, stored: 0, changed: 0, gone: 0, left: 0, away: [] };
  const reports: [string, Partial<WalkReport>, string][] = [
    ["nothing new", { asked: 1 }, "Of 1 comment that could be asked for: 0 replies were found."],
    [
      "one of each",
      { asked: 12, stored: 1, changed: 1, gone: 1 },
      "Of 12 comments that could be asked for: 1 reply was found, 1 comment had changed, 1 comment was gone.",
    ],
    [
      "much left",
      { asked: 2, left: 7, away: ["a.example", "b.example"] },
      "Of 2 comments that could be asked for: 0 replies were found. Not answering right now: a.example, b.example. Left for the next turn, in a quarter of an hour: 7.",
    ],
    [
      "many away",
      { away: ["1", "2", "3", "4", "5", "6", "7"] },
      "Of 0 comments that could be asked for: 0 replies were found. Not answering right now: 1, 2, 3, 4, 5, 2 others.",
    ],
  ];
  for (const [name, given, sentence] of reports) {
    it(`report of a walk: ${name}`, () => expect(walkReport({ ...none, ...given })).to.equal(sentence));
  }
});
