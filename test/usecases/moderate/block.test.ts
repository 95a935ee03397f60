import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { createUnblock } from "../../../src/usecases/moderate/unblock.ts";
import { createAcceptFollower } from "../../../src/usecases/receive/accept-follower.ts";
import { createDropFollower } from "../../../src/usecases/receive/drop-follower.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

const remote = {
  kind: "remote",
  id: "https://far.example/u",
  handle: "u@far.example",
  name: "U",
  url: "https://far.example/@u",
  avatar: null,
} as const;

describe("block", () => {
  let world: World;
  let clock: TestClock;
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
  });
  beforeEach(async () => {
    await world.comments.add(aComment({ _id: "a", author: remote, origin: "fediverse" }));
  });

  const hiddenBy = async () => (await world.comments.get("a"))?.hiddenBy;

  it("may be repeated, and is one block", async () => {
    const block = createBlock(world);
    expect((await block({ kind: "host", value: "https://Far.Example/" }, owner)).hidden).to.equal(1);
    expect((await block({ kind: "host", value: "far.example" }, owner)).hidden).to.equal(0);
    expect(await world.blocks.list()).to.have.lengthOf(1);
  });

  it("leaves a follow that is made after it alone when the Undo of the one it ended comes late", async () => {
    const accept = createAcceptFollower(world);
    const drop = createDropFollower(world);
    const { id, handle } = remote;
    const follow = (followId: string) =>
      accept({ actor: "blog", remote: { id, handle, inbox: `${id}/inbox`, sharedInbox: null }, followId });
    await follow(`${id}#follow-1`);
    expect((await createBlock(world)({ kind: "actor", value: id }, owner)).rejected).to.equal(1);
    await createUnblock(world)(`actor:${id}`, owner);
    clock.advance(30 * 86_400_000);
    expect((await follow(`${id}#follow-2`)).kind).to.equal("accepted");
    await drop({ actor: "blog", remote: id, followId: `${id}#follow-1` });
    expect(await world.followers.count("blog")).to.equal(1);
    await drop({ actor: "blog", remote: id, followId: `${id}#follow-2` });
    expect(await world.followers.count("blog")).to.equal(0);
  });

  it("makes every cached page stale, there and back", async () => {
    const before = (await world.sites.get("site"))?.epoch ?? 0;
    await createBlock(world)({ kind: "host", value: "far.example" }, owner);
    await createUnblock(world)("host:far.example", owner);
    expect((await world.sites.get("site"))?.epoch).to.equal(before + 2);
  });

  it("keeps somebody hidden whom another block covers as well", async () => {
    const block = createBlock(world);
    const unblock = createUnblock(world);
    await block({ kind: "actor", value: remote.id }, owner);
    await block({ kind: "host", value: "far.example" }, owner);
    expect(await unblock(`actor:${remote.id}`, owner)).to.equal(0);
    expect(await hiddenBy()).to.equal("host:far.example");
    expect(await unblock("host:far.example", owner)).to.equal(1);
    expect(await hiddenBy()).to.equal(null);
  });

  it("leaves alone what the owner hid by hand", async () => {
    const comment = await world.comments.get("a");
    if (comment) await world.comments.change(comment, { hiddenBy: "owner" });
    await createBlock(world)({ kind: "host", value: "far.example" }, owner);
    await createUnblock(world)("host:far.example", owner);
    expect(await hiddenBy()).to.equal("owner");
  });

  it("says that there is no such block", async () => {
    const error: unknown = await createUnblock(world)("host:nobody.example", owner).catch((thrown: unknown) => thrown);
    expect(isProblem(error, "not-found")).to.equal(true);
  });

  it("leaves alone what the owner hid after the block did", async () => {
    await createBlock(world)({ kind: "host", value: "far.example" }, owner);
    await createDecide(world)("a", "hide", owner);
    expect(await createUnblock(world)("host:far.example", owner)).to.equal(0);
    expect(await hiddenBy()).to.equal("owner");
  });

  it("lets the counts of a thread follow at once, there and back", async () => {
    await world.threads.raise("thread", await world.comments.counts("thread"));
    const thread = async () => world.threads.get("thread");
    const before = (await thread())?.revision ?? 0;
    await createBlock(world)({ kind: "host", value: "far.example" }, owner);
    expect(await thread()).to.deep.include({ counts: { published: 0, held: 0 }, revision: before + 1 });
    await createUnblock(world)("host:far.example", owner);
    expect(await thread()).to.deep.include({ counts: { published: 1, held: 0 }, revision: before + 2 });
  });

  it("refuses to block what stands for somebody whose account is gone", async () => {
    const error: unknown = await createBlock(world)({ kind: "actor", value: "https://far.example" }, owner).catch(
      (thrown: unknown) => thrown,
    );
    expect(isProblem(error, "invalid")).to.equal(true);
    expect(await world.blocks.list()).to.deep.equal([]);
  });

  describe("of somebody who reacted", () => {
    const like = {
      _id: "like b",
      kind: "like",
      target: "b",
      actor: remote.id,
      host: "far.example",
      activity: "https://far.example/like/1",
      undone: false,
      createdAt: new Date("2026-11-01T12:00:00Z"),
    } as const;
    const counts = async () => [
      (await world.comments.get("b"))?.counts.likes,
      (await world.threads.get("thread"))?.reactions.likes,
    ];
    beforeEach(async () => {
      await world.comments.add(aComment({ _id: "b", counts: { likes: 1, boosts: 0 } }));
      await world.reactions.put(like);
      await world.reactions.put({ ...like, _id: "like thread", target: "thread", activity: "https://far.example/2" });
      await world.threads.setReactions("thread", { likes: 1, boosts: 0 });
    });

    it("no longer counts it, on comments and on posts", async () => {
      await createBlock(world)({ kind: "actor", value: remote.id }, owner);
      expect(await counts()).to.deep.equal([0, 0]);
      expect(await world.reactions.get("like b")).to.equal(null);
    });

    it("is made good by blocking again when it was cut short anywhere", async () => {
      for (const name of ["setReactions", "get"] as const) {
        const away = { ...world.comments, [name]: () => Promise.reject(new Error("The store went away.")) };
        const cut = createBlock({ ...world, comments: away })({ kind: "actor", value: remote.id }, owner);
        expect(await cut.catch((thrown: unknown) => String(thrown)), name).to.contain("went away");
      }
      await createBlock(world)({ kind: "actor", value: remote.id }, owner);
      expect(await counts()).to.deep.equal([0, 0]);
    });
  });
});
