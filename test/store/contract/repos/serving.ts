import { expect } from "chai";
import type { Repos } from "../../../../src/domain/repos.ts";
import { at, type Backend } from "../backend.ts";

/** What processes tell each other: who has a lease, who serves. */
export function servingContract(backend: Backend): void {
  let repos: Repos;

  describe("leases", () => {
    afterEach(() => backend.release());
    beforeEach(async () => {
      repos = (await backend.store()).repos;
    });

    it("are had by one, who may keep them for longer, until they are over or given back", async () => {
      const take = (by: string, now: string, until: string) => repos.leases.take("x", by, at(now), at(until));
      expect(await take("a", "12:00:00", "12:01:00")).to.equal(true);
      expect(await take("b", "12:00:30", "12:02:00")).to.equal(false);
      expect(await take("a", "12:00:40", "12:03:00")).to.equal(true);
      expect(await take("b", "12:02:00", "12:04:00")).to.equal(false);
      expect(await take("b", "12:03:00", "12:04:00"), "over").to.equal(true);
      await repos.leases.release("x", "a");
      expect(await take("a", "12:03:10", "12:05:00"), "not its own to give back").to.equal(false);
      await repos.leases.release("x", "b");
      expect(await take("a", "12:03:20", "12:05:00")).to.equal(true);
    });

    it("are told apart by name", async () => {
      expect(await repos.leases.take("x", "a", at("12:00:00"), at("12:01:00"))).to.equal(true);
      expect(await repos.leases.take("y", "b", at("12:00:00"), at("12:01:00"))).to.equal(true);
    });
  });

  describe("nodes", () => {
    afterEach(() => backend.release());

    it("serve as long as they say so, and until they leave", async () => {
      const { nodes } = (await backend.store()).repos;
      const node = { _id: "a", program: "0.1.0", knows: 1, startedAt: at("12:00:00"), until: at("12:03:00") };
      await nodes.say(node);
      await nodes.say({ ...node, _id: "b", startedAt: at("12:01:00"), until: at("12:04:00") });
      expect((await nodes.serving(at("12:02:00"))).map(({ _id }) => _id)).to.deep.equal(["a", "b"]);
      expect((await nodes.serving(at("12:03:00"))).map(({ _id }) => _id)).to.deep.equal(["b"]);
      await nodes.say({ ...node, until: at("12:06:00") });
      await nodes.leave("b");
      expect(await nodes.serving(at("12:03:00"))).to.deep.equal([{ ...node, until: at("12:06:00") }]);
    });
  });
}
