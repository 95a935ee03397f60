import { expect } from "chai";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { problemOf } from "../../helpers/problem.ts";
import { anEntry, type PublishWorld } from "../publish/world.ts";
import { html, minute, withPushWorld } from "./world.ts";

describe("take-push", () => {
  let test: PublishWorld;
  const told = withPushWorld((opened) => {
    test = opened;
  });
  const { later, take, there, gone, thread, fateOf, set } = told;

  it("announces a new post at once, though no feed was read yet, and once", async () => {
    expect(await take(there("new"))).to.deep.equal({
      outcome: "done",
      said: "The post is known, and its followers are told.",
    });
    const noteId = (await thread("new"))?.noteId;
    expect(test.told).to.deep.equal([`create ${noteId}`]);
    expect((await thread("new"))?.page).to.include({ title: "About new", fromFeed: true });
    later();
    await take(there("new"));
    test.feed.entries = [anEntry("new", { title: "About new" })];
    await createTakeFeed(test.world)(await test.site());
    await test.world.debts.settled();
    expect(test.told).to.deep.equal([`create ${noteId}`]);
  });

  it("reads the page of what is new, so that nothing is announced that is not there", async () => {
    const problem = await problemOf(take(there("missing")));
    expect(problem.kind).to.equal("not-found");
    expect(await thread("missing")).to.equal(null);
    expect(test.told).to.deep.equal([]);
  });

  it("takes title and language of the page where nothing is said of them", async () => {
    test.pages["https://blog.example/new"] = { title: "From the page", teaser: "Of it.", lang: "de" };
    await take(there("new", { title: null, id: null, published: null }));
    expect((await thread("new"))?.page).to.include({ title: "From the page", teaser: "Of it.", lang: "de" });
    expect(await fateOf("new")).to.equal("announced");
  });

  it("announces a new post also where its page says by which id the blog knows it", async () => {
    test.pages["https://blog.example/new"] = { title: "new", ids: ["id-new"] };
    await take(there("new", { published: null }));
    expect(await fateOf("new")).to.equal("announced");
  });

  it("holds to the hourly limit, to the owner who wants to be asked, and to what is from before", async () => {
    for (const slug of ["a", "b", "c", "d"]) await take(there(slug));
    expect(await Promise.all(["a", "b", "c", "d"].map(fateOf))).to.deep.equal([
      "announced",
      "announced",
      "announced",
      "waiting",
    ]);
    await take(there("new", { published: "2020-01-01T00:00:00Z" }));
    expect(await fateOf("new")).to.equal("old");
    await set({ posting: "ask" });
    test.clock.advance(2 * 60 * minute);
    later();
    expect((await take(there("newer"))).said).to.contain("waits for the owner");
    expect(await fateOf("newer")).to.equal("waiting");
  });

  it("takes nothing for a page of somebody else’s, nor of another blog of the node", async () => {
    for (const url of ["https://elsewhere.example/new", "https://other.example/new"]) {
      const taken = await take(there("new", { url }));
      expect(taken).to.deep.equal({ outcome: "failed", said: `${url} is no page of https://blog.example/.` });
    }
    expect(test.reads).to.deep.equal([]);
    expect((await take(gone("x", { id: null, url: "https://other.example/x" }))).outcome).to.equal("nothing");
  });

  it("passes over what is older than what was taken, in whatever order it comes", async () => {
    const [first, second] = [told.at, new Date(told.at.getTime() + 1000)];
    await take(there("new", { title: "Second" }), { at: second });
    expect((await take(there("new", { title: "First" }), { at: first })).said).to.contain("Something newer");
    expect((await thread("new"))?.page.title).to.equal("Second");
    expect((await take(gone("new"), { at: first })).outcome).to.equal("nothing");
    expect(await fateOf("new")).to.equal("announced");
    // Told again it changes nothing, and what is as new as the last one counts.
    await take(there("new", { title: "Second, again" }), { at: second });
    expect((await thread("new"))?.page.title).to.equal("Second, again");
  });

  it("lets a post that moved keep its thread, by its id or by the address that it had", async () => {
    await take(there("a"));
    const known = await thread("a");
    later();
    await take(there("b", { id: "id-a" }));
    expect((await thread("b"))?._id).to.equal(known?._id);
    expect((await thread("a"))?.page.url).to.equal("https://blog.example/b");
    later();
    delete test.pages["https://blog.example/b"];
    await take(there("c", { id: null, aliases: ["https://blog.example/b", "https://elsewhere.example/first"] }));
    expect((await thread("c"))?._id).to.equal(known?._id);
    expect((await test.threadAt("elsewhere.example/first"))?._id).to.equal(known?._id);
    expect(test.told.filter((line) => line.startsWith("create"))).to.have.length(1);
  });

  it("gives no other post’s thread away to one that calls itself by its address", async () => {
    await take(there("a"));
    await take(there("b", { aliases: ["https://blog.example/a"] }));
    later();
    await take(there("a"));
    await take(there("b"));
    const [a, b] = [await thread("a"), await thread("b")];
    expect([a?.page.url, b?.page.url]).to.deep.equal(["https://blog.example/a", "https://blog.example/b"]);
    expect(a?._id).to.not.equal(b?._id);
  });

  it("lets a post take over from a page that leads to it, or names it as the right one", async () => {
    for (const [old, reading] of [
      ["a", { finalUrl: "https://blog.example/new" }],
      ["b", { url: "https://blog.example/newer" }],
    ] as const) {
      await take(there(old));
      const known = await thread(old);
      later();
      test.pages[`https://blog.example/${old}`] = reading;
      const now = old === "a" ? "new" : "newer";
      await take(there(now, { aliases: [`https://blog.example/${old}`] }));
      expect((await thread(now))?._id, old).to.equal(known?._id);
      expect((await thread(old))?.page.url, old).to.equal(`https://blog.example/${now}`);
    }
  });

  for (const asPages of [true, false]) {
    it(`lets two posts that name each other as the same page not take turns, ${asPages ? "which their pages say as well" : "whatever their pages say"}`, async () => {
      const url = (slug: string) => `https://blog.example/${slug}`;
      const twins = [
        ["a", "b"],
        ["b", "a"],
      ] as const;
      if (asPages) for (const [one, other] of twins) test.pages[url(one)] = { url: url(other), title: one };
      const seen: unknown[] = [];
      for (let round = 0; round < 3; round++) {
        for (const [one, other] of twins) {
          later();
          await take(there(one, { aliases: [url(other)] }));
        }
        test.feed.entries = twins.map(([slug]) => anEntry(slug, { id: `id-${slug}` }));
        await createTakeFeed(test.world)(await test.site());
        await test.world.debts.settled();
        const threads = [await thread("a"), await thread("b")];
        seen.push(
          threads.map((one) => [one?._id, one?.page.url]),
          [...test.told],
        );
      }
      expect(seen.slice(2, 4)).to.deep.equal(seen.slice(0, 2));
      expect(seen.slice(4)).to.deep.equal(seen.slice(0, 2));
      expect(test.told.map((line) => line.split(" ")[0])).to.deep.equal(["create"]);
      expect((await thread("a"))?.page.url).to.equal(url(asPages ? "b" : "a"));
    });
  }

  it("keeps the text that the feed gave, and has the feed looked at for what changed", async () => {
    const text = { html: html.fromPost("<p>Whole.</p>", "https://blog.example/a"), image: null, tags: [] };
    test.feed.entries = [anEntry("a", { text, teaser: "From the feed." })];
    await createTakeFeed(test.world)(await test.site());
    const before = await test.site();
    expect(before.polling.nextPollAt > test.clock.now()).to.equal(true);
    later();
    await take(there("a", { title: "Changed", teaser: "Another.", html: "<p>Less.</p>" }));
    const known = await thread("a");
    expect(known?.page).to.include({ title: "Changed", teaser: "From the feed." });
    expect((await test.world.texts.get(known?._id ?? ""))?.html).to.equal("<p>Whole.</p>");
    expect((await test.site()).polling.nextPollAt).to.deep.equal(test.clock.now());
  });

  it("gives followers the whole text where Ghost sends it, and lets the feed correct it without an edit", async () => {
    await set({ posts: "article" });
    await take(there("new", { html: "<p>As Ghost has it.</p>" }));
    const known = await thread("new");
    expect((await test.world.texts.get(known?._id ?? ""))?.html).to.equal("<p>As Ghost has it.</p>");
    expect(known?.page.text, "by which it is known to have one").to.not.equal(undefined);
    const text = {
      html: html.fromPost("<p>As the feed has it.</p>", "https://blog.example/new"),
      image: null,
      tags: [],
    };
    test.feed.entries = [anEntry("new", { text })];
    later();
    await createTakeFeed(test.world)(await test.site());
    await test.world.debts.settled();
    expect((await test.world.texts.get(known?._id ?? ""))?.html).to.equal("<p>As the feed has it.</p>");
    expect(test.told).to.deep.equal([`create ${known?.noteId}`]);
  });

  it("reads the feed before an Article is announced whose text nobody told", async () => {
    await set({ posts: "article" });
    await createTakeFeed(test.world)(await test.site());
    test.feed.entries = [];
    await createTakeFeed(test.world)(await test.site());
    const text = { html: html.fromPost("<p>Whole.</p>", "https://blog.example/new"), image: null, tags: [] };
    test.feed.entries = [anEntry("new", { text, publishedAt: null })];
    later();
    await take(there("new", { published: null }));
    const known = await thread("new");
    expect([known?.announcement, known?.page.text === undefined]).to.deep.equal(["announced", false]);
    expect(test.told).to.deep.equal([`create ${known?.noteId}`]);
  });

  it("knows a page that is no post, and announces it to nobody", async () => {
    await take(there("new", { isPost: false }));
    expect(await fateOf("new")).to.equal("old");
  });

  it("has the feed read now where the blog changed, once a minute", async () => {
    const { polling } = await test.site();
    const far = new Date(told.at.getTime() + 60 * minute);
    await set({ polling: { ...polling, nextPollAt: far } });
    await take({ kind: "changed" });
    expect((await test.site()).polling.nextPollAt).to.deep.equal(told.at);
    await set({ polling: { ...polling, nextPollAt: far } });
    await take({ kind: "changed" });
    const next = (await test.site()).polling.nextPollAt;
    expect(next > told.at && next <= new Date(told.at.getTime() + minute)).to.equal(true);
  });
});
