import { expect } from "chai";
import { openBudget } from "../../../federation/fetch-budget.ts";
import { createReaching } from "../../../federation/incoming/reach.ts";
import { Problem } from "../../../src/domain/problem.ts";
import type { Store } from "../../../src/store/open.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { withStore } from "../../helpers/with-store.ts";

const minute = 60_000;
const url = "https://away.example/1";

describe("what a walk can reach", () => {
  let store: Store;
  let clock: TestClock;
  withStore((opened, going) => {
    [store, clock] = [opened, going];
  });

  const fail = (problem: Problem) => () => Promise.reject(problem);
  const silence = fail(new Problem("busy", "Nobody answers."));
  const budget = () => openBudget({ limits: store.repos.limits, clock }, { fetches: 1 });
  /** Work that counts how often it is done. */
  const counting = () => {
    const work = async () => {
      work.times += 1;
    };
    work.times = 0;
    return work;
  };

  it("asks a server that is away no more for ten minutes, on no walk", async () => {
    const begin = createReaching({ clock });
    const first = begin(budget());
    expect(await first.ask(url, silence)).to.equal("away");
    const work = counting();
    for (const reach of [first, begin(budget())]) {
      expect(await reach.ask("https://away.example/2", work)).to.equal("away");
      expect(reach.away()).to.deep.equal(["away.example"]);
    }
    expect(work.times).to.equal(0);
    clock.advance(10 * minute);
    await begin(budget()).ask(url, work);
    expect(work.times).to.equal(1);
  });

  it("leaves a server that was asked too often to the next turn, without calling it away", async () => {
    const begin = createReaching({ clock });
    const reach = begin(budget());
    const paced = budget();
    const tooOften = async () => {
      for (let i = 0; i < 9; i++) await paced.lookUp("actors", url);
    };
    expect(await reach.ask(url, tooOften)).to.equal("later");
    expect(await reach.ask(url, counting())).to.equal("later");
    expect(reach.away()).to.deep.equal([]);
    expect(await begin(budget()).ask(url, async () => "asked")).to.equal("asked");
  });

  it("leaves a domain to the next turn that has taken more than fifteen seconds, with all its servers", async () => {
    const begin = createReaching({ clock });
    const reach = begin(budget());
    const taking = (ms: number) => async () => clock.advance(ms);
    await reach.ask("https://a.slow.example/1", taking(10_000));
    expect(reach.isSlow("https://slow.example/")).to.equal(false);
    await reach.wait(taking(5_001), "https://b.slow.example/1");
    expect(reach.isSlow("https://slow.example/")).to.equal(true);
    expect(await reach.ask("https://c.slow.example/1", counting())).to.equal("later");
    expect(await reach.ask(url, async () => "asked")).to.equal("asked");
    expect(reach.away()).to.deep.equal([]);
    expect(await begin(budget()).ask("https://c.slow.example/1", async () => "asked")).to.equal("asked");
  });

  it("counts no time for a domain that was spent on another meanwhile", async () => {
    const reach = createReaching({ clock })(budget());
    await reach.ask("https://quick.example/", async () => {
      clock.advance(5_000);
      await reach.ask("https://slow.example/", async () => clock.advance(20_000));
      clock.advance(5_000);
    });
    expect([reach.isSlow("https://quick.example/"), reach.isSlow("https://slow.example/")]).to.deep.equal([
      false,
      true,
    ]);
  });

  it("blames no server for what may have been another's, and refuses for good what is forbidden", async () => {
    const reach = createReaching({ clock })(budget());
    expect(await reach.wait(silence, url)).to.equal("away");
    expect(reach.away()).to.deep.equal([]);
    expect(await reach.ask(url, fail(new Problem("forbidden", "Not yours.")))).to.equal("refused");
    expect(await reach.ask(url, async () => "asked")).to.equal("asked");
  });

  it("ends with the budget, and never hides a fault", async () => {
    const spent = budget();
    const reach = createReaching({ clock })(spent);
    const spendAll = async () => {
      for (;;) await spent.fetch(url, 1);
    };
    const thrown = (work: () => Promise<unknown>) => reach.ask(url, work).then(String, (error: Error) => error.message);
    expect(await thrown(() => Promise.reject(new Error("a fault")))).to.equal("a fault");
    expect(await thrown(spendAll)).to.include("more questions to other servers");
  });
});
