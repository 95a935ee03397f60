import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../src/domain/author.ts";
import type { Draft } from "../../src/domain/ports.ts";
import type { SpamGuard } from "../../src/domain/spam.ts";
import { sentenceIn } from "../../src/domain/verdict.ts";
import { createHtml } from "../../src/html/html.ts";
import { createChecks } from "../../src/moderation/checks.ts";
import { createSecrets } from "../../src/runtime.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { aComment } from "../helpers/comment.ts";
import { withNetworks } from "../helpers/networks.ts";
import { aSite, aThread } from "../helpers/thread.ts";

const anna: Visitor = { kind: "visitor", name: "Anna", website: null, email: "anna@mail.example", hash: "h" };
const bob: RemoteActor = {
  kind: "remote",
  id: "https://social.far.example/users/bob",
  handle: "bob@social.far.example",
  name: "Bob",
  url: "https://social.far.example/@bob",
  avatar: null,
};

describe("checks", () => {
  let store: Store;
  let clock: TestClock;
  const draft = (given: Partial<Draft> = {}): Draft => ({
    site: aSite({ moderation: "first" }),
    thread: aThread(),
    origin: given.author?.kind === "remote" ? "fediverse" : "web",
    author: anna,
    text: "Hello",
    links: 0,
    known: false,
    ...given,
  });
  const checks = (guards?: readonly SpamGuard[]) =>
    createChecks(
      withNetworks({ ...store.repos, clock, html: createHtml(), secrets: createSecrets("a secret") }),
      guards,
    );
  const judge = (given?: Partial<Draft>) => checks().judge(draft(given));
  const block = (kind: "actor" | "host", value: string) =>
    store.repos.blocks.put({ _id: `${kind}:${value}`, kind, value, label: value, note: "", createdAt: new Date(0) });

  beforeEach(async () => {
    clock = createTestClock();
    store = await openStore("sqlite::memory:", { clock });
  });
  afterEach(() => store.close());

  it("publishes at once where nothing is moderated", async () => {
    expect(await judge({ site: aSite({ moderation: "none" }) })).to.deep.equal({ kind: "publish" });
  });

  it("holds the first comment of a visitor and says why", async () => {
    expect(await judge()).to.deep.equal({
      kind: "hold",
      reasons: [{ check: "first-timer", sentence: "The first comment of somebody new." }],
    });
  });

  it("publishes a visitor who showed an earlier, visible comment", async () => {
    expect((await judge({ known: true })).kind).to.equal("publish");
  });

  it("does not take a name and a mailbox for a person", async () => {
    await store.repos.comments.add(aComment({ _id: "a", author: anna }));
    expect((await judge()).kind).to.equal("hold");
  });

  it("holds a remote stranger and publishes one with a visible comment on the same blog", async () => {
    expect((await judge({ author: bob })).kind).to.equal("hold");
    await store.repos.comments.add(aComment({ _id: "b", origin: "fediverse", author: bob }));
    expect((await judge({ author: bob })).kind).to.equal("publish");
    expect((await judge({ author: bob, site: aSite({ _id: "another", moderation: "first" }) })).kind).to.equal("hold");
  });

  it("refuses a blocked person, and everybody of a blocked server or its parent domain", async () => {
    for (const [kind, value] of [
      ["actor", bob.id],
      ["host", "social.far.example"],
      ["host", "far.example"],
    ] as const) {
      await block(kind, value);
      expect((await judge({ author: bob })).kind, value).to.equal("refuse");
      await store.repos.blocks.remove(`${kind}:${value}`);
    }
    expect((await judge({ author: bob })).kind).to.equal("hold");
  });

  it("holds a visitor's comment with more than three links and keeps all reasons", async () => {
    expect(await judge({ links: 4, worked: true })).to.deep.equal({
      kind: "hold",
      reasons: [
        { check: "links", sentence: "It has 4 links." },
        { check: "first-timer", sentence: "The first comment of somebody new." },
      ],
    });
    expect((await judge({ links: 9, author: bob, known: true })).kind).to.equal("publish");
  });

  it("holds what did no work where it links somewhere, and says so", async () => {
    const site = aSite({ moderation: "none" });
    const website = { ...anna, website: "https://anna.example/" };
    for (const given of [{ links: 1 }, { author: website }]) {
      const verdict = await judge({ site, ...given });
      expect(verdict.kind === "hold" && verdict.reasons.map(sentenceIn).join()).to.contain("none of the work");
      expect(await judge({ site, ...given, worked: true })).to.deep.equal({ kind: "publish" });
      expect(await judge({ site, ...given, known: true })).to.deep.equal({ kind: "publish" });
      expect(await judge({ site, ...given, edited: true })).to.deep.equal({ kind: "publish" });
    }
  });

  it("asks no work of replies from the fediverse", async () => {
    expect((await judge({ site: aSite({ moderation: "none" }), author: bob, links: 2 })).kind).to.equal("publish");
  });

  it("holds only what the owner's choice of guards looks at", async () => {
    const site = aSite({ moderation: "none" });
    expect((await checks([]).judge(draft({ site, links: 9 }))).kind).to.equal("publish");
    expect((await checks(["links"]).judge(draft({ site, links: 3 }))).kind).to.equal("publish");
    expect((await checks(["links"]).judge(draft({ site, links: 4 }))).kind).to.equal("hold");
  });

  it("counts as many links as the owner wants", async () => {
    const site = (mostLinks: number) => aSite({ moderation: "none", mostLinks });
    expect((await judge({ site: site(0), links: 1, worked: true })).kind).to.equal("hold");
    expect((await judge({ site: site(0), links: 0, worked: true })).kind).to.equal("publish");
    expect((await judge({ site: site(9), links: 9, worked: true })).kind).to.equal("publish");
  });

  it("looks into the store for nothing but rules where nothing was decided", async () => {
    const asked: string[] = [];
    const telling = <T extends object>(name: string, repo: T): T =>
      new Proxy(repo, {
        get(target, member) {
          const found: unknown = Reflect.get(target, member);
          if (typeof found !== "function") return found;
          return (...given: unknown[]) => {
            asked.push(`${name}.${String(member)}`);
            return Reflect.apply(found, target, given) as unknown;
          };
        },
      });
    const repos = { ...store.repos };
    for (const name of ["blocks", "comments", "lessons", "settings"] as const)
      Object.assign(repos, { [name]: telling(name, repos[name]) });
    const watched = createChecks(
      withNetworks({ ...repos, clock, html: createHtml(), secrets: createSecrets("a secret") }),
    );
    const site = aSite({ moderation: "none" });
    const far = { ...bob, since: new Date(clock.now().getTime() - 60_000) };
    await watched.judge(draft({ site, author: far }));
    asked.length = 0;
    await watched.judge(draft({ site, author: far }));
    expect(asked).to.deep.equal(["blocks.among"]);
    asked.length = 0;
    await watched.judge(draft({ site, known: true }));
    expect(asked).to.deep.equal(["blocks.among"]);
    asked.length = 0;
    await watched.judge(draft({ author: far }));
    expect(asked.sort()).to.deep.equal(["blocks.among", "comments.hasApproved"]);
  });

  describe("of young accounts", () => {
    const site = aSite({ moderation: "none", accountDays: 3 });
    const aged = (hours: number) => ({ ...bob, since: new Date(clock.now().getTime() - hours * 3_600_000) });

    it("holds a stranger whose account is younger than the owner wants, and says so", async () => {
      expect(await judge({ site, author: aged(71) })).to.deep.equal({
        kind: "hold",
        reasons: [{ check: "age", sentence: "The account is younger than 3 days." }],
      });
      expect((await judge({ site, author: aged(72) })).kind).to.equal("publish");
    });

    it("holds nobody of whom that is not known, who was let in before, or where nothing was decided", async () => {
      expect((await judge({ site, author: bob })).kind).to.equal("publish");
      expect((await judge({ site: aSite({ moderation: "none" }), author: aged(1) })).kind).to.equal("publish");
      await store.repos.comments.add(aComment({ _id: "b", origin: "fediverse", author: bob }));
      expect((await judge({ site, author: aged(1) })).kind).to.equal("publish");
    });
  });

  describe("of pace", () => {
    const site = aSite({ moderation: "none" });
    let guarded: ReturnType<typeof checks>;
    const say = async (given: Partial<Draft> = {}) => (await guarded.judge(draft({ site, ...given }))).kind;

    const from = (network: string) => ({ author: { ...anna, network } });

    it("holds what comes beyond ten from one network, and lets others and later ones pass", async () => {
      guarded = checks(["pace"]);
      for (let i = 0; i < 10; i++)
        expect(await say({ author: { ...anna, hash: `${i}`, network: "n" } }), `${i}`).to.equal("publish");
      expect(await say(from("n"))).to.equal("hold");
      expect(await say(from("other"))).to.equal("publish");
      expect(await say({ ...from("n"), known: true })).to.equal("publish");
      expect(await say({ ...from("n"), edited: true })).to.equal("publish");
      clock.advance(6 * 60_000);
      expect(await say(from("n"))).to.equal("publish");
    });

    it("counts strangers from the fediverse where the owner wants that, but not what is old", async () => {
      guarded = checks(["pace"]);
      for (let i = 0; i < 12; i++) expect(await say({ author: bob })).to.equal("publish");
      guarded = checks(["pace", "fediverse"]);
      const hourAgo = new Date(clock.now().getTime() - 3_600_000);
      for (let i = 0; i < 12; i++) expect(await say({ author: bob, writtenAt: hourAgo })).to.equal("publish");
      for (let i = 0; i < 10; i++) expect(await say({ author: bob, writtenAt: clock.now() })).to.equal("publish");
      expect(await say({ author: bob })).to.equal("hold");
    });
  });

  describe("of repeated texts", () => {
    const site = aSite({ moderation: "none" });
    const long = "I have read all of it, and would like to show you something much better.";
    let guarded: ReturnType<typeof checks>;
    beforeEach(() => {
      guarded = checks(["repeats"]);
    });
    const say = async (thread: string, text: string, given: Partial<Draft> = {}) =>
      (await guarded.judge(draft({ site, thread: aThread({ _id: thread }), text, ...given }))).kind;
    const nobody = (hash: string) => ({ author: { ...anna, hash } });

    it("holds the same text in a third thread within an hour, however it is dressed up", async () => {
      expect(await say("a", long)).to.equal("publish");
      expect(await say("b", `**${long.toUpperCase()}**`, nobody("b"))).to.equal("publish");
      expect(await say("c", long.replace(", ", " … "), nobody("c"))).to.equal("hold");
      expect(await say("d", `${long} Truly.`)).to.equal("publish");
      clock.advance(2 * 3_600_000);
      expect(await say("e", long)).to.equal("publish");
    });

    it("counts a thread once", async () => {
      for (let i = 0; i < 4; i++) expect(await say("a", long)).to.equal("publish");
      expect(await say("b", long)).to.equal("publish");
    });

    it("lets people thank by themselves, but not the same one everywhere", async () => {
      for (const hash of ["a", "b", "c", "d"]) expect(await say(hash, "Thank you!", nobody(hash))).to.equal("publish");
      for (const thread of ["e", "f"]) expect(await say(thread, "Nice post!")).to.equal("publish");
      expect(await say("g", "Nice post!")).to.equal("hold");
    });

    it("counts strangers from the fediverse where the owner wants that", async () => {
      for (const thread of ["a", "b", "c"]) expect(await say(thread, long, { author: bob })).to.equal("publish");
      guarded = checks(["repeats", "fediverse"]);
      for (const thread of ["a", "b"]) await say(thread, long, { author: bob });
      expect(await say("c", long, { author: bob })).to.equal("hold");
    });
  });

  it("refuses what is longer than 100,000 characters", async () => {
    expect((await judge({ text: "a".repeat(100_001) })).kind).to.equal("refuse");
  });
});
