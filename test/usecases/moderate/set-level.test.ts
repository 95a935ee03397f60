import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createSetSiteRules, createSetThreadLevels } from "../../../src/usecases/moderate/set-level.ts";
import { withWorld } from "../../helpers/with-world.ts";

describe("deciding who may comment", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });
  const logged = async () =>
    (await world.audit.list({}, { limit: 9 })).items.map(({ act, label, detail, by }) => [act, label, detail, by.name]);

  it("closes one thread, raises its page, and writes down who did so", async () => {
    const before = await world.threads.get("thread");
    await createSetThreadLevels(world)("thread", { web: "refuse" }, owner);
    const after = await world.threads.get("thread");
    expect(after?.levels).to.deep.equal({ web: "refuse" });
    expect(after?.revision).to.be.above(before?.revision ?? 0);
    expect(await logged()).to.deep.equal([
      ["level.thread", "A post", "From the form: as the blog says → closed.", "the owner"],
    ]);
    await createSetThreadLevels(world)("thread", {}, owner);
    expect((await world.threads.get("thread"))?.levels).to.deep.equal({});
  });

  it("decides for a blog, has all its pages drawn anew, and writes down what changed alone", async () => {
    const before = await world.sites.get("site");
    await createSetSiteRules(world)("site", { levels: { fediverse: "hold" }, closeAfterDays: 30 }, owner);
    const after = await world.sites.get("site");
    expect(after).to.deep.include({ levels: { fediverse: "hold" }, closeAfterDays: 30 });
    expect(after?.epoch).to.be.above(before?.epoch ?? 0);
    const detail = "From the fediverse: as the node says → every one waits; Threads close: never → after 30 days.";
    expect(await logged()).to.deep.equal([["level.site", "A blog", detail, "the owner"]]);
  });

  it("does and writes nothing where all is so already", async () => {
    await createSetSiteRules(world)("site", { levels: {}, closeAfterDays: 0 }, owner);
    await createSetThreadLevels(world)("thread", {}, owner);
    expect(await logged()).to.deep.equal([]);
  });

  it("throws for what there is not, and for days that are none", async () => {
    const problemOf = (work: Promise<unknown>) =>
      work.then(
        () => "nothing was thrown",
        (error: Error) => error.message,
      );
    const setRules = createSetSiteRules(world);
    for (const closeAfterDays of [-1, 1.5, Number.NaN, 1e9]) {
      expect(await problemOf(setRules("site", { closeAfterDays }, owner))).to.contain("whole number from 0 to 36,500");
    }
    expect(await problemOf(setRules("site", { mostLinks: 1001 }, owner))).to.contain("whole number from 0 to 1,000");
    expect(await problemOf(setRules("nowhere", {}, owner))).to.equal("There is no such blog.");
    expect(await problemOf(createSetThreadLevels(world)("nowhere", {}, owner))).to.equal("There is no such post.");
  });
});
