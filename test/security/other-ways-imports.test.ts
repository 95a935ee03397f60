import { writeFileSync } from "node:fs";
import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../src/domain/author.ts";
import type { Comment } from "../../src/domain/comment.ts";
import { owner } from "../../src/domain/moderator.ts";
import { antiphonExporter } from "../../src/exporters/antiphon.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import type { RuleTerms } from "../../src/usecases/moderate/make-rule.ts";
import type { Target } from "../../src/usecases/moderate/read-target.ts";
import { createUnblock } from "../../src/usecases/moderate/unblock.ts";
import { noMap } from "../../src/usecases/operate/address-map.ts";
import { createExportContent } from "../../src/usecases/operate/export-content.ts";
import { createImportComments, type ImportReport } from "../../src/usecases/operate/import-comments.ts";
import { keptReport, reportLines } from "../../src/usecases/operate/import-report.ts";
import { mailHash } from "../../src/usecases/visit/visitor.ts";
import type { TestClock } from "../helpers/clock.ts";
import { aComment, remoteActor } from "../helpers/comment.ts";
import { importerOf } from "../helpers/importer-of.ts";
import { createFolder, writeIssoDb } from "../helpers/isso-db.ts";
import { aStatus, saved } from "../helpers/mastodon.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { createTestWorld } from "../helpers/web.ts";
import { wordpressXml } from "../helpers/wordpress-xml.ts";

const household = "192.0.2.0";
const mailbox = "vic@sub.mail.example";
const text = "Some forbidden words.";
const zoe: RemoteActor = { ...remoteActor("sub.far.example", "zoe"), name: "Zoe" };

type World = Awaited<ReturnType<typeof createTestWorld>>["world"];

/** What came of it: it is to be seen, it waits for the owner, or a rule hides it. */
type Came = "shown" | "held" | "hidden";

/** A program whose export is taken up, and the blog that takes it. */
interface Way {
  importer: string;
  values?: Record<string, string>;
  write: (file: string, world: World) => Promise<unknown>;
}

/** An export of a node like this one, where nobody had any rule. */
async function writeOurs(file: string, given: Partial<Comment>): Promise<void> {
  const { world, store } = await createTestWorld();
  await world.sites.add(aSite());
  await world.threads.add(aThread());
  await world.comments.add(aComment({ _id: "brought", source: { text, type: "text/markdown" }, ...given }));
  const { chunks } = await createExportContent(world)(antiphonExporter, { site: null, isPublic: false, by: owner });
  let lines = "";
  for await (const chunk of chunks) lines += chunk;
  writeFileSync(file, lines);
  await store.close();
}

const isso: Way = {
  importer: "isso",
  write: (file) =>
    writeIssoDb(file, {
      comments: [{ id: 1, uri: "/post", text, author: "Vic", email: mailbox, remote_addr: household }],
    }),
};
const wordpress: Way = {
  importer: "wordpress",
  write: async (file) => {
    const comment = { id: "1", author: "Vic", email: mailbox, content: text };
    writeFileSync(file, wordpressXml([{ id: "7", link: "https://blog.example/post", comments: [comment] }]));
  },
};
const ours: Way = {
  importer: "antiphon",
  write: async (file, world) => {
    const network = await world.networks.nameOf(household);
    const author: Visitor = { kind: "visitor", name: "Vic", website: null, email: mailbox, hash: "", network };
    await writeOurs(file, { author: { ...author, hash: mailHash(world, mailbox) } });
  },
};
const oursOfZoe: Way = {
  importer: "antiphon",
  write: (file) => {
    const remote = { id: "https://sub.far.example/notes/1", url: "https://sub.far.example/notes/1" };
    const source = { text: `<p>${text}</p>`, type: "text/html" as const };
    return writeOurs(file, { author: zoe, origin: "fediverse", remote, source });
  },
};

const foreign = { "a database of Isso": isso, "an export of WordPress": wordpress };
const visitors = { ...foreign, "our own export": ours };
const fediverse = { "our own export of who wrote elsewhere": oursOfZoe };
const all = { ...visitors, ...fediverse };

type Rule = (world: World) => Promise<[Target, RuleTerms?]>;
const about =
  (kind: Target["kind"], value: string): Rule =>
  async () => [{ kind, value }];
const people: Record<string, Rule> = {
  "them alone": async (world) => [{ kind: "visitor", value: mailHash(world, mailbox) }],
  "the domain of their mailbox": about("mail", "*@mail.example"),
  "their network, taken from a comment": async (world) => [
    { kind: "network", value: await world.networks.nameOf(household) },
  ],
};
const typedNetworks: Record<string, Rule> = {
  "their network, as it was typed": about("network", "192.0.2.0/24"),
  "a wider network": about("network", "192.0.0.0/16"),
};
const elsewhere: Record<string, Rule> = {
  "them alone": about("actor", zoe.id),
  "their server": about("host", "sub.far.example"),
  "a domain above it": about("host", "far.example"),
  "all servers": about("host", "*"),
};
const words: Record<string, Rule> = { "a word": about("word", "forbidden"), "a part of it": about("word", "forb*") };

const on =
  (rule: Rule, terms: RuleTerms): Rule =>
  async (world) => [(await rule(world))[0], terms];

interface Row {
  rule: string;
  set: Rule | null;
  ways: Record<string, Way>;
  came: Came;
}

/** Each rule as a block of the node, of this blog, of another blog, and as one that holds. */
function rows(rules: Record<string, Rule>, ways: Record<string, Way>): Row[] {
  const their = Object.entries(ways).filter(([name]) => name in foreign);
  const restored = Object.entries(ways).filter(([name]) => !(name in foreign));
  return Object.entries(rules).flatMap(([name, rule]): Row[] => [
    { rule: `a block of ${name}`, set: rule, ways, came: "hidden" },
    { rule: `a block of ${name}, on this blog`, set: on(rule, { site: "site" }), ways, came: "hidden" },
    { rule: `a block of ${name}, on another blog`, set: on(rule, { site: "other" }), ways, came: "shown" },
    {
      rule: `a rule that holds ${name}`,
      set: on(rule, { severity: "hold" }),
      ways: Object.fromEntries(their),
      came: "held",
    },
    // What was published there, an owner let through.
    {
      rule: `a rule that holds ${name}, what was published already`,
      set: on(rule, { severity: "hold" }),
      ways: Object.fromEntries(restored),
      came: "shown",
    },
  ]);
}

const table: Row[] = [
  { rule: "no rule", set: null, ways: all, came: "shown" },
  ...rows(people, visitors),
  ...rows(typedNetworks, foreign),
  ...rows(elsewhere, fediverse),
  ...rows(words, all),
  { rule: "rules on others", set: about("mail", "*@other.example"), ways: all, came: "shown" },
];

describe("what is blocked finds no other way in by an import", () => {
  const folder = createFolder();
  let world: World;
  let clock: TestClock;
  let close: () => Promise<void>;
  let files = 0;
  beforeEach(async () => {
    const made = await createTestWorld();
    ({ world, clock } = made);
    close = () => made.store.close();
    await world.sites.add(aSite());
    await world.sites.add(aSite({ _id: "other", home: "https://other.example/" }));
    await world.threads.add(aThread());
  });
  afterEach(() => close());
  after(() => folder.clear());

  async function bring({ importer, values = {}, write }: Way, dryRun = false): Promise<ImportReport> {
    const file = folder.file(`${++files}`);
    await write(file, world);
    const source = await importerOf(importer).open(file, { site: "site", values });
    const options = { site: aSite(), map: noMap, check: false, dryRun, onProgress: () => undefined };
    try {
      return await createImportComments(world)(source, options);
    } finally {
      await source.close();
      await world.debts.settled();
    }
  }

  async function set(rule: Rule): Promise<string> {
    const [target, terms] = await rule(world);
    const { block } = await createBlock(world)(target, owner, terms);
    clock.advance(2_000);
    return block._id;
  }

  async function brought(): Promise<Comment> {
    const [comment] = await world.comments.someOnThread("thread", 9);
    if (!comment) throw new Error("Nothing came.");
    return comment;
  }

  async function came(): Promise<Came> {
    const { state, hiddenBy } = await brought();
    return hiddenBy !== null ? "hidden" : state === "published" ? "shown" : "held";
  }

  for (const { rule, set: given, ways, came: expected } of table) {
    for (const [name, way] of Object.entries(ways)) {
      it(`under ${rule}, what ${name} brings is ${expected}`, async () => {
        const id = given && (await set(given));
        const { byRules } = await bring(way);
        expect(await came()).to.equal(expected);
        expect(byRules).to.deep.equal({ hidden: expected === "hidden" ? 1 : 0, held: expected === "held" ? 1 : 0 });
        if (id === null || expected !== "hidden") return;
        expect((await brought()).hiddenBy).to.equal(id);
        await createUnblock(world)(id, owner);
        expect(await came(), "once the rule is taken back").to.equal("shown");
        await bring(way);
        expect(await came(), "brought again").to.equal("shown");
      });
    }
  }

  it("stays hidden for its words while rules on its author come and go", async () => {
    await set(about("word", "forbidden"));
    await bring(oursOfZoe);
    const id = await set(about("actor", zoe.id));
    await createUnblock(world)(id, owner);
    expect(await came()).to.equal("hidden");
  });

  it("waits for its words where posts of Mastodon are read, with every reason once", async () => {
    const status = aStatus("10", { card: { url: "https://blog.example/post" }, content: `<p>${text}</p>` });
    const mastodon: Way = {
      importer: "mastodon",
      write: async (file) => writeFileSync(file, saved(status, { ancestors: [], descendants: [] })),
    };
    await set(on(about("word", "forbidden"), { severity: "hold" }));
    expect((await bring(mastodon, true)).byRules).to.deep.equal({ hidden: 0, held: 1 });
    await set(on(about("host", new URL(status.uri).host), { severity: "hold" }));
    await bring(mastodon);
    const { state, heldFor } = await brought();
    expect(state).to.equal("held");
    expect(heldFor.map((reason) => typeof reason === "object" && reason.check)).to.deep.equal(["blocklist", "words"]);
  });

  it("stays as the owner decided when it is brought again", async () => {
    await bring(wordpress);
    await set(on(about("word", "forbidden"), { severity: "hold" }));
    expect(await bring(wordpress)).to.deep.include({ updated: 0, already: 1, byRules: { hidden: 0, held: 0 } });
    expect(await came()).to.equal("shown");
  });

  it("is told before and after", async () => {
    await set(about("word", "forbidden"));
    for (const dryRun of [true, false]) {
      const report = await bring(wordpress, dryRun);
      const lines = reportLines(keptReport(report, 0), { dryRun, pages: false });
      expect(lines.join("\n")).to.include("1 hidden by your rules");
    }
  });
});
