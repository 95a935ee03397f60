import { expect } from "chai";
import type { Comment } from "../../../../src/domain/comment.ts";
import type { Comments, Owing } from "../../../../src/domain/repos.ts";
import { at } from "../backend.ts";

const now = at("12:00:00");

interface Given {
  comments: () => Comments;
  put: (...given: (Partial<Comment> & { _id: string })[]) => Promise<void>;
  ids: (found: Comment[]) => string[];
}

/** What documents owe, and what is remembered of what was told, on the example of comments. */
export function debtsContract({ comments, put, ids }: Given): void {
  describe("and their debts", () => {
    it("finds debts, the longest first, and not the ones that are younger", async () => {
      await put(
        { _id: "a", owed: ["thread"], owedSince: at("11:00:00") },
        { _id: "b", owed: ["fediverse"], owedSince: at("10:00:00") },
        { _id: "c", owed: ["mail"], owedSince: at("13:00:00") },
        { _id: "d" },
      );
      expect(ids(await comments().indebted(now, 9))).to.deep.equal(["b", "a"]);
      expect(ids(await comments().indebted(now, 1))).to.deep.equal(["b"]);
    });

    it("pays a part, then the rest, at the version that was read", async () => {
      const all: Owing = { _id: "a", version: 1, owed: ["thread", "fediverse", "mail"] };
      await put({ ...all, owedSince: now });
      expect(await comments().pay({ ...all, version: 2 }, ["thread"])).to.equal("stale");
      expect(await comments().pay({ ...all, version: 2 }, all.owed)).to.equal("stale");
      expect(await comments().pay(all, ["thread"])).to.equal("ok");
      expect(await comments().get("a")).to.deep.include({ owed: ["fediverse", "mail"], owedSince: now, version: 1 });
      expect(await comments().pay({ ...all, owed: ["fediverse", "mail"] }, ["mail", "fediverse"])).to.equal("ok");
      expect(await comments().get("a")).to.deep.include({ owed: [], owedSince: null, version: 1 });
    });

    it("pays all that several owe at once, but for those that changed since", async () => {
      const one: Owing = { _id: "one", version: 1, owed: ["thread"] };
      const two: Owing = { _id: "two", version: 2, owed: ["thread", "fediverse"] };
      const stale: Owing = { _id: "stale", version: 2, owed: ["thread"] };
      for (const owing of [one, two, stale]) await put({ ...owing, owedSince: now });
      await comments().payAll([one, two, { ...stale, version: 1 }]);
      await comments().payAll([]);
      const [first, second, third] = await comments().among(["two", "none", "one", "stale"]);
      expect(first).to.deep.include({ _id: "two", owed: [], owedSince: null, version: 2 });
      expect(second).to.deep.include({ _id: "one", owed: [], owedSince: null, version: 1 });
      expect(third).to.deep.include({ _id: "stale", owed: ["thread"], owedSince: now });
    });

    it("takes the date away when two payments come at once", async () => {
      const both: Owing = { _id: "a", version: 1, owed: ["thread", "fediverse"] };
      await put({ ...both, owedSince: now });
      await Promise.all([comments().pay(both, ["thread"]), comments().pay(both, ["fediverse"])]);
      expect(await comments().get("a")).to.deep.include({ owed: [], owedSince: null });
    });

    it("remembers what was told and the reactions without raising the version", async () => {
      await put({ _id: "a" });
      const memory = {
        told: { first: 1, last: 3, pending: true as const },
        toldInboxes: ["https://far.example/inbox"],
      };
      expect(await comments().remember("a", 2, memory)).to.equal("stale");
      expect((await comments().get("a"))?.told).to.equal(null);
      expect(await comments().remember("a", 1, memory)).to.equal("ok");
      await comments().queued("a", 2);
      expect((await comments().get("a"))?.told).to.deep.equal({ first: 1, last: 3, pending: true });
      await comments().queued("a", 3);
      await comments().setReactions("a", { likes: 2, boosts: 1 });
      expect(await comments().get("a")).to.deep.include({
        told: { first: 1, last: 3 },
        toldInboxes: ["https://far.example/inbox"],
        counts: { likes: 2, boosts: 1 },
        version: 1,
      });
    });

    it("forgets for good what was told", async () => {
      await put({ _id: "a", federate: true, told: { first: 1, last: 1 }, toldInboxes: ["https://far.example/inbox"] });
      await comments().forgetTold("a");
      expect(await comments().get("a")).to.deep.include({ told: null, toldInboxes: [], federate: false, version: 1 });
    });
  });
}
