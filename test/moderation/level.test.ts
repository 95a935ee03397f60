import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../src/domain/author.ts";
import { type Level, levels, type Way, ways } from "../../src/domain/level.ts";
import type { Draft, World } from "../../src/domain/ports.ts";
import { inEnglish } from "../../src/domain/sentence.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { withWorld } from "../helpers/with-world.ts";

describe("the levels of places", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });

  const visitor: Visitor = { kind: "visitor", name: "Anna", website: null, email: null, hash: "h" };
  const id = "https://social.far.example/users/bob";
  const remote: RemoteActor = { kind: "remote", id, handle: "bob@far", name: "Bob", url: id, avatar: null };
  const from: Record<Way, Pick<Draft, "origin" | "author">> = {
    web: { origin: "web", author: visitor },
    fediverse: { origin: "fediverse", author: remote },
  };
  const judge = (way: Way, given: Partial<Draft> = {}) =>
    world.checks.judge({ site: aSite(), thread: aThread(), ...from[way], text: "Hello", links: 0, ...given });
  const kinds: Record<Level, string> = { publish: "publish", first: "hold", hold: "hold", refuse: "refuse" };

  for (const way of ways) {
    for (const level of levels) {
      it(`${level} what comes in from ${way}, for a thread as for a site, and touches nothing of the other way`, async () => {
        const other = way === "web" ? "fediverse" : "web";
        for (const place of [
          { thread: aThread({ levels: { [way]: level } }) },
          { site: aSite({ levels: { [way]: level } }) },
        ]) {
          expect((await judge(way, place)).kind).to.equal(kinds[level]);
          expect((await judge(other, place)).kind).to.equal("publish");
        }
      });
    }

    it(`holds everything from ${way} where the node wants that, also of who is known, and says by whom`, async () => {
      const site = aSite({ moderation: "all" });
      for (const given of [{}, { known: true }, { edited: true }]) {
        const verdict = await judge(way, { site, ...given });
        expect(verdict).to.deep.equal({
          kind: "hold",
          reasons: [{ check: "level", sentence: "Every comment waits for you." }],
        });
      }
    });

    it(`lets what is there from ${way} be changed after comments were closed, as far as the other checks do`, async () => {
      const thread = aThread({ levels: { [way]: "refuse" } });
      expect((await judge(way, { thread, edited: true })).kind).to.equal("publish");
      const refused = await judge(way, { thread });
      expect(refused.kind === "refuse" && refused.reasons.map(({ sentence }) => inEnglish(sentence))).to.deep.equal([
        "Comments on this page are closed.",
      ]);
    });
  }

  it("refuses whoever is blocked, however open the thread is, and names the rule that is nearest", async () => {
    const thread = aThread({ levels: { web: "publish", fediverse: "publish" } });
    const rules = [
      ["host", "example", "all of .example"],
      ["host", "far.example", "far.example and below"],
      ["host", "social.far.example", "that server"],
      ["actor", id, "that person"],
    ] as const;
    for (const [kind, value, label] of rules) {
      await world.blocks.put({ _id: `${kind}:${value}`, kind, value, label, note: "", createdAt: new Date(0) });
      const verdict = await judge("fediverse", { thread });
      const reasons = [{ check: "blocklist", sentence: `Blocked: ${label}.` }];
      expect(verdict).to.deep.equal({ kind: "refuse", reasons });
    }
  });

  it("holds nothing of the owner's own", async () => {
    const site = aSite({ moderation: "all" });
    expect((await judge("web", { site, known: true, trusted: true })).kind).to.equal("publish");
  });
});
