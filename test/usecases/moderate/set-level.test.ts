import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createSetThreadLevels } from "../../../src/usecases/moderate/set-level.ts";
import { problemOf } from "../../helpers/problem.ts";
import { withWorld } from "../../helpers/with-world.ts";

const asTheBlog = { levels: {}, guestsStay: false, closeAfterDays: null };

describe("deciding who may comment", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });
  const logged = async () =>
    (await world.audit.list({}, { limit: 9 })).items.map(({ act, label, detail, by }) => [act, label, detail, by.name]);

  it("closes one thread, raises its page, and writes down who did so", async () => {
    const before = await world.threads.get("thread");
    await createSetThreadLevels(world)("thread", { ...asTheBlog, levels: { web: "refuse" } }, owner);
    const after = await world.threads.get("thread");
    expect(after?.levels).to.deep.equal({ web: "refuse" });
    expect(after?.revision).to.be.above(before?.revision ?? 0);
    expect(await logged()).to.deep.equal([
      ["level.thread", "A post", "From the form: as the blog says → closed.", "the owner"],
    ]);
    await createSetThreadLevels(world)("thread", asTheBlog, owner);
    expect((await world.threads.get("thread"))?.levels).to.deep.equal({});
  });

  it("keeps comments of visitors here, and lets them out again", async () => {
    await createSetThreadLevels(world)("thread", { ...asTheBlog, guestsStay: true }, owner);
    expect((await world.threads.get("thread"))?.guestsStay).to.equal(true);
    await createSetThreadLevels(world)("thread", asTheBlog, owner);
    expect((await world.threads.get("thread"))?.guestsStay).to.equal(false);
    expect((await logged()).map(([, , detail]) => detail)).to.have.members([
      "Visitors’ comments to the fediverse: as the blog says → no.",
      "Visitors’ comments to the fediverse: no → as the blog says.",
    ]);
  });

  it("has a thread close after days of its own, never, and with its blog again, each written down", async () => {
    for (const closeAfterDays of [1, 0, 3_000, null]) {
      await createSetThreadLevels(world)("thread", { ...asTheBlog, closeAfterDays }, owner);
      expect((await world.threads.get("thread"))?.closeAfterDays).to.equal(closeAfterDays);
    }
    expect((await logged()).map(([, , detail]) => detail)).to.have.members([
      "Closes: as the blog says → after 1 day.",
      "Closes: after 1 day → never.",
      "Closes: never → after 3,000 days.",
      "Closes: after 3,000 days → as the blog says.",
    ]);
  });

  it("does and writes nothing where all is so already", async () => {
    await createSetThreadLevels(world)("thread", asTheBlog, owner);
    expect(await logged()).to.deep.equal([]);
  });

  it("throws for what there is not", async () => {
    const problem = await problemOf(createSetThreadLevels(world)("nowhere", asTheBlog, owner));
    expect([problem.kind, problem.message]).to.deep.equal(["not-found", "There is no such post."]);
  });
});
