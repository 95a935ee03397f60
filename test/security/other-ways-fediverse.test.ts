import { expect } from "chai";
import { type Block, type BlockKind, blockId, wordsVersion } from "../../src/domain/block.ts";
import { type Conversation, startConversation } from "../helpers/conversation.ts";
import { everyWay, follow, others, report, texts } from "./fediverse-ways.ts";
import { type Came, host, type Way, zoe } from "./zoes-ways.ts";

type Given = [kind: BlockKind, value: string, given?: Partial<Block>];

const shutsOut: Record<string, Given[]> = {
  "their person": [["actor", zoe]],
  "their server": [["host", host]],
  "the domain above it": [["host", "far.example"]],
  "every server but those that are allowed": [
    ["host", "*"],
    ["host", "mastodon.example", { severity: "allow" }],
    ["host", "group.example", { severity: "allow" }],
  ],
};

/** The same rules, made for one blog alone. */
const on = (site: string, rules: Given[]): Given[] =>
  rules.map(([kind, value, given]) => [kind, value, { ...given, site }]);

/** What each way brings under each rule. A way that brings nothing without any would prove nothing. */
const table: { rule: string; rules: Given[]; ways: Record<string, Way>; came: Came; but?: Record<string, Came> }[] = [
  { rule: "no rule", rules: [], ways: everyWay, came: "shown" },
  ...Object.entries(shutsOut).map(([rule, rules]) => ({
    rule: `a block of ${rule}`,
    rules,
    ways: everyWay,
    came: "nothing" as const,
  })),
  ...Object.entries(shutsOut).flatMap(([rule, rules]) => [
    { rule: `a block on this blog of ${rule}`, rules: on("site", rules), ways: everyWay, came: "nothing" as const },
    { rule: `a block on another blog of ${rule}`, rules: on("other", rules), ways: everyWay, came: "shown" as const },
  ]),
  {
    rule: "a block of the node's which a rule of this blog allows",
    rules: [
      ["host", host],
      ["actor", zoe, { severity: "allow", site: "site" }],
    ],
    ways: everyWay,
    came: "nothing",
  },
  {
    rule: "a rule of the node's that holds, which a rule of this blog lets through",
    rules: [
      ["host", host, { severity: "hold" }],
      ["host", host, { severity: "allow", site: "site" }],
    ],
    ways: texts,
    came: "shown",
  },
  {
    rule: "a block of a word on this blog",
    rules: [["word", "forbidden", { site: "site" }]],
    ways: texts,
    came: "nothing",
    but: { "an edit of what is here": "held" },
  },
  {
    rule: "a block of a word on another blog",
    rules: [["word", "forbidden", { site: "other" }]],
    ways: texts,
    came: "shown",
  },
  {
    rule: "a rule of this blog that takes no reactions and no reports of theirs",
    rules: [["host", host, { severity: "noop", rejects: ["reactions", "reports"], site: "site" }]],
    ways: { ...others, "a report": report },
    came: "nothing",
  },
  {
    rule: "a rule of another blog that takes no reactions and no reports of theirs",
    rules: [["host", host, { severity: "noop", rejects: ["reactions", "reports"], site: "other" }]],
    ways: { ...others, "a report": report },
    came: "shown",
  },
  {
    rule: "a block of the domain that leaves their server out",
    rules: [
      ["host", "far.example"],
      ["host", host, { severity: "allow" }],
    ],
    ways: everyWay,
    came: "shown",
  },
  {
    rule: "a rule that holds their server",
    rules: [["host", host, { severity: "hold" }]],
    ways: texts,
    came: "held",
    but: { "a new name above what is here": "shown" },
  },
  {
    rule: "a rule that takes no reactions of theirs",
    rules: [["host", host, { severity: "noop", rejects: ["reactions"] }]],
    ways: others,
    came: "nothing",
  },
  {
    rule: "a rule that takes no reactions of theirs",
    rules: [["host", host, { severity: "noop", rejects: ["reactions"] }]],
    ways: { ...texts, "a follow": follow, "a report": report },
    came: "shown",
  },
  {
    rule: "a block of a word",
    rules: [["word", "forbidden"]],
    ways: texts,
    came: "nothing",
    // What is here cannot be refused any more: it waits.
    but: { "an edit of what is here": "held" },
  },
  {
    rule: "a rule that holds a word",
    rules: [["word", "forbidden", { severity: "hold" }]],
    ways: texts,
    came: "held",
    but: { "a new name above what is here": "nothing" },
  },
  {
    rule: "a rule that takes no reports of theirs",
    rules: [["host", host, { severity: "noop", rejects: ["reports"] }]],
    ways: { "a report": report },
    came: "nothing",
  },
  {
    rule: "a note on their server",
    rules: [["host", host, { severity: "noop" }]],
    ways: { ...texts, ...others },
    came: "shown",
  },
];

describe("what is blocked finds no other way in from the fediverse", () => {
  let at: Conversation;
  beforeEach(async () => {
    at = await startConversation();
  });
  afterEach(() => at.node.close());

  for (const { rule, rules, ways, came, but = {} } of table) {
    describe(`under ${rule}`, () => {
      for (const [name, way] of Object.entries(ways)) {
        const expected = but[name] ?? came;
        it(`${name} is ${expected === "nothing" ? "not taken" : expected}`, async () => {
          await way.before?.(at);
          for (const [kind, value, given] of rules) {
            const made = {
              _id: blockId(kind, value, given?.site),
              kind,
              value,
              label: value,
              note: "",
              createdAt: at.node.clock.now(),
            };
            await at.node.repos.blocks.put({ ...made, ...given });
          }
          await at.node.repos.settings.set(wordsVersion, "changed");
          at.node.clock.advance(2_000);
          await way.go(at);
          expect(await way.came(at)).to.equal(expected);
        });
      }
    });
  }
});
