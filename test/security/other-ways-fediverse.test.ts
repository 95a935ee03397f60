import { expect } from "chai";
import { commentIdOf } from "../../federation/incoming/remote-id.ts";
import { type Block, type BlockKind, blockId, wordsVersion } from "../../src/domain/block.ts";
import { type Conversation, inline, known, post, startConversation } from "../helpers/conversation.ts";
import { actorOf } from "../helpers/inbox-node.ts";
import {
  type Came,
  create,
  forwarded,
  host,
  note,
  noteId,
  Public,
  react,
  reactions,
  send,
  type Way,
  written,
  zoe,
} from "./zoes-ways.ts";

const texts: Record<string, Way> = {
  "a reply, sent by its author": written({ go: (at) => create(at, post) }),
  "an answer to a comment from elsewhere": written({ go: (at) => create(at, known) }),
  "an edit that comes before its post": written({
    go: (at) => send(at, { id: `${noteId}/update`, type: "Update", object: note(at, post) }),
  }),
  "a warning around harmless words": written({
    go: (at) => create(at, post, { content: "<p>Hello.</p>", summary: "forbidden" }),
  }),
  "the address of a link in harmless words": written({
    go: (at) => create(at, post, { content: '<p><a href="https://x.example/forbidden">Hello</a></p>' }),
  }),
  "the description of a picture": written({
    go: (at) =>
      create(at, post, {
        content: "<p>Hello.</p>",
        attachment: [{ type: "Image", mediaType: "image/png", url: `https://${host}/1.png`, name: "forbidden" }],
      }),
  }),
  "a reply that a third server forwards": written({
    go: (at) => forwarded(at, { id: `${noteId}/create`, type: "Create", object: note(at, post) }),
  }),
  "a reply that a group hands round": written({
    go: (at) => {
      const object = { id: `${noteId}/create`, type: "Create", actor: zoe, to: [Public], object: note(at, post) };
      const group = at.introduce("books@group.example");
      return send(at, { id: "https://group.example/announce/1", type: "Announce", actor: group, object }, group);
    },
  }),
  "a reply that the walk of the thread finds": written({
    go: async (at) => {
      at.show({ replies: inline(`${known}/replies`, [at.note("forbidden", known, { by: `zoe@${host}` })]) });
      await at.walk();
    },
  }),
  "a reply to a reply that has to be found first": written({
    go: (at) => create(at, at.note("between", post, { by: "mira@group.example" })),
  }),
  "an ancestor of somebody else's reply": written({
    go: async (at) => {
      const ancestor = at.note("forbidden", post, { by: `zoe@${host}` });
      const id = at.note("below", ancestor, { by: "mira@group.example" });
      const mira = at.introduce("mira@group.example");
      const object = {
        id,
        type: "Note",
        attributedTo: mira,
        inReplyTo: ancestor,
        to: [Public],
        content: "<p>These are the words of below.</p>",
        published: at.node.clock.now().toISOString(),
      };
      await send(at, { id: `${id}/create`, type: "Create", actor: mira, object }, mira);
    },
  }),
  "an edit of what is here": {
    before: (at) => create(at, post, { content: "<p>Harmless.</p>" }),
    go: (at) => {
      const updated = new Date(at.node.clock.now().getTime() + 1).toISOString();
      return send(at, { id: `${noteId}/update`, type: "Update", object: { ...note(at, post), updated } });
    },
    async came(at) {
      const comment = await at.node.comment(noteId);
      if (!comment?.html.includes("forbidden") || comment.hiddenBy !== null) return "nothing";
      return comment.state === "published" ? "shown" : "held";
    },
  },
  "a new name above what is here": {
    before: (at) => create(at, post, { content: "<p>Harmless.</p>" }),
    go: (at) => {
      const person = {
        ...actorOf("mastodon"),
        id: zoe,
        preferredUsername: "zoe",
        name: "Forbidden",
        inbox: `${zoe}/inbox`,
      };
      const publicKey = { id: `${zoe}#main-key`, owner: zoe, publicKeyPem: at.adas.pem };
      const object = { ...person, publicKey, url: zoe, endpoints: {} };
      return send(at, { id: `${zoe}#update`, type: "Update", object });
    },
    came: async (at) => ((await at.node.comment(noteId))?.author.name === "Forbidden" ? "shown" : "nothing"),
  },
};

const others: Record<string, Way> = {
  "a like": react("Like"),
  "a like with an emoji": react("Like", { content: "🎉" }),
  "an emoji": react("EmojiReact", { content: "🎉" }),
  "a dislike": react("Dislike"),
  "a boost": react("Announce"),
  "a like that a group hands round": {
    go: async (at) => {
      at.introduce(`zoe@${host}`);
      const like = { id: `https://${host}/activities/like`, type: "Like", actor: zoe, object: post, to: [Public] };
      at.node.fediverse.serve(like.id, { body: { "@context": "https://www.w3.org/ns/activitystreams", ...like } });
      const group = at.introduce("books@group.example");
      await send(at, { id: "https://group.example/announce/2", type: "Announce", actor: group, object: like }, group);
    },
    came: reactions,
  },
  "a quote": {
    go: (at) => create(at, null, { quote: post, quoteUri: post }),
    came: reactions,
  },
  "a request to quote": {
    go: (at) => {
      const instrument = note(at, null, { quote: post });
      return send(at, { id: `https://${host}/asks/1`, type: "QuoteRequest", object: post, instrument });
    },
    came: async (at) => (at.node.answers.some(({ answer }) => answer === "accept") ? "shown" : "nothing"),
  },
};

const report: Way = {
  go: (at) => send(at, { id: `https://${host}/flags/1`, type: "Flag", object: [known], content: "Rude." }),
  came: async (at) => ((await at.node.repos.cases.get(commentIdOf(known))) === null ? "nothing" : "shown"),
};

const follow: Way = {
  go: (at) =>
    send(at, { id: `https://${host}/follows/1`, type: "Follow", object: "https://node.example/ap/actors/blog" }),
  came: async (at) => ((await at.node.repos.followers.count("blog")) > 0 ? "shown" : "nothing"),
};

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

/** What each way brings under each rule. A way that brings nothing without any would prove nothing. */
const table: { rule: string; rules: Given[]; ways: Record<string, Way>; came: Came; but?: Record<string, Came> }[] = [
  { rule: "no rule", rules: [], ways: { ...texts, ...others, "a follow": follow, "a report": report }, came: "shown" },
  ...Object.entries(shutsOut).map(([rule, rules]) => ({
    rule: `a block of ${rule}`,
    rules,
    ways: { ...texts, ...others, "a follow": follow, "a report": report },
    came: "nothing" as const,
  })),
  {
    rule: "a block of the domain that leaves their server out",
    rules: [
      ["host", "far.example"],
      ["host", host, { severity: "allow" }],
    ],
    ways: { ...texts, ...others, "a follow": follow, "a report": report },
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
              _id: blockId(kind, value),
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
