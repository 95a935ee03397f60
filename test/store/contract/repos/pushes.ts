import { expect } from "chai";
import type { Arrival, PushKey } from "../../../../src/domain/push.ts";
import type { Repos } from "../../../../src/domain/repos.ts";
import type { Subscription } from "../../../../src/domain/subscription.ts";
import { at, type Backend } from "../backend.ts";

const key = (given: Partial<PushKey> = {}): PushKey => ({
  _id: "site",
  secret: "s3cret",
  oldGhost: false,
  createdAt: at("12:00:00"),
  ...given,
});

const arrival = (given: Partial<Arrival> & { _id: string }): Arrival => ({
  site: "site",
  at: at("12:00:00"),
  source: "program",
  event: "post.published",
  about: "https://blog.example/a",
  outcome: "waiting",
  said: "Soon.",
  until: at("23:00:00"),
  ...given,
});

/** What blogs tell, and what they sign it with. */
export function pushesContract(backend: Backend): void {
  describe("pushes", () => {
    let repos: Repos;
    afterEach(() => backend.release());
    beforeEach(async () => {
      repos = (await backend.store()).repos;
    });

    it("are signed by one key of each blog, which another one replaces", async () => {
      expect(await repos.pushKeys.get("site")).to.equal(null);
      await repos.pushKeys.put(key());
      await repos.pushKeys.put(key({ _id: "other", secret: "another" }));
      await repos.pushKeys.change("site", { oldGhost: true });
      expect(await repos.pushKeys.get("site")).to.deep.equal(key({ oldGhost: true }));
      await repos.pushKeys.put(key({ secret: "new" }));
      expect(await repos.pushKeys.get("site")).to.deep.equal(key({ secret: "new" }));
      expect(await repos.pushKeys.remove("site")).to.equal(true);
      expect(await repos.pushKeys.remove("site")).to.equal(false);
      await repos.pushKeys.change("site", { oldGhost: true });
      expect(await repos.pushKeys.get("site")).to.equal(null);
      expect((await repos.pushKeys.get("other"))?.secret).to.equal("another");
    });

    it("come from hubs, each asked under an address of its own, the oldest first", async () => {
      const one = (given: Partial<Subscription> & { _id: string }): Subscription => ({
        site: "site",
        hub: "https://hub.example/",
        topic: "https://blog.example/feed.xml",
        secret: "s3cret",
        state: "asked",
        dueAt: at("12:00:00"),
        tries: 0,
        leaseUntil: null,
        fault: null,
        createdAt: at("12:00:00"),
        ...given,
      });
      await repos.subscriptions.add(one({ _id: "late", createdAt: at("12:01:00"), secret: null }));
      await repos.subscriptions.add(one({ _id: "early" }));
      await repos.subscriptions.add(one({ _id: "other", site: "other" }));
      expect(await repos.subscriptions.of("site")).to.deep.equal([
        one({ _id: "early" }),
        one({ _id: "late", createdAt: at("12:01:00"), secret: null }),
      ]);
      const live = { state: "live", leaseUntil: at("23:00:00") } as const;
      await repos.subscriptions.change("early", live);
      expect(await repos.subscriptions.get("early")).to.deep.equal(one({ _id: "early", ...live }));
      await repos.subscriptions.dropSecret("early");
      expect((await repos.subscriptions.get("early"))?.secret).to.equal(null);
      await repos.subscriptions.remove("early");
      await repos.subscriptions.change("early", live);
      expect(await repos.subscriptions.get("early")).to.equal(null);
    });

    it("are remembered as they end, the newest of a blog first", async () => {
      await repos.arrivals.put(arrival({ _id: "a" }));
      await repos.arrivals.put(arrival({ _id: "b", at: at("12:01:00") }));
      await repos.arrivals.put(arrival({ _id: "c", site: "other" }));
      await repos.arrivals.put(arrival({ _id: "a", outcome: "done", said: "Done." }));
      const found = await repos.arrivals.of("site", 5);
      expect(found.map(({ _id, outcome }) => `${_id} ${outcome}`)).to.deep.equal(["b waiting", "a done"]);
      expect(found[1]).to.deep.equal(arrival({ _id: "a", outcome: "done", said: "Done." }));
      expect(await repos.arrivals.of("site", 1)).to.have.length(1);
    });
  });
}
