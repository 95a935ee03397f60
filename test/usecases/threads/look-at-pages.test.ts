import { expect } from "chai";
import type { PageKey } from "../../../src/domain/brand.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { createLookJob, createLookNow, createSweepPages } from "../../../src/usecases/threads/look-at-pages.ts";
import { one, openTwoThreads, other, type TwoThreads } from "./two-threads.ts";

const day = 86_400_000;

describe("looking at pages", () => {
  let test: TwoThreads;

  beforeEach(async () => {
    test = await openTwoThreads();
    test.pages[other] = { title: "Another post" };
  });
  afterEach(() => test.store.close());

  const gone = async () => (await test.world.threads.gone(10)).map(({ _id }) => _id);

  /** Runs what waits, and returns the pages that were asked for. */
  async function work(): Promise<string[]> {
    test.reads.length = 0;
    const look = createLookJob(test.world);
    for (;;) {
      const now = test.clock.now();
      const until = new Date(now.getTime() + 60_000);
      const jobs = await test.world.jobs.claim({ by: "worker", now, until, limit: 10, exceptLanes: [] });
      if (jobs.length === 0) return [...test.reads].sort();
      for (const job of jobs) await look(job);
      await test.world.jobs.done(
        jobs.map(({ _id }) => _id),
        "worker",
      );
    }
  }

  it("finds what is gone, at once when asked, and not what is only away", async () => {
    expect(await createLookNow(test.world)()).to.equal(2);
    expect(await work()).to.deep.equal([one, other]);
    expect(await gone()).to.deep.equal(["a"]);
    test.pages[one] = new Problem("upstream", "The blog is away.");
    test.clock.advance(day);
    await createLookNow(test.world)();
    await work();
    expect(await gone()).to.deep.equal(["a"]);
    test.pages[one] = { title: "Here again" };
    test.clock.advance(day);
    await createLookNow(test.world)();
    await work();
    expect(await gone()).to.deep.equal([]);
  });

  it("looks by itself once a month", async () => {
    const sweep = createSweepPages(test.world);
    const rounds = async () => {
      for (let round = 0; round < 3; round++) await sweep();
      return work();
    };
    test.clock.advance(40 * day);
    expect(await rounds()).to.deep.equal([one, other]);
    test.clock.advance(29 * day);
    expect(await rounds()).to.deep.equal([]);
    test.clock.advance(2 * day);
    expect(await rounds()).to.deep.equal([one, other]);
  });

  it("learns what pages call themselves, so that they are found when they move", async () => {
    test.pages[one] = { ids: ["ghost-1"], onFediverse: "https://blog.example/?p=1" };
    // An address that leads to another page by now says nothing of the one that was there.
    test.pages[other] = { url: one, finalUrl: one, ids: ["ghost-2"] };
    await createLookNow(test.world)();
    await work();
    const keyed = async (key: string) => (await test.world.threads.byKey("site", key as PageKey))?._id ?? null;
    expect(await keyed("id:ghost-1")).to.equal("a");
    expect(await keyed("fediverse:blog.example/?p=1")).to.equal("a");
    expect(await keyed("id:ghost-2")).to.equal(null);
  });
});
