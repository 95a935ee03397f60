import { expect } from "chai";
import { createPollNow } from "../../../src/usecases/publish/poll-now.ts";
import { openPublishWorld, type PublishWorld } from "./world.ts";

const minute = 60_000;

describe("poll-now", () => {
  let test: PublishWorld;
  beforeEach(async () => {
    test = await openPublishWorld();
  });
  afterEach(() => test.store.close());

  async function set(polling: object): Promise<void> {
    await test.store.repos.sites.set("site", { polling: { ...(await test.site()).polling, ...polling } });
  }
  const later = (ms: number) => new Date(test.clock.now().getTime() + ms);
  const pollNow = async (options?: { anew: boolean }) => createPollNow(test.world)(await test.site(), options);
  const due = async () =>
    (await test.world.jobs.claim({ by: "t", now: later(0), until: later(minute), limit: 9, exceptLanes: [] })).length;

  it("lets the blog be looked at at once, and remembers what it answered before", async () => {
    await set({ nextPollAt: later(600 * minute), etag: '"1"', prints: "p", gone: "https://blog.example/feed" });
    expect(await pollNow()).to.deep.equal({ kind: "soon", at: later(0) });
    expect((await test.site()).polling).to.deep.include({ nextPollAt: later(0), etag: '"1"', prints: "p" });
    expect((await test.site()).polling).to.have.property("gone");
    expect(await due()).to.equal(1);
  });

  it("forgets it all where the owner asks, also that the feed is gone", async () => {
    await set({ nextPollAt: later(600 * minute), etag: '"1"', prints: "p", gone: "https://blog.example/feed" });
    await pollNow({ anew: true });
    const { polling } = await test.site();
    expect(polling).to.include({ etag: null, prints: null });
    expect(polling).to.not.have.property("gone");
  });

  it("asks a blog once a minute at most, however often it is told to", async () => {
    await set({ polledAt: later(-10_000), nextPollAt: later(600 * minute) });
    expect(await pollNow()).to.deep.equal({ kind: "soon", at: later(50_000) });
    expect(await pollNow()).to.deep.equal({ kind: "soon", at: later(50_000) });
    expect(await due()).to.equal(0);
  });

  it("leaves a blog alone that asked for it, whoever asks", async () => {
    await set({ restUntil: later(30 * minute), nextPollAt: later(30 * minute) });
    expect(await pollNow({ anew: true })).to.deep.equal({ kind: "resting", until: later(30 * minute) });
    expect((await test.site()).polling.nextPollAt).to.deep.equal(later(30 * minute));
    test.clock.advance(31 * minute);
    expect(await pollNow()).to.have.property("kind", "soon");
  });
});
