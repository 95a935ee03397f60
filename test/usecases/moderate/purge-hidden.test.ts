import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import type { RuleTerms } from "../../../src/usecases/moderate/make-rule.ts";
import { createPurgeHidden, purgeDate } from "../../../src/usecases/moderate/purge-hidden.ts";
import { createUnblock } from "../../../src/usecases/moderate/unblock.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment, remoteActor as by } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

const day = 86_400_000;
const far = by("far.example");
const visitor = { kind: "visitor", name: "V", website: null, email: "v@mail.example", hash: "H".repeat(43) } as const;

describe("what a block hides", () => {
  let world: World;
  let clock: TestClock;
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
  });

  const purge = (days = 30) => createPurgeHidden(world, days)();
  const host = (value: string, terms?: RuleTerms) => createBlock(world)({ kind: "host", value }, owner, terms);
  const put = (_id: string, given: Parameters<typeof aComment>[0]) => world.comments.add(aComment({ ...given, _id }));
  const state = async (id: string) => (await world.comments.get(id))?.state;

  it("is deleted for good after the days that were set, words, name and all, and that is written down", async () => {
    await put("a", { _id: "a", author: far, html: "<p>Rude.</p>" as never });
    await put("v", { _id: "v", number: 2, author: visitor });
    await host("far.example");
    await createBlock(world)({ kind: "visitor", value: visitor.hash }, owner);
    clock.advance(30 * day - 1);
    expect(await purge()).to.equal(0);
    expect(await state("a")).to.equal("published");
    clock.advance(1);
    expect(await purge()).to.equal(2);
    const gone = await world.comments.get("a");
    expect(gone).to.deep.include({ state: "removed", html: "", hiddenSince: null, hiddenBy: "host:far.example" });
    expect(gone?.author).to.include({ name: "", handle: "" });
    expect((await world.comments.get("v"))?.author).to.include({ name: "", email: null });
    expect(await purge()).to.equal(0);
    const { items } = await world.audit.list({}, { limit: 9 });
    const told = items
      .filter(({ act }) => act === "block.purge")
      .map(({ by, label, detail }) => [by.id, label, detail]);
    expect(told).to.have.deep.members([
      ["calendar", "far.example", "1 comment, hidden for 30 days"],
      ["calendar", visitor.hash, "1 comment, hidden for 30 days"],
    ]);
    await createUnblock(world)("host:far.example", owner);
    expect(await state("a"), "nothing comes back").to.equal("removed");
  });

  it("goes as well where it is not known since when it is hidden: the days count from when that is seen", async () => {
    await host("far.example");
    await put("old", { _id: "old", author: far, hiddenBy: "host:far.example" });
    await put("owner", { _id: "owner", number: 2, author: far, hiddenBy: "owner" });
    clock.advance(400 * day);
    expect(await purge()).to.equal(0);
    clock.advance(30 * day - 1);
    expect(await purge()).to.equal(0);
    clock.advance(1);
    expect(await purge()).to.equal(1);
    expect([await state("old"), await state("owner")]).to.deep.equal(["removed", "published"]);
  });

  it("comes back with the rule until then, and has all its days again under the next one", async () => {
    await put("a", { _id: "a", author: far });
    await host("far.example");
    clock.advance(29 * day);
    await createUnblock(world)("host:far.example", owner);
    clock.advance(5 * day);
    expect(await purge()).to.equal(0);
    await host("far.example");
    clock.advance(29 * day);
    await createBlock(world)({ kind: "actor", value: far.id }, owner);
    clock.advance(2 * day);
    expect(await purge(), "another rule hides it now").to.equal(0);
    clock.advance(28 * day);
    expect(await purge()).to.equal(1);
  });

  it("has all its days from when the owner hands it over to the rule", async () => {
    await put("a", { _id: "a", author: far });
    await createDecide(world)("a", "hide", owner);
    await host("far.example");
    clock.advance(40 * day);
    expect(await purge(), "the owner hid it").to.equal(0);
    await createDecide(world)("a", "show", owner);
    expect(await world.comments.get("a")).to.deep.include({ hiddenBy: "host:far.example", hiddenSince: clock.now() });
    expect(await purge()).to.equal(0);
  });

  it("stays where it is set to, under a rule that ends, and where only allowed servers may speak", async () => {
    await put("a", { _id: "a", author: far });
    await put("b", { _id: "b", number: 2, author: by("temporary.example") });
    await put("c", { _id: "c", number: 3, author: by("stranger.example") });
    await host("far.example");
    const until = new Date(clock.now().getTime() + 90 * day);
    const { block: temporary } = await host("temporary.example", { until });
    const { block: all } = await host("*");
    clock.advance(60 * day);
    expect(await purge(0)).to.equal(0);
    expect(await purge()).to.equal(1);
    expect([await state("a"), await state("b"), await state("c")]).to.deep.equal(["removed", "published", "published"]);
    for (const rule of [temporary, all]) expect(purgeDate(rule, clock.now(), 30)).to.equal(null);
    expect(purgeDate({ ...all, value: "x.example" }, clock.now(), 30)?.getTime()).to.equal(
      clock.now().getTime() + 30 * day,
    );
  });

  it("stays while another rule hides it on another blog, when one of them is due", async () => {
    await put("a", { _id: "a", author: far });
    await host("far.example", { site: "site" });
    clock.advance(31 * day);
    await host("far.example");
    expect(await purge()).to.equal(0);
    expect((await world.comments.get("a"))?.hiddenBy).to.equal("host:far.example");
  });
});
