import { expect } from "chai";
import { type Bounds, fetchesPerActivity, forOwner, openBudget, shareOf } from "../../federation/fetch-budget.ts";
import { isProblem } from "../../src/domain/problem.ts";
import type { Store } from "../../src/store/open.ts";
import type { TestClock } from "../helpers/clock.ts";
import { withStore } from "../helpers/with-store.ts";

describe("a fetch budget", () => {
  let store: Store;
  let clock: TestClock;
  withStore((opened, going) => {
    [store, clock] = [opened, going];
  });

  const open = (given: Partial<Bounds> = {}) => openBudget({ limits: store.repos.limits, clock }, given);
  /** How often something can be done before it is refused, and as what. */
  async function until(refused: string, most: number, work: (i: number) => Promise<unknown>): Promise<number> {
    for (let i = 0; i < most; i++) {
      try {
        await work(i);
      } catch (error) {
        expect(isProblem(error) && error.kind).to.equal(refused);
        return i;
      }
    }
    return most;
  }

  it("holds thirty fetches for one activity: those that check it, and those of all the jobs it leaves behind", () => {
    expect(fetchesPerActivity.checking + fetchesPerActivity.jobs).to.equal(30);
    for (let jobs = 1; jobs <= 20; jobs++) expect(jobs * shareOf(jobs)).to.be.within(1, fetchesPerActivity.jobs);
  });

  it("ends with its fetches, and says so", async () => {
    const budget = open({ fetches: 30 });
    expect(await until("busy", 40, () => budget.fetch("https://far.example/1", 1000))).to.equal(30);
    expect(budget.isSpent()).to.equal(true);
  });

  it("ends with its time, and gives no fetch more than is left", async () => {
    const budget = open({ ms: 10_000 });
    expect(await budget.fetch("https://far.example/1", 3_000)).to.equal(3_000);
    clock.advance(8_000);
    expect(await budget.fetch("https://far.example/1", 3_000)).to.equal(2_000);
    clock.advance(2_000);
    expect(await until("busy", 1, () => budget.fetch("https://far.example/1", 3_000))).to.equal(0);
    expect(budget.isSpent()).to.equal(true);
  });

  it("allows twenty steps up", () => {
    expect(open().steps).to.equal(20);
  });

  it("goes to ten servers below one domain and no further, and to others as before", async () => {
    const budget = open();
    const ask = (i: number) => budget.fetch(`https://s${i}.evil.example/1`, 1000);
    expect(await until("forbidden", 20, ask)).to.equal(10);
    await ask(3);
    await budget.fetch("https://far.example/1", 1000);
    expect(budget.isSpent()).to.equal(false);
  });

  it("meets five unknown people of one server in a minute, whatever budgets there are", async () => {
    const meet = (i: number) => open().lookUp("actors", `https://far.example/users/${i}`);
    expect(await until("busy", 20, meet)).to.equal(5);
    await open().lookUp("actors", "https://other.example/users/1");
    clock.advance(60_000);
    expect(await until("busy", 20, meet)).to.equal(5);
  });

  it("lets the owner look up more, who clears up after a wave of spam", async () => {
    const meet = (i: number) => open(forOwner).lookUp("actors", `https://far.example/users/${i}`);
    expect(await until("busy", 100, meet)).to.equal(60);
  });

  it("meets no more of one domain than ten of its servers could have", async () => {
    const meet = (i: number) => open().lookUp("actors", `https://s${i}.evil.example/users/1`);
    expect(await until("busy", 100, meet)).to.equal(50);
  });

  it("lets more keys be looked up, as their owners have something to say", async () => {
    const meet = (i: number) => open().lookUp("keys", `https://far.example/users/${i}#key`);
    expect(await until("busy", 100, meet)).to.equal(60);
    expect(await until("busy", 100, (i) => open().lookUp("changed keys", `https://far.example/${i}`))).to.equal(60);
  });

  it("keeps a pace for each server, shared by all that keep it", async () => {
    const pace = { name: "walks", perHost: 3 };
    const ask = (host: string) => () => open({ pace }).fetch(`https://${host}/1`, 1000);
    expect(await until("busy", 10, ask("far.example"))).to.equal(3);
    expect(await until("busy", 10, ask("other.example"))).to.equal(3);
    const refused = open({ pace });
    await until("busy", 1, () => refused.fetch("https://far.example/1", 1000));
    expect(refused.isSpent(), "its own fetches are left").to.equal(false);
    clock.advance(60_000);
    expect(await until("busy", 10, ask("far.example"))).to.equal(3);
  });
});
