import { expect } from "chai";
import type { Visitor } from "../../src/domain/author.ts";
import { usualKeeping } from "../../src/domain/keeping.ts";
import { owner } from "../../src/domain/moderator.ts";
import type { World } from "../../src/domain/ports.ts";
import { periodOf, saltMs } from "../../src/domain/salt.ts";
import { createSweepNetworks } from "../../src/usecases/keep/sweep-networks.ts";
import { createSweepUnsalted } from "../../src/usecases/keep/sweep-unsalted.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import { createUnblock } from "../../src/usecases/moderate/unblock.ts";
import { createNetworks } from "../../src/usecases/visit/networks.ts";
import { readVisitor, withFace } from "../../src/usecases/visit/visitor.ts";
import { seedOf } from "../../src/web/face.ts";
import type { TestClock } from "../helpers/clock.ts";
import { aComment } from "../helpers/comment.ts";
import { testIds } from "../helpers/ids.ts";
import { withWorld } from "../helpers/with-world.ts";

const day = 86_400_000;
const address = "192.0.2.7";

describe("the names of networks", () => {
  let world: World;
  let clock: TestClock;
  withWorld((given, time) => {
    world = given;
    clock = time;
  });

  const sweep = () => createSweepNetworks(world, usualKeeping)();
  const visitor = async (fields: { author?: string; email?: string } = {}): Promise<Visitor> => {
    const given = { author: "", email: "", website: "", address, ...fields };
    return withFace(world, (await readVisitor(world, given)).visitor);
  };
  const authorOf = async (id: string) => (await world.comments.get(id))?.author as Visitor;
  const put = async (id: string, author: Visitor) => {
    await world.comments.add(aComment({ _id: id, number: await world.numbers.next(), author, createdAt: clock.now() }));
  };
  const everything = async () => JSON.stringify([await world.salts.all(), await world.comments.inOrder("", 100)]);

  it("are the same for a household and for all nodes, and others after four weeks", async () => {
    const other = createNetworks({ ...world, ids: testIds });
    const name = await world.networks.nameOf(address);
    expect(await other.nameOf("192.0.2.200")).to.equal(name);
    expect(await other.nameOf("192.0.3.7")).to.not.equal(name);
    clock.advance(saltMs);
    const next = await other.nameOf(address);
    expect(next).to.not.equal(name);
    expect(await world.networks.nameOf(address)).to.equal(next);
    expect((await world.networks.namesOf(address)).slice(0, 2)).to.deep.equal([next, name]);
    expect(await world.salts.all()).to.have.length(2);
  });

  it("go with their salt once they are as old as they may get, and faces stay", async () => {
    await put("nameless", await visitor({ author: "Tom" }));
    await put("anna", await visitor({ author: "Anna", email: "anna@mail.example" }));
    const name = await world.networks.nameOf(address);
    const faces = [seedOf(await authorOf("nameless")), seedOf(await authorOf("anna"))];
    expect((await authorOf("nameless")).hash).to.equal(name);
    expect((await authorOf("anna")).network).to.equal(name);

    clock.advance(usualKeeping.networks * day);
    expect(await sweep()).to.equal(0);
    clock.advance(saltMs);
    expect(await sweep()).to.equal(1);
    expect(await everything())
      .to.not.include(name)
      .and.not.include(periodOf(new Date(clock.now().getTime() - 58 * day)));
    expect((await authorOf("nameless")).hash).to.equal("");
    expect(await authorOf("anna"))
      .to.have.property("hash")
      .that.has.length(43);
    expect(await authorOf("anna")).to.not.have.property("network");
    expect([seedOf(await authorOf("nameless")), seedOf(await authorOf("anna"))]).to.deep.equal(faces);
    // What was read of the salts is forgotten as well, within a minute.
    clock.advance(60_000);
    expect(await world.networks.namesOf(address)).to.not.include(name);
  });

  it("keep a salt for as long as a rule needs it, which hits the network, and shows what it hid when it is taken back", async () => {
    await put("nameless", await visitor());
    const value = await world.networks.nameOf(address);
    const { block } = await createBlock(world)({ kind: "network", value }, owner);
    expect((await world.comments.get("nameless"))?.hiddenBy).to.equal(block._id);
    clock.advance(400 * day);
    expect(await sweep()).to.equal(0);
    expect((await authorOf("nameless")).hash).to.equal("");
    expect(await world.networks.namesOf(address)).to.include(value);
    await createBlock(world)({ kind: "network", value }, owner, { note: "Still here." });
    expect((await world.comments.get("nameless"))?.hiddenBy).to.equal(block._id);
    expect(await createUnblock(world)(block._id, owner)).to.equal(1);
    expect((await world.comments.get("nameless"))?.hiddenBy).to.equal(null);
    expect(await sweep()).to.equal(1);
  });

  it("make one rule of a network that is typed again in another period", async () => {
    const typed = { kind: "network", value: "192.0.2.0/24" } as const;
    const { block } = await createBlock(world)(typed, owner);
    clock.advance(saltMs);
    expect((await createBlock(world)(typed, owner)).block._id).to.equal(block._id);
    expect(block.label).to.equal("192.0.2.0/24");
  });

  it("leave comments that were stored before there were salts once they are old enough, with the faces that they had", async () => {
    const bare = { kind: "visitor", website: null } as const;
    const hash = "L".repeat(43);
    const nameless: Visitor = { ...bare, name: "Tom", email: null, hash };
    const mailed: Visitor = { ...bare, name: "Anna", email: "a@mail.example", hash: "M".repeat(43), network: hash };
    const ofIsso: Visitor = { ...nameless, face: "34f4b563ece1" };
    await put("nameless", nameless);
    await put("mailed", mailed);
    await world.comments.add(aComment({ _id: "isso", number: 7, origin: "import", author: ofIsso, importVersion: 1 }));
    await world.comments.add(aComment({ _id: "disqus", number: 8, origin: "import", author: nameless }));
    const sweepUnsalted = () => createSweepUnsalted(world, usualKeeping)();
    expect(await sweepUnsalted()).to.equal(0);
    expect((await authorOf("nameless")).hash).to.equal(hash);

    clock.advance(usualKeeping.networks * day + saltMs);
    expect(await sweepUnsalted()).to.equal(3);
    const shown = [await authorOf("nameless"), await authorOf("mailed"), await authorOf("isso")];
    expect(shown.map((author) => [author.hash, author.network ?? null])).to.deep.equal([
      ["", null],
      [mailed.hash, null],
      ["", null],
    ]);
    expect(shown.map(seedOf)).to.deep.equal([nameless, mailed, ofIsso].map(seedOf));
    expect(await world.comments.get("isso")).to.deep.include({ importVersion: 2, version: 2 });
    expect((await authorOf("disqus")).hash).to.equal(hash);
    await put("late", { ...nameless });
    clock.advance(999 * day);
    expect(await sweepUnsalted(), "all is done for good").to.equal(0);
  });
});
