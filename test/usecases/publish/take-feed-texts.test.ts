import { expect } from "chai";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import type { FeedEntry } from "../../../src/domain/ports.ts";
import type { PostForm } from "../../../src/domain/site.ts";
import { anEntry, openPublishWorld, type PublishWorld, pollEntries } from "./world.ts";

const hour = 3_600_000;

describe("take-feed, of whole texts", () => {
  let test: PublishWorld;

  beforeEach(async () => {
    test = await openPublishWorld();
  });
  afterEach(() => test.store.close());

  const poll = (...entries: FeedEntry[]) => pollEntries(test, ...entries);

  const text = (html: string) => ({ html: html as SafeHtml, image: null, tags: [] });
  const threadOf = async () => {
    const thread = await test.threadAt("blog.example/b");
    if (!thread) throw new Error("The thread is there.");
    return thread;
  };

  for (const posts of ["note", "article"] as const) {
    it(`keeps them apart from the thread, whether posts are sent in whole or not (${posts})`, async () => {
      await test.store.repos.sites.set("site", { posts });
      await poll();
      test.clock.advance(hour);
      test.world.outbox.tellOfThread = async (thread) => {
        test.told.push(String((await test.world.texts.get(thread._id))?.html));
      };
      await poll(anEntry("b", { text: text("<p>Long.</p>") }));
      expect(test.told, "there when it is told").to.deep.equal(["<p>Long.</p>"]);
      expect(JSON.stringify(await threadOf())).to.not.contain("Long.");
    });
  }

  async function announced(posts: PostForm): Promise<void> {
    await test.store.repos.sites.set("site", { posts });
    await poll();
    test.clock.advance(hour);
    await poll(anEntry("b", { text: text("<p>Long.</p>") }));
    test.told.length = 0;
    test.clock.advance(hour);
  }

  it("tells of another text where it is sent", async () => {
    await announced("article");
    await poll(anEntry("b", { text: text("<p>Longer.</p>") }));
    expect(test.told).to.deep.equal([`update ${(await threadOf()).noteId}`]);
    await poll(anEntry("b", { text: text("<p>Longer.</p>") }));
    expect(test.told).to.have.length(1);
    expect(await test.world.texts.get((await threadOf())._id)).to.deep.equal(text("<p>Longer.</p>"));
  });

  it("tells nobody of another text where it is not sent, but keeps it", async () => {
    await announced("note");
    await poll(anEntry("b", { text: text("<p>Longer.</p>") }));
    expect(test.told).to.deep.equal([]);
    expect((await test.world.texts.get((await threadOf())._id))?.html).to.equal("<p>Longer.</p>");
  });

  it("tells nothing when a blog begins to send whole texts, nor when its feed begins to have them", async () => {
    await announced("note");
    const { noteId, version } = await threadOf();
    await test.store.repos.sites.set("site", { posts: "article" });
    await poll(anEntry("b", { text: text("<p>Long.</p>") }));
    expect(await threadOf()).to.include({ noteId, version });
    await poll(anEntry("c"));
    test.told.length = 0;
    await poll(anEntry("c", { text: text("<p>Now in whole.</p>") }));
    expect(test.told).to.deep.equal([]);
  });

  it("forgets a text that the feed has no more", async () => {
    await announced("article");
    await poll(anEntry("b"));
    expect(test.told).to.have.length(1);
    expect(await test.world.texts.get((await threadOf())._id)).to.equal(null);
  });
});
