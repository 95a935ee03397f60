import { expect } from "chai";
import { readConfig } from "../../src/config.ts";
import type { Visitor } from "../../src/domain/author.ts";
import { usualKeeping } from "../../src/domain/keeping.ts";
import type { World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { createSweepHeld } from "../../src/usecases/keep/sweep-held.ts";
import { createSweepMailboxes } from "../../src/usecases/keep/sweep-mailboxes.ts";
import { seedOf } from "../../src/web/face.ts";
import type { TestClock } from "../helpers/clock.ts";
import { aComment } from "../helpers/comment.ts";
import { withWorld } from "../helpers/with-world.ts";

const day = 86_400_000;
const anna: Visitor = { kind: "visitor", name: "Anna", website: null, email: "a@mail.example", hash: "M".repeat(43) };

describe("how long things are kept", () => {
  let world: World;
  let clock: TestClock;
  withWorld((given, time) => {
    world = given;
    clock = time;
  });

  const put = (id: string, number: number, given: object = {}) =>
    world.comments.add(aComment({ _id: id, number, author: anna, createdAt: clock.now(), ...given }));
  const authorOf = async (id: string) => (await world.comments.get(id))?.author as Visitor;

  it("is the owner's to say, within bounds, and as usual where nothing is said", () => {
    expect(readConfig({}).keep).to.deep.equal(usualKeeping);
    const { keep } = readConfig({ ANTIPHON_KEEP_NETWORKS_DAYS: "7", ANTIPHON_KEEP_HELD_DAYS: "90" });
    expect(keep).to.deep.equal({ ...usualKeeping, networks: 7, held: 90 });
    for (const wrong of [{ NETWORKS: "0" }, { AUDIT: "5" }, { JOURNAL: "91" }, { MAILBOXES: "-1" }, { HELD: "long" }]) {
      const env = Object.fromEntries(
        Object.entries(wrong).map(([name, value]) => [`ANTIPHON_KEEP_${name}_DAYS`, value]),
      );
      expect(() => readConfig(env), JSON.stringify(wrong))
        .to.throw()
        .that.satisfies((error: unknown) => isProblem(error, "invalid"));
    }
  });

  it("ends for mailboxes where the owner says so: nobody is told whose a comment is, and the face stays", async () => {
    await put("old", 1, { notify: true });
    clock.advance(10 * day);
    await put("new", 2, { notify: true });
    const face = seedOf(anna);
    expect(await createSweepMailboxes(world, { mailboxes: 0 })()).to.equal(0);
    const sweep = createSweepMailboxes(world, { mailboxes: 30 });
    expect(await sweep()).to.equal(0);
    clock.advance(20 * day);
    expect(await sweep()).to.equal(1);
    const { email, hash, name } = await authorOf("old");
    expect([email, hash, name]).to.deep.equal([null, "", "Anna"]);
    expect(seedOf(await authorOf("old"))).to.equal(face);
    expect((await world.comments.get("old"))?.notify).to.equal(false);
    expect(await authorOf("new")).to.deep.equal(anna);
    clock.advance(10 * day);
    expect(await sweep()).to.equal(1);
  });

  it("ends for what nobody decided about where the owner says so, and for nothing else", async () => {
    await put("waits", 1, { state: "held" });
    await put("shown", 2);
    clock.advance(30 * day);
    expect(await createSweepHeld(world, { held: 0 })()).to.equal(0);
    expect(await createSweepHeld(world, { held: 31 })()).to.equal(0);
    expect(await createSweepHeld(world, { held: 30 })()).to.equal(1);
    expect((await world.comments.get("waits"))?.state).to.equal("removed");
    expect((await authorOf("waits")).email).to.equal(null);
    expect((await world.comments.get("shown"))?.state).to.equal("published");
  });

  it("counts from when a comment began to wait, not from when it was written", async () => {
    const sweep = createSweepHeld(world, { held: 30 });
    const createdAt = new Date(clock.now().getTime() - 900 * day);
    await put("imported", 1, { state: "held", createdAt });
    await put("edited", 2, { createdAt });
    clock.advance(10 * day);
    const edited = await world.comments.get("edited");
    if (edited) await world.comments.change(edited, { state: "held" });
    clock.advance(20 * day - 1);
    expect(await sweep()).to.equal(0);
    clock.advance(1);
    expect(await sweep()).to.equal(1);
    expect((await world.comments.get("imported"))?.state).to.equal("removed");
    const waits = await world.comments.get("edited");
    if (waits) await world.comments.change(waits, { state: "held" });
    clock.advance(10 * day);
    expect(await sweep(), "a change of what waits does not let it wait anew").to.equal(1);
  });
});
