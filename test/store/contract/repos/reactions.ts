import { expect } from "chai";
import type { Reaction } from "../../../../src/domain/reaction.ts";
import type { Repos } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { at, type Backend } from "../backend.ts";

const now = at("12:00:00");

function reaction(given: Partial<Reaction> = {}): Reaction {
  return {
    _id: "like thread ada",
    kind: "like",
    target: "thread",
    actor: "https://far.example/users/ada",
    host: "far.example",
    activity: "https://far.example/likes/1",
    undone: false,
    createdAt: now,
    ...given,
  };
}

/** Reactions: counted by actor, undone, renewed, found by who and by what. */
export function reactionsContract(backend: Backend): void {
  describe("reactions", () => {
    let store: Store;
    let repos: Repos;
    beforeEach(async () => {
      store = await backend.store();
      repos = store.repos;
    });
    afterEach(() => backend.release());

    it("counts somebody once, until undone, and again for a new activity alone", async () => {
      const { reactions } = repos;
      expect(await reactions.put(reaction())).to.equal("added");
      expect(await reactions.put(reaction({ activity: "https://far.example/likes/2" }))).to.equal("already");
      expect((await reactions.byActivity("https://far.example/likes/1"))?._id).to.equal("like thread ada");
      expect(await reactions.counts("thread")).to.deep.equal({ likes: 1, boosts: 0 });
      expect((await reactions.undo("like thread ada"))?.undone).to.equal(true);
      expect(await reactions.undo("like thread ada")).to.equal(null);
      expect(await reactions.counts("thread")).to.deep.equal({ likes: 0, boosts: 0 });
      expect(await reactions.put(reaction())).to.equal("already");
      expect(await reactions.put(reaction({ activity: "https://far.example/likes/3" }))).to.equal("added");
      expect(await reactions.get("like thread ada")).to.deep.equal(
        reaction({ activity: "https://far.example/likes/3" }),
      );
    });

    it("are swept a day after they came when they were undone, and never while they count", async () => {
      const { reactions } = repos;
      await reactions.put(reaction({ createdAt: at("12:00:00") }));
      await reactions.put(reaction({ _id: "b", createdAt: at("12:00:00") }));
      await reactions.undo("b");
      await store.sweep(new Date(at("11:59:00").getTime() + 86_400_000));
      expect(await reactions.get("b")).to.not.equal(null);
      await store.sweep(new Date(at("12:00:00").getTime() + 86_400_000));
      expect(await reactions.get("b")).to.equal(null);
      await store.sweep(new Date(at("12:00:00").getTime() + 90 * 86_400_000));
      expect(await reactions.get("like thread ada")).to.not.equal(null);
    });

    it("counts likes and boosts of one target", async () => {
      await repos.reactions.put(reaction());
      await repos.reactions.put(reaction({ _id: "b", kind: "boost" }));
      await repos.reactions.put(reaction({ _id: "c", actor: "https://x.example/u" }));
      await repos.reactions.put(reaction({ _id: "d", target: "other" }));
      expect(await repos.reactions.counts("thread")).to.deep.equal({ likes: 2, boosts: 1 });
    });

    it("counts each person's quotes once, dislikes by themselves, and nothing that was merely permitted", async () => {
      const { reactions } = repos;
      const quote = (_id: string, actor: string, kind: Reaction["kind"] = "quote") =>
        reaction({ _id, kind, actor, activity: `https://far.example/${_id}` });
      for (const one of [quote("a", "ada"), quote("b", "ada"), quote("c", "bob"), quote("d", "cy", "permit")])
        await reactions.put(one);
      await reactions.put(reaction({ _id: "e", kind: "dislike" }));
      expect(await reactions.counts("thread")).to.deep.equal({ likes: 0, boosts: 0, dislikes: 1, quotes: 2 });
      expect((await reactions.quotesOf("thread", 9)).map(({ _id }) => _id)).to.have.members(["a", "b", "c", "d"]);
      expect((await reactions.quotesIn("ada", "https://far.example/b", 9)).map(({ _id }) => _id)).to.deep.equal(["b"]);
      await reactions.put({ ...quote("late", "cy"), createdAt: at("13:00:00") });
      expect((await reactions.standingQuotes("thread", 9)).map(({ _id }) => _id)[0]).to.equal("late");
      expect(await reactions.standingQuotes("thread", 3)).to.have.lengthOf(3);
      await reactions.undo("late");
      await reactions.undo("b");
      expect((await reactions.standingQuotes("thread", 9)).map(({ _id }) => _id)).to.have.members(["a", "c"]);
      expect(await reactions.quotesIn("ada", "https://far.example/b", 9)).to.deep.equal([]);
      expect((await reactions.between("ada", "thread", 9)).map(({ _id }) => _id)).to.deep.equal(["a"]);
    });

    it("counts by emoji, the most frequent first, twenty of them, and all others as one number", async () => {
      const { reactions } = repos;
      const cat = ":cat: https://far.example/cat.png";
      const some = [...Array(22).keys()].map((i) => [
        `:n${String(i).padStart(2, "0")}: https://x.example/`,
        `actor${i}`,
      ]);
      for (const [emoji, actor] of [[cat, "a"], [cat, "b"], ["👍", "a"], ...some] as [string, string][])
        await reactions.put(reaction({ _id: `emoji ${actor} ${emoji}`, kind: "emoji", actor, emoji }));
      await reactions.put(reaction({ _id: "like", emoji: "👍" }));
      await reactions.put(reaction({ _id: "undone", kind: "emoji", emoji: "👍", undone: true }));
      const counts = await reactions.counts("thread");
      expect(counts).to.deep.include({ likes: 1, emojiLikes: 1, moreEmoji: 4 });
      expect(counts.emoji).to.have.lengthOf(20);
      expect(counts.emoji?.slice(0, 3)).to.deep.equal([
        { text: ":cat:", image: "https://far.example/cat.png", count: 2 },
        { text: "👍", image: null, count: 2 },
        { text: ":n00:", image: "https://x.example/", count: 1 },
      ]);
    });

    it("lets a newer activity change the emoji of a like, and none of its own", async () => {
      const { reactions } = repos;
      const again = { activity: "https://far.example/likes/2" };
      await reactions.put(reaction({ emoji: "👍" }));
      expect(await reactions.put(reaction({ emoji: "🎉" }))).to.equal("already");
      expect(await reactions.put(reaction({ emoji: "👍", ...again }))).to.equal("already");
      expect(await reactions.put(reaction({ emoji: "🎉", ...again }))).to.equal("added");
      expect((await reactions.get("like thread ada"))?.emoji).to.equal("🎉");
      expect(await reactions.put(reaction({ activity: "https://far.example/likes/3" }))).to.equal("added");
      expect(await reactions.get("like thread ada")).to.not.have.property("emoji");
      await reactions.renew(reaction({ kind: "quote", quote: { by: "blog", of: "/ap/posts/1", stamped: true } }));
      expect(await reactions.get("like thread ada")).to.deep.include({ kind: "quote" });
    });

    it("lists an actor's, undone ones too, and who reacted, and removes by id", async () => {
      const { reactions } = repos;
      const sub = { host: "sub.far.example", actor: "https://sub.far.example/u" };
      const other = { host: "notfar.example", actor: "https://notfar.example/u" };
      await reactions.put(reaction({ _id: "a" }));
      await reactions.put(reaction({ _id: "b", ...sub }));
      await reactions.put(reaction({ _id: "c", undone: true }));
      await reactions.put(reaction({ _id: "d", ...other }));
      const { actor } = reaction({ _id: "a" });
      const ids = async (...asked: Parameters<typeof reactions.by>) =>
        (await reactions.by(...asked)).map(({ _id }) => _id);
      expect(await ids(actor, 9)).to.have.members(["a", "c"]);
      expect(await ids(actor, 1)).to.deep.equal(["a"]);
      expect(await ids(actor, 9, "a")).to.deep.equal(["c"]);
      expect(await ids(other.actor, 9)).to.deep.equal(["d"]);
      expect(await reactions.actors()).to.have.members([actor, sub.actor, other.actor]);
      await reactions.remove(["a", "c"]);
      expect(await ids(actor, 9)).to.deep.equal([]);
      expect(await reactions.get("d")).to.not.equal(null);
    });
  });
}
