import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import type { RuleTerms } from "../../src/usecases/moderate/make-rule.ts";
import type { Target } from "../../src/usecases/moderate/read-target.ts";
import { mailHash } from "../../src/usecases/visit/visitor.ts";
import { mira } from "../helpers/comment.ts";
import { type IssoClient, issoClient, startIssoNode } from "../helpers/isso.ts";
import { blogOrigin, postUrl, type WebNode } from "../helpers/web.ts";

const address = "192.0.2.7";
const mailbox = "vic@sub.mail.example";

/** What came through: it is to be seen, it waits for the owner, or it is not here. */
type Came = "shown" | "held" | "nothing";

interface Way {
  before?: (on: On) => Promise<void>;
  go: (on: On) => Promise<void>;
  came: (on: On) => Promise<Came>;
}

/** A visitor's browser, in the network that rules are about. */
interface On {
  node: WebNode;
  isso: IssoClient;
  /** The number and the key of what was written before. */
  own: { number: number; key: string };
}

const harmless = { text: "Harmless words.", author: "Vic", email: mailbox, website: "" };

async function form(on: On, path: string, fields: Record<string, string>): Promise<Response> {
  const headers = { accept: "application/json", origin: blogOrigin, "x-forwarded-for": address };
  return on.node.post(path, fields, headers);
}

async function write(on: On, given: Record<string, string> = {}): Promise<void> {
  const started = await on.node.started();
  const answer = await form(on, "/comments", { ...harmless, url: postUrl, started, ...given });
  expect(answer.status, await answer.clone().text()).to.be.oneOf([201, 202, 403]);
  if (answer.status === 403) return;
  const { number, editKey } = (await answer.json()) as { number: number; editKey: string };
  on.own = { number, key: editKey };
}

async function viaIsso(on: On, given: Record<string, unknown> = {}): Promise<void> {
  const body = { ...harmless, website: null, parent: null, title: null, notification: 0, ...given };
  const answer = await on.isso.call("POST", "/new?uri=/post", body);
  expect(answer.status, answer.text).to.be.oneOf([201, 202, 403]);
  if (answer.json?.id) on.own = { number: answer.json.id, key: "" };
}

async function written({ node }: On, has = ""): Promise<Came> {
  const all = await node.world.comments.someOnThread("thread", 9);
  const comment = all.find(({ html, author }) => author.kind === "visitor" && `${html} ${author.name}`.includes(has));
  if (!comment || comment.hiddenBy !== null) return "nothing";
  return comment.state === "published" ? "shown" : "held";
}

const voted = async ({ node }: On): Promise<Came> =>
  ((await node.world.comments.get("target"))?.votes?.up ?? 0) > 0 ? "shown" : "nothing";

const editing: Record<string, Way> = {
  "an edit by the form": {
    before: (on) => write(on),
    go: async (on) => {
      const fields = { key: on.own.key, text: "Now with forbidden words." };
      const answer = await form(on, `/comments/${on.own.number}/edit`, fields);
      expect(answer.status, await answer.text()).to.be.oneOf([200, 202, 403]);
    },
    came: (on) => written(on, "forbidden"),
  },
  "an edit by Isso's API": {
    before: (on) => viaIsso(on),
    go: async (on) => {
      const body = { text: "Now with forbidden words.", author: "Vic", website: null };
      const answer = await on.isso.call("PUT", `/id/${on.own.number}`, body);
      expect(answer.status, answer.text).to.be.oneOf([200, 202, 403]);
    },
    came: (on) => written(on, "forbidden"),
  },
};

const people: Record<string, Way> = {
  "a comment by the form": { go: (on) => write(on), came: written },
  "a comment by Isso's API": { go: (on) => viaIsso(on), came: written },
};

const votes: Record<string, Way> = {
  "a vote by the form": {
    go: async (on) => void (await form(on, "/votes", { number: "77", value: "up" })),
    came: voted,
  },
  "a vote by Isso's API": { go: async (on) => void (await on.isso.call("POST", "/id/77/like")), came: voted },
};

const reports: Record<string, Way> = {
  "a report": {
    go: async (on) => {
      const answer = await form(on, "/comments/77/report", { reason: "spam", words: "Look." });
      expect(answer.status, await answer.text()).to.be.lessThan(400);
    },
    came: async ({ node }) => ((await node.world.cases.get("target")) === null ? "nothing" : "shown"),
  },
};

const words: Record<string, Way> = {
  "the text of a comment": { go: (on) => write(on, { text: "Some forbidden words." }), came: written },
  "a word that markup parts": { go: (on) => write(on, { text: "Some for**bid**den words." }), came: written },
  "the name above a comment": { go: (on) => write(on, { author: "Förbidden" }), came: written },
  "the website behind a name": { go: (on) => write(on, { website: "https://forbidden.example/" }), came: written },
  "where a link leads": { go: (on) => write(on, { text: "[Hello](https://x.example/forbidden)" }), came: written },
  "where a link leads, percent-encoded": {
    go: (on) => write(on, { text: "[Hello](https://x.example/%66orbidden)" }),
    came: written,
  },
  "the text of a comment by Isso's API": { go: (on) => viaIsso(on, { text: "Some FORBIDDEN words." }), came: written },
  ...editing,
};

type Ruled = [Target, RuleTerms?];
type Rule = (node: WebNode) => Ruled | Promise<Ruled>;

const persons: Record<string, Rule> = {
  "them alone": ({ world }) => [{ kind: "visitor", value: mailHash(world, mailbox) }],
  "the domain of their mailbox": () => [{ kind: "mail", value: "*@mail.example" }],
};
const networks: Record<string, Rule> = {
  "their network, taken from a comment": async ({ world }) => [
    { kind: "network", value: await world.networks.nameOf(address) },
  ],
  "their network, taken from a comment months ago": async ({ world, clock }) => {
    await world.salts.ensure({ _id: "0001", word: "an old salt" });
    clock.advance(60_000);
    const name = (await world.networks.namesOf(address)).find((one) => one.startsWith("~0001~")) ?? "";
    return [{ kind: "network", value: name }];
  },
  "their network, taken from a comment before there were salts": async ({ world }) => [
    { kind: "network", value: (await world.networks.namesOf(address)).at(-1) ?? "" },
  ],
  "their network, as it was typed": () => [{ kind: "network", value: "192.0.2.0/24" }],
  "a part of it": () => [{ kind: "network", value: "192.0.2.4/30" }],
  "a wider network": () => [{ kind: "network", value: "192.0.0.0/16" }],
};
const word: Rule = () => [{ kind: "word", value: "forbidden" }];
const on =
  (site: string, rule: Rule): Rule =>
  async (node) => {
    const [target, terms] = await rule(node);
    return [target, { ...terms, site }];
  };
const holding =
  (rule: Rule): Rule =>
  async (node) => [(await rule(node))[0], { severity: "hold" }];

interface Row {
  rule: string;
  set: Rule | null;
  ways: Record<string, Way>;
  came: Came;
}

const blocked = (rules: Record<string, Rule>, ways: Record<string, Way>): Row[] =>
  Object.entries(rules).map(([name, set]) => ({ rule: `a block of ${name}`, set, ways, came: "nothing" }));

/** The same rules, made for one blog alone. */
const onAll = (site: string, rules: Record<string, Rule>): Record<string, Rule> =>
  Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [
      `${name}, on ${site === "site" ? "this" : "another"} blog`,
      on(site, rule),
    ]),
  );

/** What each way brings under each rule. A way that brings nothing without any would prove nothing. */
const table: Row[] = [
  { rule: "no rule", set: null, ways: { ...people, ...votes, ...reports, ...words }, came: "shown" },
  ...blocked(persons, { ...people, ...editing }),
  ...blocked(networks, { ...people, ...editing, ...votes, ...reports }),
  ...Object.entries({ ...persons, ...networks }).map(
    ([name, rule]): Row => ({
      rule: `a rule that holds ${name}`,
      set: holding(rule),
      ways: { ...people, ...editing },
      came: "held",
    }),
  ),
  ...blocked(onAll("site", persons), { ...people, ...editing }),
  ...blocked(onAll("site", networks), { ...people, ...editing, ...votes, ...reports }),
  ...Object.entries(onAll("other", { ...persons, ...networks })).map(
    ([name, set]): Row => ({
      rule: `a block of ${name}`,
      set,
      ways: { ...people, ...editing, ...votes, ...reports },
      came: "shown",
    }),
  ),
  { rule: "a block of a word on this blog", set: on("site", word), ways: words, came: "nothing" },
  { rule: "a block of a word on another blog", set: on("other", word), ways: words, came: "shown" },
  { rule: "a block of a word", set: word, ways: words, came: "nothing" },
  { rule: "a rule that holds a word", set: holding(word), ways: words, came: "held" },
  {
    rule: "a rule that takes no reactions from their network",
    set: () => [
      { kind: "network", value: "192.0.2.0/24" },
      { severity: "noop", rejects: ["reactions"] },
    ],
    ways: votes,
    came: "nothing",
  },
  {
    rule: "a rule that takes no reports from their network",
    set: () => [
      { kind: "network", value: "192.0.2.0/24" },
      { severity: "noop", rejects: ["reports"] },
    ],
    ways: reports,
    came: "nothing",
  },
  {
    rule: "rules on others",
    set: () => [{ kind: "network", value: "198.51.100.0/24" }],
    ways: { ...people, ...votes },
    came: "shown",
  },
];

describe("what is blocked finds no other way in from a blog's page", () => {
  let on: On;
  beforeEach(async () => {
    const node = await startIssoNode({ site: { moderation: "none", votes: "updown" } });
    on = { node, isso: issoClient(node, address), own: { number: 0, key: "" } };
    await node.put({ _id: "target", number: 77, origin: "fediverse", author: mira });
  });
  afterEach(() => on.node.close());

  for (const { rule, set, ways, came } of table) {
    describe(`under ${rule}`, () => {
      for (const [name, way] of Object.entries(ways)) {
        it(`${name} is ${came === "nothing" ? "not taken" : came}`, async () => {
          await way.before?.(on);
          if (set) {
            const [target, terms] = await set(on.node);
            await createBlock(on.node.world)(target, owner, terms);
          }
          on.node.clock.advance(2_000);
          await way.go(on);
          expect(await way.came(on)).to.equal(came);
        });
      }
    });
  }
});
