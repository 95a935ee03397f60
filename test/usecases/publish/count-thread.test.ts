import { expect } from "chai";
import type { World } from "../../../src/domain/ports.ts";
import { createDebtCollector } from "../../../src/usecases/publish/settle-debts.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

const many = 1_001;

describe("count-thread", () => {
  let world: World;
  let clock: TestClock;
  let close: () => Promise<void>;

  const collector = () => createDebtCollector(world);
  const thread = () => world.threads.get("thread");
  const owedBy = async (id: string) => (await world.comments.get(id))?.owed;

  /** The same node with another way to count. */
  const counting = (counts: World["comments"]["counts"]) =>
    createDebtCollector({ ...world, comments: { ...world.comments, counts } });

  beforeEach(async () => {
    const test = await createTestWorld();
    ({ world, clock } = test);
    close = () => test.store.close();
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    await world.comments.addAll(
      Array.from({ length: many }, (_, i) => aComment({ _id: `before ${i}`, number: i + 1 })),
    );
    await world.threads.raise("thread", { published: many, held: 0 });
    for (const [i, _id] of ["c0", "c1"].entries())
      await world.comments.add(aComment({ _id, number: many + 1 + i, owed: ["thread"], owedSince: clock.now() }));
  });
  afterEach(() => close());

  it("lets nobody who writes wait until a long thread was counted, and counts it once for all of them", async () => {
    let counted = 0;
    const debts = counting((id) => {
      counted += 1;
      return world.comments.counts(id);
    });
    for (const id of ["c0", "c1"]) {
      debts.notice("comment", id);
      await debts.settled("comment");
    }
    expect(counted).to.equal(0);
    expect(await thread()).to.deep.include({ revision: 4, counts: { published: many, held: 0 } });
    await debts.settled();
    expect(counted).to.equal(1);
    expect(await thread()).to.deep.include({ revision: 5, counts: { published: many + 2, held: 0 } });
    expect(await owedBy("c1")).to.deep.equal([]);
  });

  it("owes the count while it was not made, so that a node that was killed is made up for", async () => {
    const killed = collector();
    killed.notice("comment", "c0");
    await killed.settled("comment");
    expect((await thread())?.counts.published).to.equal(many);
    expect(await owedBy("c0")).to.include("thread");
    clock.advance(60_000);
    await collector().sweep();
    expect((await thread())?.counts.published).to.equal(many + 2);
  });

  it("pays nothing that it could not count, and leaves that to the sweep", async () => {
    const debts = counting(() => Promise.reject(new Error("away")));
    debts.notice("comment", "c0");
    await debts.settled();
    expect(await owedBy("c0")).to.include("thread");
    clock.advance(60_000);
    await collector().sweep();
    expect(await owedBy("c0")).to.deep.equal([]);
    expect((await thread())?.counts.published).to.equal(many + 2);
  });

  it("raises the thread no more where the numbers were right", async () => {
    await world.threads.raise("thread", { published: many + 2, held: 0 });
    const debts = collector();
    for (const id of ["c0", "c1"]) debts.notice("comment", id);
    await debts.settled();
    expect((await thread())?.revision).to.equal(4);
  });
});
