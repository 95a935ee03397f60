import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../../src/domain/author.ts";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import type { RuleTerms } from "../../../src/usecases/moderate/make-rule.ts";
import type { Target } from "../../../src/usecases/moderate/read-target.ts";
import { createSweepBlocks } from "../../../src/usecases/moderate/sweep-blocks.ts";
import { createUnblock } from "../../../src/usecases/moderate/unblock.ts";
import { createAcceptFollower } from "../../../src/usecases/receive/accept-follower.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

function by(host: string, name = "u"): RemoteActor {
  const id = `https://${host}/users/${name}`;
  return { kind: "remote", id, handle: `${name}@${host}`, name, url: id, avatar: `https://${host}/face.png` };
}

const visitor: Visitor = { kind: "visitor", name: "V", website: null, email: "v@mail.example", hash: "H".repeat(43) };
const day = 86_400_000;

describe("rules of the owner's", () => {
  let world: World;
  let clock: TestClock;
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
  });

  const put = (...given: (Partial<Parameters<typeof aComment>[0]> & { _id: string })[]) =>
    Promise.all(given.map((one) => world.comments.add(aComment(one))));
  const set = (target: Target, terms?: RuleTerms) => createBlock(world)(target, owner, terms);
  const host = (value: string, terms?: RuleTerms) => set({ kind: "host", value }, terms);
  const lift = (id: string) => createUnblock(world)(id, owner);
  const marks = async (...ids: string[]) =>
    Promise.all(ids.map(async (id) => (await world.comments.get(id))?.hiddenBy ?? null));
  const problem = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return isProblem(error) ? error.message : String(error);
  };

  it("exempts from a block what is allowed more narrowly, whichever came first, there and back", async () => {
    await put({ _id: "a", author: by("a.b.example") }, { _id: "b", author: by("b.example") });
    await host("b.example");
    expect(await marks("a", "b")).to.deep.equal(["host:b.example", "host:b.example"]);
    expect((await host("a.b.example", { severity: "allow" })).shown).to.equal(1);
    expect(await marks("a", "b")).to.deep.equal([null, "host:b.example"]);
    expect((await host("b.example")).hidden).to.equal(0);
    expect(await marks("a", "b")).to.deep.equal([null, "host:b.example"]);
    await lift("host:a.b.example");
    expect(await marks("a", "b")).to.deep.equal(["host:b.example", "host:b.example"]);
    expect(await lift("host:b.example")).to.equal(2);
  });

  it("turns from one consequence to another when the severity changes", async () => {
    const author = by("far.example");
    await put({ _id: "a", author });
    const react = () =>
      world.reactions.put({
        _id: "like",
        kind: "like",
        target: "a",
        actor: author.id,
        host: "far.example",
        activity: `${author.id}/like`,
        undone: false,
        createdAt: clock.now(),
      });
    await react();
    await host("far.example", { severity: "hold", rejects: ["media"] });
    expect(await world.comments.get("a")).to.deep.include({ hiddenBy: null, plain: true });
    expect(await world.reactions.get("like")).to.not.equal(null);
    await host("far.example", { severity: "block" });
    expect(await world.comments.get("a")).to.deep.include({ hiddenBy: "host:far.example", plain: false });
    expect(await world.reactions.get("like")).to.equal(null);
    await react();
    expect((await host("far.example", { severity: "noop", rejects: ["reactions"] })).shown).to.equal(1);
    expect(await marks("a")).to.deep.equal([null]);
    expect(await world.reactions.get("like")).to.equal(null);
    expect(await world.blocks.list()).to.have.lengthOf(1);
  });

  it("keeps followers whom a narrower rule allows", async () => {
    const follow = ({ id, handle }: RemoteActor) =>
      createAcceptFollower(world)({
        actor: "blog",
        remote: { id, handle, inbox: `${id}/inbox`, sharedInbox: null },
        followId: `${id}#follow`,
      });
    await follow(by("a.b.example"));
    await follow(by("b.example"));
    await host("a.b.example", { severity: "allow" });
    expect((await host("b.example")).rejected).to.equal(1);
    expect(await world.followers.remotes()).to.deep.equal([by("a.b.example").id]);
  });

  it("shuts out all but who is allowed, and keeps followers and reactions for the day it is switched off", async () => {
    const [friend, stranger] = [by("friend.example"), by("stranger.example")];
    await put({ _id: "a", author: friend }, { _id: "b", author: stranger }, { _id: "c" });
    const { id, handle } = stranger;
    const remote = { id, handle, inbox: `${id}/inbox`, sharedInbox: null };
    await createAcceptFollower(world)({ actor: "blog", remote, followId: "f" });
    await host("friend.example", { severity: "allow" });
    const done = await host("*");
    expect([done.hidden, done.rejected]).to.deep.equal([1, 0]);
    expect(await marks("a", "b", "c")).to.deep.equal([null, "host:*", null]);
    expect(await world.followers.count("blog")).to.equal(1);
    expect(await lift("host:*")).to.equal(1);
    expect(await problem(host("*", { severity: "allow" }))).to.contain("Every server is allowed");
  });

  it("ends by itself within a minute of its end, and shows again what it hid", async () => {
    await put({ _id: "a", author: by("far.example") });
    await host("far.example", { until: new Date(clock.now().getTime() + day) });
    const sweep = createSweepBlocks(world);
    expect(await sweep()).to.equal(0);
    clock.advance(day);
    expect(await sweep()).to.equal(1);
    expect(await marks("a")).to.deep.equal([null]);
    expect(await world.blocks.list()).to.deep.equal([]);
    const log = await world.audit.list({}, { limit: 9 });
    expect(log.items.map(({ act, by: { name } }) => [act, name])).to.deep.include([
      "block.remove",
      "the end that was set",
    ]);
    expect(await problem(host("far.example", { until: clock.now() }))).to.contain("in the future");
  });

  it("empties for good what it finds where the owner says so, and nothing else", async () => {
    await put(
      { _id: "a", author: by("far.example") },
      { _id: "b", author: by("far.example"), hiddenBy: "owner" },
      { _id: "c", author: by("other.example") },
    );
    expect((await host("far.example", { erases: true })).erased).to.equal(1);
    const states = await Promise.all(["a", "b", "c"].map(async (id) => (await world.comments.get(id))?.state));
    expect(states).to.deep.equal(["removed", "published", "published"]);
    expect((await world.comments.get("a"))?.author).to.deep.include({
      id: by("far.example").id,
      name: "",
      avatar: null,
    });
    await lift("host:far.example");
    expect((await world.comments.get("a"))?.html).to.equal("");
  });

  it("hides a visitor by themselves, their network or their mailbox's domain, tells the fediverse, and takes it back", async () => {
    const network = await world.networks.nameOf("192.0.2.7");
    const told = { told: { first: 1, last: 1 }, federate: true };
    await put(
      { _id: "a", author: { ...visitor, network }, ...told },
      { _id: "b", author: { ...visitor, email: null, hash: network } },
      { _id: "c", author: { ...visitor, email: "v@elsewhere.example", hash: "O".repeat(43) } },
    );
    const targets: [Target, (string | null)[]][] = [
      [{ kind: "visitor", value: visitor.hash }, ["visitor", null, null]],
      [{ kind: "network", value: network }, ["network", "network", null]],
      [{ kind: "network", value: "192.0.2.0/24" }, ["network", "network", null]],
      [{ kind: "mail", value: "*@Mail.example" }, ["mail", null, null]],
      [{ kind: "mail", value: "example" }, ["mail", null, "mail"]],
    ];
    for (const [target, expected] of targets) {
      const { block, hidden } = await set(target);
      expect((await marks("a", "b", "c")).map((mark) => mark?.split(":")[0] ?? null)).to.deep.equal(expected);
      expect(hidden).to.equal(expected.filter(Boolean).length);
      expect(await lift(block._id)).to.equal(hidden);
      expect(await marks("a", "b", "c")).to.deep.equal([null, null, null]);
    }
  });

  it("keeps a visitor hidden when the owner shows again what they hid by hand", async () => {
    await put({ _id: "a", author: visitor });
    await createDecide(world)("a", "hide", owner);
    await set({ kind: "visitor", value: visitor.hash });
    await createDecide(world)("a", "show", owner);
    expect(await marks("a")).to.deep.equal([`visitor:${visitor.hash}`]);
  });

  for (const [kind, value] of [
    ["host", "com"],
    ["host", "*.co.uk"],
    ["mail", "*@co.uk"],
  ] as const)
    it(`refuses ${value}, below which anybody can have a name`, async () => {
      expect(await problem(set({ kind, value }))).to.contain("Anybody can have a name below");
      expect(await world.blocks.list()).to.deep.equal([]);
    });

  it("refuses words that allow or that have pictures, and a visitor that nobody wrote as", async () => {
    const word: Target = { kind: "word", value: "casino" };
    expect(await problem(set(word, { severity: "allow" }))).to.contain("They allow nobody");
    expect(await problem(set(word, { rejects: ["media"] }))).to.contain("They allow nobody");
    expect(await problem(set({ kind: "visitor", value: "me" }))).to.contain("from one of their comments");
  });

  it("writes down what was set, changed and taken back", async () => {
    await host("far.example");
    clock.advance(1000);
    await host("far.example", { severity: "hold", rejects: ["reactions"] });
    clock.advance(1000);
    await lift("host:far.example");
    const { items } = await world.audit.list({}, { limit: 9 });
    expect(items.map(({ act, label, detail }) => [act, label, detail])).to.deep.equal([
      ["block.remove", "far.example", null],
      ["block.change", "far.example", "Blocked → Waits for you, no reactions"],
      ["block.add", "far.example", null],
    ]);
  });
});
