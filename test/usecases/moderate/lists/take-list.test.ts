import { expect } from "chai";
import { type Follower, followerId } from "../../../../src/domain/follower.ts";
import { owner } from "../../../../src/domain/moderator.ts";
import type { World } from "../../../../src/domain/ports.ts";
import { createBlock } from "../../../../src/usecases/moderate/block.ts";
import { createPlanList, type ListChoices } from "../../../../src/usecases/moderate/lists/plan-list.ts";
import { createTakeList } from "../../../../src/usecases/moderate/lists/take-list.ts";
import { listFormats, writeList } from "../../../../src/usecases/moderate/lists/write-list.ts";
import { aComment, mira, remoteActor } from "../../../helpers/comment.ts";
import { aSite } from "../../../helpers/thread.ts";
import { withWorld } from "../../../helpers/with-world.ts";

const usual: ListChoices = { severity: "block", conflicts: "keep" };
const table = [
  "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate",
  "far.example,suspend,false,false,Spam,false",
  "held.example,suspend,false,false,,false",
  "same.example,silence,false,false,,false",
  "co.uk,suspend,false,false,,false",
  "*.FAR.example,silence,false,false,,false",
].join("\n");

describe("taking a list of rules", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });
  beforeEach(async () => {
    await world.comments.add(aComment({ _id: "a", author: mira, origin: "fediverse" }));
    const set = createBlock(world);
    await set({ kind: "host", value: "held.example" }, owner, { severity: "hold", note: "Mine." });
    await set({ kind: "host", value: "same.example" }, owner, { severity: "hold" });
  });

  const plan = (text: string, given: Partial<ListChoices> = {}) => createPlanList(world)(text, { ...usual, ...given });
  const take = (text: string, given: Partial<ListChoices> = {}) =>
    createTakeList(world, async (who) =>
      who === "eve@a.example" ? { id: "https://a.example/users/eve", handle: who } : null,
    )(text, { ...usual, ...given }, owner);

  it("tells beforehand what would happen, and does nothing", async () => {
    const planned = await plan(table);
    expect(planned.added.map(({ line, rule }) => [line, rule._id, rule.severity, rule.reason])).to.deep.equal([
      [2, "host:far.example", "block", "Spam"],
    ]);
    expect(planned.same).to.equal(1);
    expect(planned.twice).to.equal(1);
    expect(planned.conflicts.map(({ line, is, taken }) => [line, is, taken])).to.deep.equal([[3, "stricter", false]]);
    expect(planned.refused.map(({ line, name }) => [line, name])).to.deep.equal([[5, "co.uk"]]);
    expect(planned.refused[0]?.fault).to.contain("Anybody can have a name below “co.uk”");
    expect(planned.hit).to.deep.equal({ people: 1, followers: 0 });
    expect(await world.blocks.list()).to.have.lengthOf(2);
    expect((await world.comments.get("a"))?.hiddenBy).to.equal(null);
  });

  it("tells of a list for one blog whom it would cover there", async () => {
    await world.sites.add(aSite({ _id: "other", home: "https://other.example/", handle: "other" }));
    await world.comments.add(aComment({ _id: "b", number: 2, author: remoteActor("far.example", "eve") }));
    for (const [actor, name] of [
      ["blog", "mira"],
      ["other", "mira"],
      ["other", "ada"],
    ] as const)
      await world.followers.put(aFollower(actor, `https://far.example/users/${name}`));
    const hit = async (site: string | null) => (await plan("far.example", { site })).hit;
    expect(await hit("site")).to.deep.equal({ people: 2, followers: 1 });
    expect(await hit("other")).to.deep.equal({ people: 0, followers: 2 });
    expect(await hit(null)).to.deep.equal({ people: 2, followers: 2 });
  });

  it("takes the list, keeps what is there, and lets comments follow at once", async () => {
    const taken = await take(table);
    expect([taken.put, taken.hidden]).to.deep.equal([1, 1]);
    expect((await world.comments.get("a"))?.hiddenBy).to.equal("host:far.example");
    const [held] = await world.blocks.among(["host:held.example"]);
    expect(held).to.deep.include({ severity: "hold", note: "Mine." });
    const { items } = await world.audit.list({ subject: "blocks" }, { limit: 1 });
    expect(items[0]).to.deep.include({ act: "block.import", label: "1 rule", detail: "far.example" });
    const again = await take(table);
    expect([again.put, again.plan.same]).to.deep.equal([0, 2]);
  });

  it("takes what is stricter, or all, where the owner says so, and keeps their note", async () => {
    const milder = "#domain,#severity\nheld.example,noop";
    expect((await take(milder, { conflicts: "stricter" })).put).to.equal(0);
    expect((await take(table, { conflicts: "stricter" })).put).to.equal(2);
    expect((await world.blocks.among(["host:held.example"]))[0]).to.deep.include({ severity: "block", note: "Mine." });
    expect((await take(milder, { conflicts: "replace" })).put).to.equal(1);
    expect((await world.blocks.among(["host:held.example"]))[0]?.severity).to.equal("noop");
  });

  it("tells lists that turn away more from those that turn away less, or something else", async () => {
    const set = (rejects: ("media" | "reports" | "reactions")[]) =>
      createBlock(world)({ kind: "host", value: "same.example" }, owner, { severity: "hold", rejects });
    const is = async () => {
      const list = "#domain,#severity,#reject_media,#reject_reports\nsame.example,silence,true,false";
      return (await plan(list)).conflicts[0]?.is;
    };
    expect(await is()).to.equal("stricter");
    await set(["media", "reports"]);
    expect(await is()).to.equal("milder");
    await set(["reactions"]);
    expect(await is()).to.equal("other");
  });

  it("gives names without a severity the one that was chosen", async () => {
    expect((await plan("one.example", { severity: "allow" })).added[0]?.rule.severity).to.equal("allow");
  });

  it("looks people up, and refuses by their line who is not found", async () => {
    const planned = await plan("Account address\neve@a.example\nnobody@a.example");
    expect(planned.people.map(({ line }) => line)).to.deep.equal([2, 3]);
    const taken = await take("Account address\neve@a.example\nnobody@a.example");
    expect(taken.plan.refused.map(({ line, fault }) => [line, fault])).to.deep.equal([
      [3, "Nobody was found as @nobody@a.example."],
    ]);
    expect(await world.blocks.among(["actor:https://a.example/users/eve"])).to.have.lengthOf(1);
  });

  it("takes a list of thousands in one go", async () => {
    const many = Array.from({ length: 3000 }, (_, i) => `s${i}.example`).join("\n");
    expect((await take(many)).put).to.equal(3000);
    expect((await world.blocks.counts()).get("host")).to.equal(3002);
  });

  describe("and handing it out", () => {
    const rules = async () => world.blocks.list();
    beforeEach(async () => {
      await take(table);
      await createBlock(world)({ kind: "host", value: "friend.example" }, owner, { severity: "allow" });
      await createBlock(world)({ kind: "host", value: "*" }, owner);
      await createBlock(world)({ kind: "word", value: "casino" }, owner);
      await take("eve@a.example");
    });

    it("writes Mastodon's table, with no note, nothing that is allowed and nothing but servers", async () => {
      const written = writeList(await rules(), "mastodon")
        .trim()
        .split("\n");
      expect(written[0]).to.equal("#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate");
      expect(written.slice(1)).to.have.members([
        "far.example,suspend,false,false,Spam,false",
        "held.example,silence,false,false,,false",
        "same.example,silence,false,false,,false",
      ]);
    });

    it("writes the blocked ones for GoToSocial, one a line, and people by their handles", async () => {
      expect(JSON.parse(writeList(await rules(), "gotosocial"))).to.deep.equal([
        { domain: "far.example", public_comment: "Spam" },
      ]);
      expect(writeList(await rules(), "domains")).to.equal("far.example\n");
      expect(writeList(await rules(), "accounts")).to.equal("Account address\neve@a.example\n");
    });

    for (const format of listFormats)
      it(`reads what it writes as ${format}, and finds nothing new`, async () => {
        const again = await take(writeList(await rules(), format));
        expect([again.put, again.plan.refused]).to.deep.equal([0, []]);
        expect(again.plan.same).to.be.greaterThan(0);
      });
  });
});

function aFollower(actor: string, remote: string): Follower {
  return {
    _id: followerId(actor, remote),
    actor,
    remote,
    handle: "somebody@far.example",
    host: "far.example",
    inbox: `${remote}/inbox`,
    sharedInbox: null,
    followId: "f",
    since: new Date("2026-11-01T00:00:00Z"),
    owed: [],
    owedSince: null,
    version: 1,
  };
}
