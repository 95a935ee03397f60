import { expect } from "chai";
import { unknownHost } from "../../../../src/domain/host.ts";
import type { Hosts } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { at, type Backend } from "../backend.ts";

const now = at("12:00:00");
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

export function hostsContract(backend: Backend): void {
  describe("hosts", () => {
    let store: Store;
    let hosts: Hosts;
    const ids = (found: { _id: string }[]) => found.map((one) => one._id);

    afterEach(() => backend.release());
    beforeEach(async () => {
      store = await backend.store();
      hosts = store.repos.hosts;
    });

    it("knows nothing at first, then what was noted, the rest as nothing is known", async () => {
      expect(await hosts.get("a.example")).to.equal(null);
      await hosts.note("a.example", { failures: 1, failingSince: now, fault: "a.example did not answer." }, now);
      await hosts.note("a.example", { dialect: "other", dialectUntil: days(7) }, days(1));
      expect(await hosts.get("a.example")).to.deep.equal({
        ...unknownHost,
        _id: "a.example",
        failures: 1,
        failingSince: now,
        fault: "a.example did not answer.",
        dialect: "other",
        dialectUntil: days(7),
        expiresAt: days(31),
      });
      expect(ids(await hosts.among(["a.example", "b.example"]))).to.deep.equal(["a.example"]);
      expect(await hosts.among([])).to.deep.equal([]);
    });

    it("takes a host for unheard of where nothing is known, and loses nothing where another node was quicker", async () => {
      await hosts.note("a.example", { failures: 1, fault: "No." }, now, true);
      await hosts.note("a.example", { failures: 2 }, days(1), true);
      expect(await hosts.get("a.example")).to.deep.equal({
        ...unknownHost,
        _id: "a.example",
        failures: 2,
        fault: "No.",
        expiresAt: days(31),
      });
    });

    it("names those that rest, the first to come back first", async () => {
      await hosts.note("a.example", { restsUntil: at("13:00:00") }, now);
      await hosts.note("b.example", { restsUntil: at("12:30:00") }, now);
      await hosts.note("c.example", { restsUntil: null }, now);
      expect(ids(await hosts.resting(now))).to.deep.equal(["b.example", "a.example"]);
      expect(ids(await hosts.resting(at("12:30:00")))).to.deep.equal(["a.example"]);
    });

    it("lists those in trouble by name, page by page", async () => {
      await hosts.note("c.example", { failingSince: now }, now);
      await hosts.note("a.example", { refusedSince: now }, now);
      await hosts.note("b.example", { unavailableSince: now }, now);
      await hosts.note("fine.example", { dialect: "other" }, now);
      expect(ids(await hosts.troubled({ after: null, limit: 2 }))).to.deep.equal(["a.example", "b.example"]);
      expect(ids(await hosts.troubled({ after: "b.example", limit: 2 }))).to.deep.equal(["c.example"]);
    });

    it("is forgotten a month after it last changed", async () => {
      await hosts.note("a.example", { failures: 1 }, now);
      await store.sweep(days(29));
      expect(await hosts.get("a.example")).not.to.equal(null);
      await store.sweep(days(30));
      expect(await hosts.get("a.example")).to.equal(null);
    });

    it("keeps no more than it may, those that changed last", async () => {
      for (let i = 0; i < 5; i++) await hosts.note(`h${i}.example`, { failures: 1 }, days(5 - i));
      await hosts.trim(2);
      expect(
        ids(await hosts.among(["h0", "h1", "h2", "h3", "h4"].map((name) => `${name}.example`))).sort(),
      ).to.deep.equal(["h0.example", "h1.example"]);
      await hosts.trim(2);
    });
  });
}
