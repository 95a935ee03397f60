import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import type { Draft, World } from "../../src/domain/ports.ts";
import { createHtml } from "../../src/html/html.ts";
import { createChecks } from "../../src/moderation/checks.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import type { RuleTerms } from "../../src/usecases/moderate/make-rule.ts";
import { createUnblock } from "../../src/usecases/moderate/unblock.ts";
import type { TestClock } from "../helpers/clock.ts";
import { mira } from "../helpers/comment.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { withWorld } from "../helpers/with-world.ts";

describe("the check for words", () => {
  let world: World;
  let clock: TestClock;
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
  });

  const set = (value: string, terms?: RuleTerms) => createBlock(world)({ kind: "word", value }, owner, terms);
  const draft = (given: Partial<Draft>): Draft => ({
    site: aSite({ moderation: "none" }),
    thread: aThread(),
    origin: "fediverse",
    author: mira,
    text: "Hello",
    links: 0,
    ...given,
  });
  const judge = (given: Partial<Draft>, by: Pick<World, "checks"> = world) => by.checks.judge(draft(given));

  it("names the words that it holds, a few of them", async () => {
    for (const word of ["one", "two", "three", "four"]) await set(word, { severity: "hold" });
    const verdict = await judge({ text: "One two" });
    expect(verdict.kind === "hold" && verdict.reasons).to.deep.equal([
      { check: "words", sentence: "It has “one” and “two”, which a rule of yours holds." },
    ]);
    const many = await judge({ text: "one two three four" });
    expect(many.kind === "hold" && many.reasons[0]?.sentence).to.contain(" and more, which");
  });

  it("refuses before it holds, and takes a note for nothing", async () => {
    await set("noted", { severity: "noop" });
    await set("held", { severity: "hold" });
    await set("refused");
    expect((await judge({ text: "noted" })).kind).to.equal("publish");
    expect((await judge({ text: "noted held" })).kind).to.equal("hold");
    expect((await judge({ text: "held refused" })).kind).to.equal("refuse");
  });

  it("tells a visitor that it is not taken, and not for which word", async () => {
    await set("casino");
    const author = { kind: "visitor", name: "", website: null, email: null, hash: "" } as const;
    const verdict = await judge({
      origin: "web",
      author,
      text: "A casino",
      html: createHtml().fromMarkdown("A casino"),
    });
    expect(JSON.stringify(verdict)).to.contain("does not take this comment").and.not.contain("casino");
  });

  it("holds whoever is trusted, too", async () => {
    await createBlock(world)({ kind: "host", value: "far.example" }, owner, { severity: "allow" });
    await set("casino", { severity: "hold" });
    expect((await judge({ text: "casino" })).kind).to.equal("hold");
  });

  it("asks for new rules once a second at most, and on every node", async () => {
    let asked = 0;
    const counting = {
      ...world.settings,
      get: <T>(name: string) => {
        asked += 1;
        return world.settings.get<T>(name);
      },
    };
    const other = { checks: createChecks({ ...world, settings: counting }) };
    for (let i = 0; i < 20; i++) expect((await judge({ text: "casino" }, other)).kind).to.equal("publish");
    expect(asked).to.equal(1);
    await set("casino");
    clock.advance(999);
    expect((await judge({ text: "casino" }, other)).kind).to.equal("publish");
    clock.advance(1);
    expect((await judge({ text: "casino" }, other)).kind).to.equal("refuse");
    expect(asked).to.equal(2);
    await createUnblock(world)("word:casino", owner);
    clock.advance(1000);
    expect((await judge({ text: "casino" }, other)).kind).to.equal("publish");
  });

  it("reads the rules anew only when they changed", async () => {
    let read = 0;
    const blocks = {
      ...world.blocks,
      ofKind: (kind: "word") => {
        read += 1;
        return world.blocks.ofKind(kind);
      },
    };
    const other = { checks: createChecks({ ...world, blocks: blocks as World["blocks"] }) };
    for (let i = 0; i < 5; i++) {
      await judge({}, other);
      clock.advance(1000);
    }
    expect(read).to.equal(1);
  });
});
