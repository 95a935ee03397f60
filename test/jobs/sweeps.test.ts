import { expect } from "chai";
import type { Log } from "../../src/domain/ports.ts";
import { createSweeper } from "../../src/jobs/sweeps.ts";
import { createTestTimers } from "./timers.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the sweeper", () => {
  const warned: object[] = [];
  const nothing = () => undefined;
  const log: Log = { debug: nothing, info: nothing, error: nothing, warn: (details) => void warned.push(details) };

  it("sweeps at the start and every minute, until it is stopped", async () => {
    const timers = createTestTimers();
    let count = 0;
    const sweeper = createSweeper({ sweeps: { debts: async () => ++count }, log, timers });
    sweeper.start();
    await turn();
    expect(count).to.equal(1);
    timers.pass(60_000);
    await turn();
    expect(count).to.equal(2);
    await sweeper.stop();
    timers.pass(60_000);
    await turn();
    expect(count).to.equal(2);
  });

  it("goes on with the others when one fails", async () => {
    const did: string[] = [];
    const sweeps = {
      broken: () => Promise.reject(new Error("no")),
      tokens: async () => did.push("tokens"),
    };
    await createSweeper({ sweeps, log }).sweep();
    expect(did).to.deep.equal(["tokens"]);
    expect(warned[0]).to.include({ sweep: "broken" });
  });

  it("never runs two rounds at once", async () => {
    let running = 0;
    let most = 0;
    const sweeps = {
      async slow() {
        most = Math.max(most, ++running);
        await turn();
        running -= 1;
      },
    };
    const sweeper = createSweeper({ sweeps, log });
    await Promise.all([sweeper.sweep(), sweeper.sweep()]);
    expect(most).to.equal(1);
  });
});
