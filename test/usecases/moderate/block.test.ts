import { expect } from "chai";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createBlock, createReadTarget } from "../../../src/usecases/moderate/block.ts";
import { createListBlocks } from "../../../src/usecases/moderate/list-blocks.ts";
import { createUnblock } from "../../../src/usecases/moderate/unblock.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

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
  let close: () => Promise<void>;
  beforeEach(async () => {
    const made = await createTestWorld();
    ({ world, clock } = made);
    close = () => made.store.close();
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    await world.comments.add(aComment({ _id: "a", author: remote, origin: "fediverse" }));
  });
  afterEach(() => close());

  const hiddenBy = async () => (await world.comments.get("a"))?.hiddenBy;

  it("may be repeated, and is one block", async () => {
    const block = createBlock(world);
    expect((await block({ kind: "host", value: "https://Far.Example/" })).hidden).to.equal(1);
    expect((await block({ kind: "host", value: "far.example" })).hidden).to.equal(0);
    expect(await world.blocks.list()).to.have.lengthOf(1);
  });

  it("makes every cached page stale, there and back", async () => {
    const before = (await world.sites.get("site"))?.epoch ?? 0;
    await createBlock(world)({ kind: "host", value: "far.example" });
    await createUnblock(world)("host:far.example");
    expect((await world.sites.get("site"))?.epoch).to.equal(before + 2);
  });

  it("keeps somebody hidden whom another block covers as well", async () => {
    const block = createBlock(world);
    const unblock = createUnblock(world);
    await block({ kind: "actor", value: remote.id });
    await block({ kind: "host", value: "far.example" });
    expect(await unblock(`actor:${remote.id}`)).to.equal(0);
    expect(await hiddenBy()).to.equal("host:far.example");
    expect(await unblock("host:far.example")).to.equal(1);
    expect(await hiddenBy()).to.equal(null);
  });

  it("leaves alone what the owner hid by hand", async () => {
    const comment = await world.comments.get("a");
    if (comment) await world.comments.change(comment, { hiddenBy: "owner" });
    await createBlock(world)({ kind: "host", value: "far.example" });
    await createUnblock(world)("host:far.example");
    expect(await hiddenBy()).to.equal("owner");
  });

  it("lists the newest first", async () => {
    const block = createBlock(world);
    await block({ kind: "host", value: "one.example" });
    clock.advance(1000);
    await block({ kind: "host", value: "two.example" });
    expect((await createListBlocks(world)()).map(({ value }) => value)).to.deep.equal(["two.example", "one.example"]);
  });

  it("says that there is no such block", async () => {
    const error: unknown = await createUnblock(world)("host:nobody.example").catch((thrown: unknown) => thrown);
    expect(isProblem(error, "not-found")).to.equal(true);
  });

  it("reads a handle, a profile or a server from what was typed", async () => {
    const readTarget = createReadTarget(async (handle) =>
      handle === "u@far.example" ? { id: remote.id, handle } : null,
    );
    expect(await readTarget(" @u@far.example ")).to.deep.equal({
      kind: "actor",
      value: remote.id,
      label: "u@far.example",
    });
    expect(await readTarget("https://far.example/u")).to.deep.equal({ kind: "actor", value: "https://far.example/u" });
    expect(await readTarget("https://far.example/")).to.deep.equal({ kind: "host", value: "https://far.example/" });
    const error: unknown = await readTarget("ghost@far.example").catch((thrown: unknown) => thrown);
    expect(isProblem(error, "not-found")).to.equal(true);
  });
});
