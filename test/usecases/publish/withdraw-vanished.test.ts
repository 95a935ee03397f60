import { expect } from "chai";
import { Problem } from "../../../src/domain/problem.ts";
import { pollingAfter } from "../../../src/usecases/publish/poll-now.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { aSite } from "../../helpers/thread.ts";
import { anEntry, openPublishWorld, type PublishWorld } from "./world.ts";

describe("posts that vanish from a source that lists them all", () => {
  let test: PublishWorld;
  beforeEach(async () => {
    test = await openPublishWorld([aSite({ postsFrom: "ghost" })]);
  });
  afterEach(() => test.store.close());

  async function list(slugs: string[], entries = slugs): Promise<void> {
    test.feed.entries = entries.map((slug) => anEntry(slug));
    test.feed.all = slugs.map((slug) => `id-${slug}`);
    await createTakeFeed(test.world)(await test.site());
    await test.world.debts.settled();
    test.clock.advance(3_600_000);
  }
  const fateOf = async (slug: string) => (await test.threadAt(`blog.example/${slug}`))?.announcement;
  const page = (slug: string) => `https://blog.example/${slug}`;

  it("are withdrawn once their page is gone as well, and that is written down", async () => {
    await list(["a", "b"]);
    await list(["a", "b", "c"]);
    expect(await fateOf("c")).to.equal("announced");
    await list(["a", "b"], []);
    expect(await fateOf("c"), "the page answers 404").to.equal("withdrawn");
    expect(test.reads).to.deep.equal([page("c")]);
    expect(test.told.map((line) => line.split(" ")[0])).to.deep.equal(["create", "delete"]);
    const { items } = await test.world.audit.list({}, { limit: 5 });
    expect(items.map(({ act, by }) => [act, by.id])).to.deep.equal([["post.withdraw", "node"]]);
  });

  it("stay where their page is there, and are not asked for again", async () => {
    await list(["a", "b"]);
    test.pages[page("b")] = { title: "Still there" };
    await list(["a"], []);
    await list(["a"], []);
    expect(await fateOf("b")).to.equal("old");
    expect(test.reads).to.deep.equal([page("b")]);
  });

  it("stay while it cannot be told, and are asked for after the next listing", async () => {
    await list(["a", "b"]);
    test.pages[page("b")] = new Problem("upstream", "The blog does not answer.");
    await list(["a"], []);
    expect(await fateOf("b")).to.equal("old");
    delete test.pages[page("b")];
    await list(["a"], []);
    expect(await fateOf("b")).to.equal("withdrawn");
    expect(test.reads).to.have.length(2);
  });

  it("stay where most of the list is not there: that is a fault of the list", async () => {
    const all = Array.from({ length: 20 }, (_, i) => `p${i}`);
    await list(all);
    await list(["p0"], []);
    expect(test.reads).to.deep.equal([]);
    expect((await test.site()).polling.fault).to.include("lists 1 posts, and listed 20");
    await list(all, []);
    expect((await test.site()).polling.fault).to.equal(null);
  });

  it("are those of the source that is read now, and of none that was read before", async () => {
    await list(Array.from({ length: 20 }, (_, i) => `p${i}`));
    const { polling } = await test.site();
    const change = { postsFrom: "wordpress" } as const;
    await test.store.repos.sites.set("site", { ...change, polling: pollingAfter(polling, change) });
    const posts = Array.from({ length: 20 }, (_, i) => `q${i}`);
    await list(posts);
    await list(posts.slice(1), []);
    expect((await test.site()).polling.fault).to.equal(null);
    expect(test.reads).to.deep.equal([page("q0")]);
  });

  it("are not told of by a feed, which names the newest alone", async () => {
    await test.store.repos.sites.set("site", { postsFrom: "feed" });
    await list(["a", "b"]);
    delete test.feed.all;
    test.feed.entries = [anEntry("a")];
    await createTakeFeed(test.world)(await test.site());
    expect(await fateOf("b")).to.equal("old");
    expect(test.reads).to.deep.equal([]);
  });
});
