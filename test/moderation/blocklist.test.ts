import { expect } from "chai";
import type { Visitor } from "../../src/domain/author.ts";
import { owner } from "../../src/domain/moderator.ts";
import type { Draft, World } from "../../src/domain/ports.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import type { RuleTerms } from "../../src/usecases/moderate/make-rule.ts";
import type { Target } from "../../src/usecases/moderate/read-target.ts";
import { mira } from "../helpers/comment.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { withWorld } from "../helpers/with-world.ts";

const anna: Visitor = {
  kind: "visitor",
  name: "Anna",
  website: null,
  email: "anna@mail.example",
  hash: "h".repeat(43),
  network: "n".repeat(43),
};

describe("the check for rules", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });

  const set = (target: Target, terms?: RuleTerms) => createBlock(world)(target, owner, terms);
  const judge = (given: Partial<Draft> = {}) =>
    world.checks.judge({
      site: aSite({ moderation: "first" }),
      thread: aThread(),
      origin: "fediverse",
      author: mira,
      text: "Hello",
      links: 0,
      ...given,
    });
  const byAnna = (given: Partial<Draft> = {}) => judge({ origin: "web", author: anna, worked: true, ...given });

  it("trusts somebody elsewhere who is allowed, and nobody for a mailbox that was typed", async () => {
    expect((await judge()).kind).to.equal("hold");
    await set({ kind: "host", value: "far.example" }, { severity: "allow" });
    expect((await judge()).kind).to.equal("publish");
    await set({ kind: "visitor", value: anna.hash }, { severity: "allow" });
    expect((await byAnna()).kind).to.equal("hold");
  });

  it("says which rule holds, and names no hash", async () => {
    await set({ kind: "actor", value: mira.id, label: mira.handle }, { severity: "hold" });
    const held = await judge();
    expect(held.kind === "hold" && held.reasons[0]).to.deep.equal({
      check: "blocklist",
      sentence: "A rule of yours holds mira@far.example.",
    });
    await set(
      { kind: "network", value: anna.network as string, label: "the network of Bert (#3)" },
      { severity: "hold" },
    );
    expect(JSON.stringify(await byAnna()))
      .to.contain("A rule of yours holds this network.")
      .and.not.contain("Bert");
  });

  it("looks at the network that somebody writes from now, too", async () => {
    await set({ kind: "network", value: "198.51.0.0/16" });
    expect((await byAnna({ address: "198.51.100.7" })).kind).to.equal("refuse");
    expect((await byAnna({ address: "192.0.2.7" })).kind).to.equal("hold");
  });
});
