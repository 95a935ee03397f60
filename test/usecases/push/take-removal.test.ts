import { expect } from "chai";
import { commandLine } from "../../../src/domain/moderator.ts";
import { createPublishUrl } from "../../../src/usecases/publish/publish-url.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { createWithdrawUrl } from "../../../src/usecases/publish/withdraw-url.ts";
import { problemOf } from "../../helpers/problem.ts";
import { anEntry, type PublishWorld } from "../publish/world.ts";
import { withPushWorld } from "./world.ts";

describe("what a blog tells", () => {
  let test: PublishWorld;
  const told = withPushWorld((opened) => {
    test = opened;
  });
  const { later, take, there, gone, thread, fateOf, set } = told;

  describe("of a post that is gone", () => {
    it("withdraws it, found by its id alone, and writes down who did", async () => {
      await take(there("new"));
      const noteId = (await thread("new"))?.noteId;
      later();
      expect((await take(gone("new"))).outcome).to.equal("done");
      expect(await fateOf("new")).to.equal("withdrawn");
      expect(test.told).to.deep.equal([`create ${noteId}`, `delete ${noteId}`]);
      const [entry] = (await test.world.audit.list({}, { limit: 1 })).items;
      expect([entry?.act, entry?.by.name]).to.deep.equal(["post.withdraw", "the blog itself"]);
      later();
      expect((await take(gone("new"))).said).to.contain("withdrawn before");
    });

    it("withdraws it by its address as well, unless the post lies elsewhere by now", async () => {
      await take(there("a", { id: null }));
      later();
      delete test.pages["https://blog.example/a"];
      await take(there("b", { id: null, aliases: ["https://blog.example/a"] }));
      later();
      const left = await take(gone("", { id: null, url: "https://blog.example/a" }));
      expect([left.outcome, await fateOf("b")]).to.deep.equal(["nothing", "announced"]);
      await take(gone("", { id: null, url: "https://blog.example/b" }));
      expect(await fateOf("b")).to.equal("withdrawn");
    });

    it("does nothing for one that nobody knows, and what is told late of that one announces nothing", async () => {
      const earlier = told.at;
      later();
      expect((await take(gone("missing"))).said).to.contain("nothing to withdraw");
      expect((await problemOf(take(there("missing"), { at: earlier }))).kind).to.equal("not-found");
      expect(test.told).to.deep.equal([]);
    });

    it("leaves the thread alone that another page was merged into", async () => {
      await take(there("a"));
      const known = await thread("a");
      await test.world.threads.alias("site", "id:id-b" as never, known?._id ?? "");
      await test.world.threads.change(known ?? { _id: "", version: 0 }, { formerKeys: ["id:id-b" as never] });
      later();
      expect((await take(gone("b"))).outcome).to.equal("nothing");
      expect(await fateOf("a")).to.equal("announced");
    });

    it("brings it back as a new Note when it is published again", async () => {
      await take(there("new"));
      const first = await thread("new");
      later();
      await take(gone("new"));
      later();
      await take(there("new"));
      const again = await thread("new");
      expect(again?.announcement).to.equal("announced");
      expect(again?.retiredNoteIds).to.deep.equal([first?.noteId]);
      expect(test.told).to.deep.equal([
        `create ${first?.noteId}`,
        `delete ${first?.noteId}`,
        `create ${again?.noteId}`,
      ]);
    });

    it("brings back what was never announced without announcing it", async () => {
      await take(there("new", { published: "2020-01-01T00:00:00Z" }));
      later();
      await take(gone("new"));
      later();
      await take(there("new", { published: "2020-01-01T00:00:00Z" }));
      expect(await fateOf("new")).to.equal("old");
      expect(test.told.filter((line) => line.startsWith("create"))).to.deep.equal([]);
    });

    it("brings nothing back that the owner withdrew by hand, be it after it came back once", async () => {
      const withdraw = createWithdrawUrl(test.world);
      await take(there("a"));
      await withdraw("https://blog.example/a", commandLine);
      later();
      expect((await take(there("a"))).said).to.contain("by hand");
      expect(await fateOf("a")).to.equal("withdrawn");

      await take(there("b"));
      later();
      await take(gone("b"));
      await createPublishUrl(test.world)("https://blog.example/b", commandLine);
      await withdraw("https://blog.example/b", commandLine);
      later();
      await take(there("b"));
      expect(await fateOf("b")).to.equal("withdrawn");
    });
  });

  describe("of a post for members alone", () => {
    it("tells nobody on the fediverse, also once the feed names it, and keeps no excerpt", async () => {
      const taken = await take(there("new", { isPublic: false, teaser: "Secret.", html: "<p>Secret.</p>" }));
      expect(taken.said).to.contain("members alone");
      test.feed.entries = [anEntry("a")];
      await createTakeFeed(test.world)(await test.site());
      later();
      test.feed.entries = [anEntry("new", { publishedAt: test.clock.now() }), anEntry("a")];
      await createTakeFeed(test.world)(await test.site());
      await test.world.debts.settled();
      expect(await fateOf("new")).to.equal("old");
      expect(test.told).to.deep.equal([]);
      expect(await test.world.texts.get((await thread("new"))?._id ?? "")).to.equal(null);
    });

    it("gives its text up when it becomes one, of which its followers are told", async () => {
      await set({ posts: "article" });
      await take(there("new", { html: "<p>Whole.</p>" }));
      const { noteId, _id } = (await thread("new")) ?? {};
      later();
      await take(there("new", { isPublic: false }));
      expect(await test.world.texts.get(_id ?? "")).to.equal(null);
      expect((await thread("new"))?.page.text).to.equal(undefined);
      expect(test.told).to.deep.equal([`create ${noteId}`, `update ${noteId}`]);
      later();
      await take(there("new", { html: "<p>Whole.</p>" }));
      expect((await test.world.texts.get(_id ?? ""))?.html).to.contain("Whole.");
    });

    it("announces it when it is for everybody, and at once where the owner says so", async () => {
      await take(there("new", { isPublic: false }));
      later();
      await take(there("new"));
      expect(await fateOf("new")).to.equal("announced");
      await set({ sendsMembers: true });
      await take(there("newer", { isPublic: false }));
      expect(await fateOf("newer")).to.equal("announced");
    });
  });
});
