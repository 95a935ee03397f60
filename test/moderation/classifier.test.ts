import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../src/domain/author.ts";
import type { SafeHtml } from "../../src/domain/brand.ts";
import type { Comment } from "../../src/domain/comment.ts";
import type { Draft } from "../../src/domain/ports.ts";
import type { Lesson, SpamGuard } from "../../src/domain/spam.ts";
import { createHtml } from "../../src/html/html.ts";
import { createChecks } from "../../src/moderation/checks.ts";
import { createSecrets } from "../../src/runtime.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { aComment, mira } from "../helpers/comment.ts";
import { withNetworks } from "../helpers/networks.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { seen, unseen } from "./corpus.ts";

const visitor: Visitor = { kind: "visitor", name: "", website: null, email: null, hash: "h" };
const html = createHtml();
const spamText = unseen.spam[0] as string;

describe("the classifier", () => {
  let store: Store;
  let clock: TestClock;
  let taught: number;

  beforeEach(async () => {
    clock = createTestClock();
    store = await openStore("sqlite::memory:", { clock });
    taught = 0;
  });
  afterEach(() => store.close());

  const checks = (guards: readonly SpamGuard[] = ["classifier"]) =>
    createChecks(withNetworks({ ...store.repos, clock, html, secrets: createSecrets("a secret") }), guards);
  const written = (text: string, given: Partial<Comment> = {}) =>
    aComment({
      _id: `c${taught++}`,
      source: { text, type: "text/markdown" },
      html: html.fromMarkdown(text),
      author: visitor,
      ...given,
    });
  const teach = async (as: Lesson, texts: readonly string[]) => {
    for (const text of texts) await checks().learn(written(text), as);
  };
  const draft = (text: string, given: Partial<Draft> = {}): Draft => ({
    site: aSite(),
    thread: aThread(),
    origin: "web",
    author: visitor,
    text,
    links: html.fromMarkdown(text).match(/<a\s/g)?.length ?? 0,
    ...given,
  });
  const isHeld = async (one: Draft, guards?: readonly SpamGuard[]) => (await checks(guards).judge(one)).kind === "hold";
  const learnAll = async () => {
    await teach("spam", seen.spam);
    await teach("ham", seen.ham);
  };

  it("finds at least four of five spam comments in eight languages, and nothing else", async () => {
    await learnAll();
    const held = async (texts: readonly string[]) =>
      (await Promise.all(texts.map(async (text) => ((await isHeld(draft(text))) ? [text] : [])))).flat();
    expect((await held(unseen.spam)).length / unseen.spam.length).to.be.at.least(0.8);
    expect(await held(unseen.ham)).to.deep.equal([]);
  });

  it("tells the owner by which words", async () => {
    await learnAll();
    const verdict = await checks().judge(draft(spamText));
    expect(verdict.kind === "hold" && verdict.reasons[0]?.sentence)
      .to.match(/^It looks like spam, by what you sorted out before: /)
      .and.contain("“bonus”");
  });

  it("says nothing before ten of each kind were decided", async () => {
    await teach("spam", seen.spam.slice(0, 20));
    await teach("ham", seen.ham.slice(0, 9));
    expect(await isHeld(draft(spamText))).to.equal(false);
    await teach("ham", seen.ham.slice(9, 10));
    expect(await isHeld(draft(spamText))).to.equal(true);
  });

  it("unlearns what is decided otherwise", async () => {
    const comments = seen.spam.map((text) => written(text));
    await teach("ham", seen.ham);
    for (const comment of comments) await checks().learn(comment, "spam");
    expect(await isHeld(draft(spamText))).to.equal(true);
    for (const comment of comments.slice(0, -10)) await checks().learn(comment, "ham");
    expect(await store.repos.lessons.model("site")).to.include({
      spam: 10,
      ham: seen.ham.length + comments.length - 10,
    });
    expect(await isHeld(draft(spamText))).to.equal(false);
  });

  it("takes what stood for a day for welcome, as often as spam was sorted out", async () => {
    for (const [i, text] of seen.ham.entries()) {
      await store.repos.comments.add(written(text, { _id: `old${i}`, createdAt: clock.now() }));
    }
    clock.advance(23 * 3_600_000);
    await teach("spam", seen.spam.slice(0, 12));
    expect(await store.repos.lessons.model("site")).to.include({ spam: 12, ham: 0 });
    clock.advance(2 * 3_600_000);
    await teach("spam", seen.spam.slice(12, 15));
    expect(await store.repos.lessons.model("site")).to.include({ spam: 15, ham: 15 });
    expect(await isHeld(draft(spamText))).to.equal(true);
  });

  it("believes who is known, but not what they change afterwards", async () => {
    await learnAll();
    expect(await isHeld(draft(spamText, { known: true }))).to.equal(false);
    expect(await isHeld(draft(spamText, { known: true, edited: true }))).to.equal(true);
  });

  it("learns from where links lead, and from what authors say of themselves", async () => {
    await teach("ham", seen.ham);
    const casino: Visitor = {
      ...visitor,
      name: "Lucky Casino",
      website: "https://www.lucky-spin.xyz/",
      email: "a@win.xyz",
    };
    for (const text of seen.ham) await checks().learn(written(`${text} Nice.`, { author: casino }), "spam");
    expect(await isHeld(draft("Something else altogether"))).to.equal(false);
    expect(await isHeld(draft("Something else altogether", { author: casino }))).to.equal(true);
  });

  it("judges strangers on the fediverse where the owner wants that, and nobody else there", async () => {
    await learnAll();
    const reply = draft(spamText, { origin: "fediverse", author: mira });
    expect(await isHeld(reply)).to.equal(false);
    expect(await isHeld(reply, ["classifier", "fediverse"])).to.equal(true);
    await store.repos.comments.add(aComment({ _id: "approved", origin: "fediverse", author: mira }));
    expect(await isHeld(reply, ["classifier", "fediverse"])).to.equal(false);
  });

  it("judges words from the fediverse as it learned them", async () => {
    const author: RemoteActor = { ...mira, id: "https://elsewhere.example/u" };
    await teach("ham", seen.ham);
    for (const text of seen.spam) {
      const given = { origin: "fediverse", author, source: { text: `<p>${text}</p>`, type: "text/html" } } as const;
      await checks().learn(written(text, { ...given, html: `<p>${text}</p>` as SafeHtml }), "spam");
    }
    const stranger = draft(unseen.spam[1] as string, {
      origin: "fediverse",
      author: { ...mira, id: "https://new.example/u" },
    });
    expect(await isHeld(stranger, ["classifier", "fediverse"])).to.equal(true);
  });

  it("learns and says nothing where it is switched off", async () => {
    await learnAll();
    expect(await isHeld(draft(spamText), ["links"])).to.equal(false);
    await checks(["links"]).learn(written("Another"), "spam");
    expect((await store.repos.lessons.model("site"))?.spam).to.equal(seen.spam.length);
  });
});
