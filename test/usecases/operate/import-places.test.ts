import { expect } from "chai";
import { pageKey } from "../../../src/domain/address.ts";
import type { PageReader } from "../../../src/domain/ports.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { createCheckPage } from "../../../src/usecases/publish/check-page.ts";
import { feedKey } from "../../../src/usecases/publish/keep-page.ts";
import { aDraft, aThreadDraft } from "../../helpers/drafts.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { type Importing, openImporting, reasons, site } from "./importing.ts";

const outside = "comments of pages outside of https://blog.example/; a map can say where they belong";

describe("the pages of imported comments", () => {
  let importing: Importing;
  let world: Importing["world"];
  let take: Importing["take"];

  beforeEach(async () => {
    importing = await openImporting();
    ({ world, take } = importing);
  });
  afterEach(() => importing.store.close());

  const threadOf = (address: string) => world.threads.byKey("site", pageKey(new URL(address, "https://blog.example/")));

  it("are the blog's own; others are lost until a map says where they belong, and nothing is stored twice", async () => {
    const drafts = [
      aThreadDraft(),
      aThreadDraft({ id: "old", address: "http://old.example/2012/post?x=1" }),
      aThreadDraft({ id: "local", address: "http://localhost:4000/post" }),
      aThreadDraft({ id: "none", address: "javascript:alert(1)" }),
      aThreadDraft({ id: "empty", address: "http://old.example/empty" }),
      aDraft({ id: "a" }),
      aDraft({ id: "b", thread: "old" }),
      aDraft({ id: "c", thread: "old" }),
      aDraft({ id: "d", thread: "local" }),
      aDraft({ id: "e", thread: "none" }),
      aDraft({ id: "f", thread: "unheard" }),
    ];
    const first = await take(drafts);
    expect(first).to.include({ lost: true, comments: 6 });
    expect(first.added.published).to.equal(1);
    expect(reasons(first, "lost")).to.have.members([
      `4 ${outside}`,
      "1 comments of a page that the source does not name",
    ]);
    expect(first.notes.flatMap(({ examples }) => examples)).to.include.members(["http://old.example/2012/post?x=1"]);

    const map = "http://old.example/* /*\nhttp://localhost:4000/* -";
    const second = await take(drafts.slice(0, -2), { map });
    expect(second.lost).to.equal(false);
    expect(second).to.include({ already: 1 });
    expect(second.added.published).to.equal(2);
    expect(reasons(second, "left")).to.deep.equal(["1 comments of pages that the map leaves out"]);
    expect((await world.comments.get("b"))?.thread).to.equal((await threadOf("/2012/post?x=1"))?._id);
  });

  it("that are one page become one thread, with every name that they had", async () => {
    await take(
      [
        aThreadDraft({ address: "http://blog.example/post/?utm_source=x", title: "" }),
        aThreadDraft({
          id: "twin",
          address: "https://blog.example/post#c",
          title: "The title",
          identifiers: ["12 https://blog.example/?p=12"],
        }),
        aThreadDraft({ id: "moved", address: "/old-post" }),
        aDraft({ id: "a" }),
        aDraft({ id: "b", thread: "twin", parent: "a" }),
        aDraft({ id: "c", thread: "moved" }),
      ],
      { map: "/old-post /post" },
    );
    const thread = await threadOf("/post");
    expect(thread?.page.title).to.equal("The title");
    expect(thread?.counts.published).to.equal(3);
    expect((await world.comments.get("b"))?.path).to.deep.equal(["a"]);
    expect((await threadOf("/old-post"))?._id).to.equal(thread?._id);
    for (const name of ["12 https://blog.example/?p=12", "https://blog.example/?p=12"]) {
      expect((await world.threads.byKey("site", feedKey(name)))?._id, name).to.equal(thread?._id);
    }
  });

  it("that are known keep what is known of them", async () => {
    await world.threads.add(aThread());
    const known = [aThreadDraft({ title: "Other" }), aDraft({ id: "a" })];
    const report = await take(known);
    expect(report.pages).to.deep.equal([{ url: "https://blog.example/post", comments: 1, isNew: false }]);
    expect((await threadOf("/post"))?.page.title).to.equal("A post");
    expect((await world.comments.get("a"))?.thread).to.equal("thread");
  });

  it("are called by their address where they have no title, and checked later by the node that serves", async () => {
    await take([aThreadDraft({ address: "/caf%C3%A9/", title: " " }), aDraft({ id: "a" })]);
    expect((await threadOf("/café"))?.page.title).to.equal("/café/");
    const jobs = await importing.store.docs.jobs.find({}).toArray();
    expect(jobs.map(({ kind, payload }) => [kind, payload["url"]])).to.deep.equal([
      ["check-page", "https://blog.example/caf%C3%A9/"],
    ]);
  });

  it("lead to where they moved: found out later, or at once when the blog is asked first", async () => {
    const moved: PageReader = {
      async read(url) {
        if (url.endsWith("/gone")) throw new Problem("not-found", "The blog has no page at this address.");
        const finalUrl = url.replace("/2012/", "/posts/");
        return { url: finalUrl, finalUrl, title: "Moved", teaser: "", lang: "en", publishedAt: null };
      },
    };
    Object.assign(world, { pages: moved });
    const checkPage = createCheckPage(world);
    const drafts = ["a", "b", "gone"].flatMap((id) => [
      aThreadDraft({ id, address: `/2012/${id}` }),
      aDraft({ id, thread: id }),
    ]);
    await take(drafts.slice(0, 2));
    await checkPage(site, "https://blog.example/2012/a");
    expect((await threadOf("/posts/a"))?.counts.published).to.equal(1);

    const known = await checkPage(site, "https://blog.example/posts/b");
    const report = await take(drafts, { check: true });
    expect(report).to.deep.include({ already: 1, lost: false });
    expect((await world.comments.get("b"))?.thread).to.equal(known._id);
    expect((await threadOf("/2012/b"))?._id).to.equal(known._id);
    expect((await threadOf("/2012/gone"))?.counts.published).to.equal(1);
  });

  it("of another blog of the node are not this one's", async () => {
    await world.sites.add(aSite({ _id: "inner", home: "https://blog.example/inner/", handle: "inner" }));
    const report = await take([aThreadDraft({ address: "/inner/post" }), aDraft({ id: "a" })]);
    expect(reasons(report, "lost")).to.deep.equal([`1 ${outside}`]);
  });
});

describe("what a source repeats, or makes too large", () => {
  let importing: Importing;
  beforeEach(async () => {
    importing = await openImporting();
  });
  afterEach(() => importing.store.close());

  it("is taken once, and told as lost where it differs", async () => {
    const report = await importing.take([
      aThreadDraft({ title: "" }),
      aThreadDraft({ title: "Second" }),
      aDraft({ id: "a" }),
      aDraft({ id: "a" }),
      aDraft({ id: "a", source: { text: "Another", type: "text/markdown" } }),
    ]);
    expect(report).to.include({ comments: 1, threads: 1, lost: true });
    expect(reasons(report, "left")).to.deep.equal(["1 comments that are listed twice"]);
    expect(reasons(report, "lost")).to.deep.equal(["1 comments under the id of another one; the first is taken"]);
    expect((await importing.world.comments.get("a"))?.source.text).to.equal("Text a");
  });

  it("is held in batches, however much there is", async () => {
    let waiting = 0;
    let most = 0;
    let reported = 0;
    function* drafts() {
      yield aThreadDraft();
      for (let i = 0; i < 20_000; i++) {
        waiting++;
        most = Math.max(most, waiting - reported);
        yield aDraft({ id: `${i}`, number: i + 1 });
      }
    }
    const source = { [Symbol.iterator]: drafts };
    // The first reading keeps no words; what counts is what the second one holds.
    const report = await importing.take(source, {
      dryRun: true,
      onProgress: (done) => {
        if (reported === 0) most = 0;
        reported = 20_000 + done;
      },
    });
    expect(report.added.published).to.equal(20_000);
    expect(most).to.be.within(1, 501);
  });

  it("is lost and told so where it is longer than a store can hold; a date that is none is taken from before", async () => {
    const long = { text: "x".repeat(1_000_001), type: "text/markdown" } as const;
    const report = await importing.take([
      aThreadDraft(),
      aDraft({ id: "a", createdAt: null }),
      aDraft({ id: "b" }),
      aDraft({ id: "c", createdAt: null, author: { ...aDraft({ id: "" }).author, name: "n".repeat(200) } }),
      aDraft({ id: "d", source: long }),
    ]);
    expect(reasons(report, "lost")).to.deep.equal(["1 comments longer than 1000000 characters"]);
    expect(reasons(report, "changed")).to.deep.equal([
      "2 comments without a readable date, which got that of the one before",
      "1 names longer than 100 characters, cut",
    ]);
    const dates = await Promise.all(["a", "c"].map(async (id) => (await importing.world.comments.get(id))?.createdAt));
    expect(dates).to.deep.equal([importing.world.clock.now(), new Date("2014-05-13T16:53:20Z")]);
  });
});
