import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../../src/domain/author.ts";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { createTakeList } from "../../../src/usecases/moderate/lists/take-list.ts";
import type { RuleTerms } from "../../../src/usecases/moderate/make-rule.ts";
import { createUnblock } from "../../../src/usecases/moderate/unblock.ts";
import { createAcceptFollower } from "../../../src/usecases/receive/accept-follower.ts";
import { aComment, remoteActor as by } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { withWorld } from "../../helpers/with-world.ts";

const far = by("far.example");
const visitor: Visitor = { kind: "visitor", name: "V", website: null, email: "v@mail.example", hash: "H".repeat(43) };

/** Two blogs, “site” and “other”; what is called `a` is on the first, `b` on the second. */
describe("rules of one blog", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });
  beforeEach(async () => {
    await world.sites.add(aSite({ _id: "other", home: "https://other.example/", handle: "other" }));
    await world.threads.add(aThread({ _id: "elsewhere", site: "other" }));
  });

  const put = (author: RemoteActor | Visitor) =>
    Promise.all([
      world.comments.add(aComment({ _id: "a", author })),
      world.comments.add(aComment({ _id: "b", number: 2, author, site: "other", thread: "elsewhere" })),
    ]);
  const host = (terms?: RuleTerms) => createBlock(world)({ kind: "host", value: "far.example" }, owner, terms);
  const lift = (id: string) => createUnblock(world)(id, owner);
  const marks = async () => (await world.comments.among(["a", "b"])).map(({ hiddenBy }) => hiddenBy);

  it("hide what is on that blog, show it again, and give way to the node's as that comes and goes", async () => {
    await put(far);
    expect((await host({ site: "other" })).hidden).to.equal(1);
    expect(await marks()).to.deep.equal([null, "other/host:far.example"]);
    await host();
    expect(await marks()).to.deep.equal(["host:far.example", "host:far.example"]);
    await lift("host:far.example");
    expect(await marks()).to.deep.equal([null, "other/host:far.example"]);
    expect(await lift("other/host:far.example")).to.equal(1);
    expect(await marks()).to.deep.equal([null, null]);
  });

  it("let through nothing that the node blocks", async () => {
    await put(far);
    await host();
    expect((await host({ site: "other", severity: "allow" })).shown).to.equal(0);
    expect(await marks()).to.deep.equal(["host:far.example", "host:far.example"]);
  });

  it("hide what a visitor wrote there, by themselves and by their mailbox", async () => {
    await put(visitor);
    for (const target of [
      { kind: "visitor", value: visitor.hash } as const,
      { kind: "mail", value: "mail.example" } as const,
    ]) {
      const { block, hidden } = await createBlock(world)(target, owner, { site: "site" });
      expect(hidden, target.kind).to.equal(1);
      expect(await marks()).to.deep.equal([block._id, null]);
      await lift(block._id);
    }
  });

  it("leave out pictures there alone", async () => {
    await put(far);
    await host({ site: "site", severity: "noop", rejects: ["media"] });
    expect((await world.comments.among(["a", "b"])).map(({ plain }) => plain ?? false)).to.deep.equal([true, false]);
  });

  it("end follows and reactions of that blog, and none of another", async () => {
    await put(by("else.example"));
    for (const actor of ["blog", "other"]) {
      const remote = { id: far.id, handle: far.handle, inbox: `${far.id}/inbox`, sharedInbox: null };
      await createAcceptFollower(world)({ actor, remote, followId: `${far.id}#${actor}` });
    }
    for (const target of ["a", "b", "thread", "elsewhere"])
      await world.reactions.put({
        _id: target,
        kind: "like",
        target,
        actor: far.id,
        host: "far.example",
        activity: `${far.id}/like/${target}`,
        undone: false,
        createdAt: world.clock.now(),
      });
    expect((await host({ site: "other" })).rejected).to.equal(1);
    expect([await world.followers.count("blog"), await world.followers.count("other")]).to.deep.equal([1, 0]);
    expect((await world.reactions.by(far.id, 9)).map(({ target }) => target)).to.deep.equal(["a", "thread"]);
    const remote = { id: far.id, handle: far.handle, inbox: `${far.id}/inbox`, sharedInbox: null };
    const again = await createAcceptFollower(world)({ actor: "other", remote, followId: `${far.id}#again` });
    expect(again.kind).to.equal("ignored");
  });

  it("make anew the pages of that blog, and no others", async () => {
    const epochs = async () => (await world.sites.all()).map(({ _id, epoch }) => [_id, epoch]);
    const before = new Map((await epochs()) as [string, number][]);
    await host({ site: "other" });
    const after = new Map((await epochs()) as [string, number][]);
    expect(after.get("site")).to.equal(before.get("site"));
    expect(after.get("other")).to.equal((before.get("other") ?? 0) + 1);
  });

  it("are written down with their blog, and come in lists for one as well", async () => {
    const list = "#domain,#severity\nfar.example,suspend\nmild.example,silence\n";
    await put(far);
    await host({ severity: "hold" });
    const choices = { severity: "block", conflicts: "keep", site: "other" } as const;
    const taken = await createTakeList(world, null)(list, choices, owner);
    expect([taken.put, taken.hidden, taken.plan.conflicts.length]).to.deep.equal([2, 1, 0]);
    expect(await marks()).to.deep.equal([null, "other/host:far.example"]);
    expect((await createTakeList(world, null)(list, choices, owner)).plan.same).to.equal(2);
    await lift("other/host:far.example");
    const { items } = await world.audit.list({}, { limit: 9 });
    expect(items.map(({ act, site }) => [act, site])).to.have.deep.members([
      ["block.add", null],
      ["block.import", "other"],
      ["block.remove", "other"],
    ]);
  });
});
