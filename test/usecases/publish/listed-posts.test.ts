import { expect } from "chai";
import { commandLine } from "../../../src/domain/moderator.ts";
import type { SitemapReading } from "../../../src/domain/ports.ts";
import type { Site } from "../../../src/domain/site.ts";
import { isApart, type Thread } from "../../../src/domain/thread.ts";
import { createHtml } from "../../../src/html/html.ts";
import { createGuardedFetch } from "../../../src/net/guarded-fetch.ts";
import { createPageReader } from "../../../src/posts/page-reader.ts";
import { createPostReader } from "../../../src/posts/post-reader.ts";
import { createTakeFeed } from "../../../src/usecases/publish/take-feed.ts";
import { createWithdrawUrl } from "../../../src/usecases/publish/withdraw-url.ts";
import { type ApiPost, answerAsGhost, answerAsWordPress, ghostId } from "../../helpers/post-apis.ts";
import { aSite } from "../../helpers/thread.ts";
import { type Loopback, startLoopback } from "../../net/loopback.ts";
import { openPublishWorld, type PublishWorld } from "./world.ts";

const hour = 3_600_000;
const key = "22444f78447824223cefc48062";
const none: SitemapReading = { kind: "none", fault: "" };

for (const kind of ["ghost", "wordpress"] as const) {
  describe(`a blog that is read by the API of ${kind}`, () => {
    let test: PublishWorld;
    let blog: Loopback;
    let posts: ApiPost[];
    /** Pages that still answer, though their post is listed no more. */
    let lingering: string[];

    const home = () => `http://127.0.0.1:${blog.port}/`;
    beforeEach(async () => {
      lingering = [];
      blog = await startLoopback((request, response) => {
        const path = new URL(request.url ?? "", home()).pathname;
        const isPage = [...posts.map(({ slug }) => slug), ...lingering].some((slug) => path === `/${slug}/`);
        if (isPage) return void response.writeHead(200, { "content-type": "text/html" }).end("<title>A page</title>");
        const answer = kind === "ghost" ? answerAsGhost(home, key, () => posts) : answerAsWordPress(home, () => posts);
        return answer(request, response);
      });
      test = await openPublishWorld([aSite({ home: home(), postsFrom: kind, sourceKey: key })]);
      const needs = { fetch: createGuardedFetch({ allowPrivate: true, userAgent: "test" }), html: createHtml() };
      Object.assign(test.world, {
        feeds: createPostReader(needs),
        pages: createPageReader(needs),
        sitemaps: { read: async () => none },
      });
      posts = [write(1, -5000), write(2, -60)];
    });
    afterEach(async () => {
      await test.store.close();
      await blog.close();
    });

    function write(n: number, minutes = 0, given: Partial<ApiPost> = {}): ApiPost {
      const at = new Date(test.clock.now().getTime() + minutes * 60_000).toISOString();
      return { n, slug: `post-${n}`, title: `Post ${n}`, publishedAt: at, updatedAt: at, ...given };
    }
    async function look(ms = hour): Promise<void> {
      await createTakeFeed(test.world)(await test.site());
      await test.world.debts.settled();
      test.clock.advance(ms);
    }
    const threadAt = (path: string) => test.threadAt(`127.0.0.1:${blog.port}/${path}`);
    const fateOf = async (n: number) => (await threadAt(`post-${n}`))?.announcement ?? null;
    const told = () => test.told.map((line) => line.split(" ")[0]);

    it("announces what comes after the first reading, and tells of what is changed", async () => {
      await look();
      expect([await fateOf(1), await fateOf(2)]).to.deep.equal(["old", "old"]);
      posts.push(write(3));
      await look();
      expect(await fateOf(3)).to.equal("announced");
      const third = posts[2] as ApiPost;
      posts[2] = { ...third, title: "Changed", updatedAt: test.clock.now().toISOString() };
      await look();
      expect((await threadAt("post-3"))?.page.title).to.equal("Changed");
      expect(told()).to.deep.equal(["create", "update"]);
    });

    it("announces what was written before others were changed, and published after that", async () => {
      await look();
      const written = test.clock.now().toISOString();
      test.clock.advance(hour);
      posts.push(write(3));
      await look();
      // WordPress leaves the date of the last change as it is when a planned post goes out; Ghost does not.
      const updatedAt = kind === "ghost" ? test.clock.now().toISOString() : written;
      posts.push(write(4, 0, { updatedAt }));
      await look();
      await look();
      expect([await fateOf(3), await fateOf(4)]).to.deep.equal(["announced", "announced"]);
      expect(told()).to.deep.equal(["create", "create"]);
    });

    it("keeps the thread of a post that gets another address, by its id", async () => {
      await look();
      const before = await threadAt("post-2");
      posts[1] = write(2, 0, { slug: "renamed", publishedAt: posts[1]?.publishedAt ?? "" });
      await look();
      const after = await threadAt("renamed");
      expect(after?._id).to.equal(before?._id);
      expect((await threadAt("post-2"))?._id).to.equal(before?._id);
      expect(after?.page.url).to.equal(`${home()}renamed/`);
    });

    it("withdraws a post that is listed no more and whose page is gone, a day later at most", async () => {
      await look();
      posts.push(write(3), write(4));
      await look();
      posts = posts.filter(({ n }) => n !== 3 && n !== 4);
      lingering.push("post-4");
      await look();
      expect([await fateOf(3), await fateOf(4)], "not before the next listing").to.deep.equal([
        "announced",
        "announced",
      ]);
      test.clock.advance(24 * hour);
      await look();
      expect([await fateOf(3), await fateOf(4)]).to.deep.equal(["withdrawn", "announced"]);
      expect(told()).to.deep.equal(["create", "create", "delete"]);
    });

    it("brings a post back that is there again, and none that the owner withdrew", async () => {
      await look();
      posts.push(write(3), write(4));
      await look();
      await createWithdrawUrl(test.world)(`${home()}post-4/`, commandLine);
      const [third, fourth] = posts.splice(2) as [ApiPost, ApiPost];
      await look(25 * hour);
      await look();
      expect([await fateOf(3), await fateOf(4)]).to.deep.equal(["withdrawn", "withdrawn"]);
      const updatedAt = test.clock.now().toISOString();
      posts.push({ ...third, updatedAt }, { ...fourth, updatedAt });
      await look();
      await look();
      expect([await fateOf(3), await fateOf(4)]).to.deep.equal(["announced", "withdrawn"]);
      expect(told()).to.deep.equal(["create", "create", "delete", "delete", "create"]);
    });

    it("does not announce what not everybody may read, unless the owner wants it", async () => {
      await look();
      posts.push(write(3, 0, { shut: true }));
      await look();
      expect(await fateOf(3)).to.equal("old");
      await test.store.repos.sites.set("site", { sendsMembers: true } satisfies Partial<Site>);
      posts.push(write(4, 0, { shut: true }));
      await look();
      expect([await fateOf(3), await fateOf(4)]).to.deep.equal(["old", "announced"]);
    });

    it("keeps what not everybody may read off the fediverse, and announces it once everybody may", async () => {
      const change = (n: number, given: Partial<ApiPost>) => {
        const updatedAt = test.clock.now().toISOString();
        posts = posts.map((post) => (post.n === n ? { ...post, updatedAt, ...given } : post));
      };
      const isHidden = async (n: number) => isApart((await threadAt(`post-${n}`)) as Thread);
      posts[0] = write(1, -60 * 24 * 400, { shut: true });
      await look();
      posts.push(write(3, 0, { shut: true }), write(4));
      await look();
      expect([await isHidden(1), await isHidden(3), await isHidden(4)]).to.deep.equal([true, true, false]);

      change(3, { title: "Still for members" });
      await look();
      expect(await isHidden(3)).to.equal(true);
      for (const n of [1, 3]) change(n, { shut: false });
      await look();
      expect([await isHidden(1), await isHidden(3)]).to.deep.equal([false, false]);
      expect([await fateOf(1), await fateOf(3)], "what is from before the installation is no news").to.deep.equal([
        "old",
        "announced",
      ]);
      change(3, { shut: true });
      await look();
      change(3, { shut: false });
      await look();
      expect(
        told().filter((what) => what === "create"),
        "nothing is told twice",
      ).to.have.length(2);
    });

    it("finds the thread by what else the post is called", async () => {
      await look();
      const id = (await threadAt("post-2"))?._id;
      const names =
        kind === "ghost" ? [`id:${ghostId(2)}`, `id:ghost-${ghostId(2)}`] : ["id:2", `id:${home()}?p=2`, `id:wp-1-2`];
      for (const name of names) expect((await test.threadAt(name))?._id, name).to.equal(id);
      if (kind === "wordpress") expect((await threadAt("?p=2"))?._id).to.equal(id);
    });
  });
}
