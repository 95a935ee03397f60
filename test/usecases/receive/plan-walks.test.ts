import { expect } from "chai";
import type { Comment } from "../../../src/domain/comment.ts";
import type { Store } from "../../../src/store/open.ts";
import { createPlanWalks } from "../../../src/usecases/receive/plan-walks.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { withStore } from "../../helpers/with-store.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

describe("plan walks", () => {
  let store: Store;
  let clock: TestClock;
  let number = 0;
  withStore((opened, going) => {
    [store, clock] = [opened, going];
  });

  const comment = (thread: string, ageMs: number, given: Partial<Comment> = {}) => {
    number += 1;
    const createdAt = new Date(clock.now().getTime() - ageMs);
    const remote = { id: `https://far.example/${number}`, url: `https://far.example/${number}` };
    return store.repos.comments.add(aComment({ _id: `c${number}`, number, thread, createdAt, remote, ...given }));
  };
  const start = () => createPlanWalks({ ...store.repos, clock });
  /** Takes the jobs that were put away, as whoever does them would. */
  const begun = async () => {
    const jobs = await store.docs.jobs.find({ kind: "walk" }).toArray();
    await store.docs.jobs.deleteMany({ kind: "walk" });
    return jobs.map(({ payload }) => String(payload["thread"])).sort();
  };

  it("begins what is due, once", async () => {
    const plan = start();
    await store.repos.walks.stir("a", clock.now(), clock.now());
    await store.repos.walks.stir("b", clock.now(), new Date(clock.now().getTime() + 15 * minute));
    expect(await plan()).to.equal(1);
    expect(await plan()).to.equal(0);
    expect(await begun()).to.deep.equal(["a"]);
    clock.advance(15 * minute);
    await plan();
    expect(await begun()).to.include("b");
  });

  it("walks every thread with a recent comment from elsewhere after a start", async () => {
    await comment("recent", day);
    await comment("recent", 2 * day);
    await comment("old", 31 * day);
    await comment("ours", day, { remote: null });
    await comment("held", day, { state: "held" });
    await comment("planned", day);
    await store.repos.walks.stir("planned", clock.now(), new Date(clock.now().getTime() + day));
    await start()();
    expect(await begun()).to.deep.equal(["planned", "recent"]);
  });

  it("does so once for each start, and not for what was walked since", async () => {
    await comment("a", day);
    await comment("b", day);
    const plan = start();
    await store.repos.walks.stir("a", clock.now(), new Date(clock.now().getTime() + day));
    clock.advance(minute);
    await store.repos.walks.walked("a", { walkedAt: clock.now(), dueAt: null, resume: null });
    await plan();
    expect(await begun()).to.deep.equal(["b"]);
    await store.repos.walks.walked("b", { walkedAt: clock.now(), dueAt: null, resume: null });
    clock.advance(day);
    await plan();
    expect(await begun()).to.deep.equal([]);
    await start()();
    expect(await begun()).to.deep.equal(["a", "b"]);
  });

  it("floods nobody when thousands of threads are recent: twenty a round, the newest first, a page of comments at most", async () => {
    for (let i = 0; i < 1000; i++) await comment(`t${String(i).padStart(4, "0")}`, (i + 1) * minute);
    let reads = 0;
    const comments: typeof store.repos.comments = {
      ...store.repos.comments,
      inState: (...args) => {
        reads += 1;
        return store.repos.comments.inState(...args);
      },
    };
    const plan = createPlanWalks({ ...store.repos, comments, clock });
    const order: string[] = [];
    for (let round = 0; round < 50; round++) {
      expect(await plan()).to.equal(20);
      order.push(...(await begun()));
      for (const thread of order.slice(-20))
        await store.repos.walks.walked(thread, { walkedAt: clock.now(), dueAt: null, resume: null });
      clock.advance(minute);
    }
    expect(new Set(order).size).to.equal(1000);
    expect(order.slice(0, 200).every((thread) => thread < "t0200")).to.equal(true);
    expect(reads).to.be.at.most(6);
    expect(await plan()).to.equal(0);
  });
});
