import { expect } from "chai";
import type { Draft } from "../../src/domain/ports.ts";
import { type CheckName, checkLabels, type Opinion, publish } from "../../src/domain/verdict.ts";
import { createPipeline, type Row } from "../../src/moderation/pipeline.ts";
import { aSite, aThread } from "../helpers/thread.ts";

describe("the pipeline of checks", () => {
  const author = { kind: "visitor", name: "", website: null, email: null, hash: "h" } as const;
  const draft: Draft = { site: aSite(), thread: aThread(), origin: "web", author, text: "Hello", links: 0 };
  const names = Object.keys(checkLabels) as CheckName[];
  const hold = (reason: string): Opinion => ({ kind: "hold", reasons: [reason] });

  it("asks in order, and tells the reasons in that order, whoever answers first", async () => {
    const asked: string[] = [];
    const rows = names.map((name, place): Row => {
      const look = async () => {
        asked.push(name);
        for (let wait = names.length - place; wait > 0; wait--) await Promise.resolve();
        return hold(`${place}.`);
      };
      return { name, look };
    });
    const verdict = await createPipeline(rows)(draft);
    expect(asked).to.deep.equal(names);
    const reasons = names.map((check, place) => ({ check, sentence: `${place}.` }));
    expect(verdict).to.deep.equal({ kind: "hold", reasons });
  });

  it("asks nobody about whom they do not look at", async () => {
    const look = () => expect.fail("It was asked.");
    expect(await createPipeline([{ name: "links", look, whose: async () => false }])(draft)).to.deep.equal(publish);
  });

  it("asks those that take their time last, and in vain never", async () => {
    const asked: string[] = [];
    const row = (name: CheckName, opinion: Opinion, late?: true): Row => ({
      name,
      ...(late ? { late } : {}),
      async look() {
        await Promise.resolve();
        asked.push(name);
        return opinion;
      },
    });
    const judge = (opinion: Opinion) => createPipeline([row("service", hold("b"), true), row("links", opinion)])(draft);
    expect(await judge(hold("a"))).to.deep.equal({
      kind: "hold",
      reasons: [
        { check: "links", sentence: "a" },
        { check: "service", sentence: "b" },
      ],
    });
    expect((await judge({ kind: "refuse", reasons: ["No."] })).kind).to.equal("refuse");
    expect((await judge({ kind: "allow" })).kind).to.equal("publish");
    expect(asked).to.deep.equal(["links", "service", "links", "links"]);
  });

  it("hears of whoever is allowed no more than what is always asked", async () => {
    const rows = (always: Opinion): Row[] => [
      { name: "blocklist", look: () => ({ kind: "allow" }), always: true },
      { name: "length", look: () => always, always: true },
      { name: "links", look: () => hold("Links.") },
      { name: "work", look: () => ({ kind: "refuse", reasons: ["No."] }) },
    ];
    expect(await createPipeline(rows(publish))(draft)).to.deep.equal(publish);
    expect(await createPipeline(rows(hold("Long.")))(draft)).to.deep.equal({
      kind: "hold",
      reasons: [{ check: "length", sentence: "Long." }],
    });
  });
});
