import type { RequestListener } from "node:http";
import { expect } from "chai";
import type { Polling, Site } from "../../src/domain/site.ts";
import { createHtml } from "../../src/html/html.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { createPostReader } from "../../src/posts/post-reader.ts";
import { type ApiPost, answerAsGhost, answerAsWordPress, ghostId } from "../helpers/post-apis.ts";
import { aSite } from "../helpers/thread.ts";
import { type Loopback, startLoopback } from "../net/loopback.ts";

const now = new Date("2026-11-01T12:00:00Z");
const key = "22444f78447824223cefc48062";
const minute = 60_000;

/** Post number n, changed so many minutes before noon. */
function aPost(n: number, minutes = n, given: Partial<ApiPost> = {}): ApiPost {
  const updatedAt = new Date(now.getTime() - minutes * minute).toISOString();
  return { n, slug: `post-${n}`, title: `Post ${n}`, publishedAt: updatedAt, updatedAt, ...given };
}

describe("posts that are listed", () => {
  let blog: Loopback;
  let answer: RequestListener;
  let posts: ApiPost[];
  beforeEach(async () => {
    posts = [aPost(1, 3000), aPost(2, 2000), aPost(3, 1000)];
    blog = await startLoopback((request, response) => answer(request, response));
  });
  afterEach(() => blog.close());

  const home = () => `http://127.0.0.1:${blog.port}/`;
  const reader = createPostReader({
    fetch: createGuardedFetch({ allowPrivate: true, userAgent: "Antiphon/0 (+https://comments.example)" }),
    html: createHtml(),
  });
  const poll = (given: Partial<Site>, polling: Partial<Polling> = {}, at = now) => {
    const site = aSite({ home: home(), ...given });
    return reader.poll({ ...site, polling: { ...site.polling, ...polling } }, at);
  };
  const asks = () => blog.seen.map((line) => new URL(line.slice(4), home()).searchParams);

  const kinds = {
    ghost: {
      given: { postsFrom: "ghost", sourceKey: key },
      idOf: ghostId,
      serve: () => answerAsGhost(home, key, () => posts),
    },
    wordpress: { given: { postsFrom: "wordpress" }, idOf: String, serve: () => answerAsWordPress(home, () => posts) },
  } as const;

  for (const [name, { given, idOf, serve }] of Object.entries(kinds)) {
    describe(`by ${name}`, () => {
      beforeEach(() => {
        answer = serve();
      });
      const look = (polling: Partial<Polling> = {}, at = now) => poll(given, polling, at);

      it("are read all at first, the newest in front, and listed by their ids", async () => {
        const { entries, polling, all } = await look();
        expect(entries?.map(({ url }) => url)).to.deep.equal([3, 2, 1].map((n) => `${home()}post-${n}/`));
        expect(entries?.[0]).to.deep.include({
          id: idOf(3),
          title: "Post 3",
          publishedAt: new Date(posts[2]?.updatedAt ?? ""),
        });
        expect(entries?.[0]?.teaser).to.include("About post-3");
        expect(all).to.deep.equal([1, 2, 3].map(idOf));
        expect(polling).to.deep.include({ fault: null, firstPolledAt: now, listedAt: now });
        expect(new Date(polling.cursor ?? "")).to.deep.equal(new Date(posts[2]?.updatedAt ?? ""));
      });

      it("are then asked for by what was changed, and listed once a day", async () => {
        const { polling } = await look();
        posts[1] = aPost(2, 2000, { publishedAt: "2026-10-20T12:00:00Z" });
        posts.push(aPost(4, 10));
        posts[0] = aPost(1, 5, { title: "Changed", publishedAt: posts[0]?.publishedAt ?? "" });
        blog.seen.length = 0;
        const next = await look(polling);
        expect(next.entries?.map(({ title }) => title).slice(0, 2)).to.have.members(["Post 4", "Post 3"]);
        expect(next.entries?.map(({ title }) => title))
          .to.include("Changed")
          .and.not.include("Post 2");
        expect(next.all).to.equal(undefined);
        // WordPress is asked for what it published last as well.
        expect(blog.seen).to.have.length(name === "wordpress" ? 2 : 1);
        const tomorrow = await look(next.polling, new Date(now.getTime() + 86_400_000));
        expect(tomorrow.all).to.deep.equal([1, 2, 3, 4].map(idOf));
      });

      it("are all found in pages, though some are changed while they are read", async () => {
        posts = Array.from({ length: 250 }, (_, i) => aPost(i + 1, 10_000 - i));
        const usual = serve();
        let asked = 0;
        answer = (request, response) => {
          usual(request, response);
          // Two of the first page move to the end, so that all others move up.
          if (++asked === 1) for (const n of [3, 7]) posts[n - 1] = aPost(n, 1, { title: "Changed" });
        };
        const { entries } = await look();
        expect(new Set(entries?.map(({ id }) => id)).size).to.equal(250);
        expect(entries?.filter(({ title }) => title === "Changed")).to.have.length(2);
      });

      it("are all found where hundreds were changed at one moment", async () => {
        posts = Array.from({ length: 230 }, (_, i) => aPost(i + 1, 77));
        const { entries, all } = await look();
        expect(entries).to.have.length(230);
        expect(all).to.have.length(230);
      });

      it("are read on in a minute where there are very many; until then none is news", async () => {
        posts = Array.from({ length: 1100 }, (_, i) => aPost(i + 1, 9000 - i));
        const first = await look();
        expect(first.polling).to.include({ firstPolledAt: null, fault: null });
        expect(first.polling.nextPollAt.getTime() - now.getTime()).to.equal(minute);
        expect(first.all).to.equal(undefined);
        const second = await look(first.polling);
        expect(second.polling.firstPolledAt).to.deep.equal(now);
        const ids = [...(first.entries ?? []), ...(second.entries ?? [])].map(({ id }) => id);
        expect(new Set(ids).size).to.equal(1100);
        expect(second.all).to.have.length(1100);
      });

      it("that not everybody may read are told of quietly, unless the owner says otherwise", async () => {
        posts = [aPost(1, 5, { shut: true }), aPost(2)];
        const quiet = async (more: Partial<Site> = {}) =>
          (await poll({ ...given, ...more })).entries?.map(({ id, quiet }) => [id, quiet ?? false]);
        const shut = (await poll({ ...given, posts: "article" })).entries?.find((entry) => entry.quiet);
        expect([shut?.text, shut?.teaser]).to.deep.equal([undefined, ""]);
        expect(await quiet()).to.have.deep.members([
          [idOf(1), true],
          [idOf(2), false],
        ]);
        expect(await quiet({ sendsMembers: true })).to.have.deep.members([
          [idOf(1), false],
          [idOf(2), false],
        ]);
      });

      it("count as read for the first time when the last page of them was there", async () => {
        posts = Array.from({ length: 150 }, (_, i) => aPost(i + 1, 9000 - i));
        const usual = serve();
        let asked = 0;
        answer = (request, response) => {
          if (++asked === 2) response.writeHead(404).end();
          else usual(request, response);
        };
        const first = await look();
        expect([first.entries?.length, first.polling.firstPolledAt]).to.deep.equal([100, null]);
        expect(first.polling.fault).to.include("404");
        const second = await look(first.polling);
        expect(second.polling).to.deep.include({ fault: null, firstPolledAt: now });
      });

      it("are not taken for vanished where the list of all is not there", async () => {
        const usual = serve();
        answer = (request, response) => {
          const asked = new URL(request.url ?? "", home()).searchParams;
          if (/^(id|id asc)$/.test(asked.get("orderby") ?? asked.get("order") ?? "")) response.writeHead(404).end();
          else usual(request, response);
        };
        const { all, entries } = await look();
        expect([all, entries?.length]).to.deep.equal([undefined, 3]);
      });

      it("have their whole text where posts are sent as articles", async () => {
        expect((await look()).entries?.[0]).to.not.have.property("text");
        const { entries } = await poll({ ...given, posts: "article" });
        expect(entries?.[0]?.text?.html).to.include("post-3");
      });

      it("wait as long as the blog asks for", async () => {
        answer = (_request, response) => void response.writeHead(429, { "retry-after": "7200" }).end();
        const { entries, polling } = await look({ cursor: "2026-10-01T00:00:00.000Z", listedAt: now });
        expect(entries).to.equal(null);
        expect(polling.restUntil).to.deep.equal(new Date("2026-11-01T14:00:00Z"));
        expect(polling).to.include({ cursor: "2026-10-01T00:00:00.000Z" });
        expect(polling.fault).to.include("later").and.not.include(key);
      });

      it("are kept as far as they were had when the blog breaks off, and read on from there", async () => {
        posts = Array.from({ length: 250 }, (_, i) => aPost(i + 1, 10_000 - i));
        const usual = serve();
        let asked = 0;
        answer = (request, response) =>
          ++asked === 2 ? void response.writeHead(500).end("x") : usual(request, response);
        const first = await look();
        expect(first.entries).to.have.length(100);
        expect(first.polling.fault).to.include("500");
        expect(first.polling.firstPolledAt).to.equal(null);
        const second = await look(first.polling);
        const ids = [...(first.entries ?? []), ...(second.entries ?? [])].map(({ id }) => id);
        expect(new Set(ids).size).to.equal(250);
        expect(second.polling.fault).to.equal(null);
      });

      it("say what is wrong, without the key, where it is no such blog", async () => {
        const faults: [RequestListener, string][] = [
          [(_request, response) => void response.writeHead(404).end(), "Nothing that lists posts"],
          [(_request, response) => void response.end("<!doctype html>"), "no JSON"],
          [(_request, response) => void response.end('{"a":1}'), "no list of posts"],
          [
            (_request, response) => void response.writeHead(403).end("{}"),
            name === "ghost" ? "does not take the key" : "lets nobody read",
          ],
        ];
        for (const [wrong, words] of faults) {
          answer = wrong;
          const { entries, polling } = await look();
          expect(entries).to.equal(null);
          expect(polling.fault).to.include(words).and.not.include(key);
          expect(polling.firstPolledAt).to.equal(null);
        }
        await blog.close();
        expect((await look()).polling.fault)
          .to.include("cannot be read")
          .and.not.include(key);
      });
    });
  }

  describe("by Ghost", () => {
    beforeEach(() => {
      answer = kinds.ghost.serve();
    });

    it("are asked for as its documentation has it", async () => {
      const { polling } = await poll(kinds.ghost.given);
      await poll(kinds.ghost.given, polling);
      const [first, , later] = asks();
      expect(first?.get("filter")).to.equal(null);
      expect(later?.get("filter")).to.equal(`updated_at:>='${posts[2]?.updatedAt}'`);
      expect(later?.get("order")).to.equal("updated_at asc");
      expect(Number(later?.get("limit"))).to.equal(100);
      expect(later?.get("fields")).to.include("visibility").and.not.include("html").and.not.include("email");
    });

    it("are not asked for without a key, nor anew with a wrong one at once", async () => {
      const without = await poll({ postsFrom: "ghost" });
      expect(without.polling.fault).to.include("there is no key");
      expect(blog.seen).to.deep.equal([]);
      const wrong = await poll({ postsFrom: "ghost", sourceKey: "00000000000000000000000000" });
      expect(wrong.polling.fault).to.include("does not take the key");
    });

    it("lie where Ghost says, which may be another address than the blog's", async () => {
      const away = await poll({ ...kinds.ghost.given, home: "https://blog.example/", sourceAt: home() });
      expect(away.entries, "its posts are none of the blog's").to.deep.equal([]);
      expect(away.polling.fault).to.equal(null);
    });

    it("are known by what themes call them, and not at all without a page", async () => {
      const { entries } = await poll(kinds.ghost.given);
      expect(entries?.[0]?.also).to.deep.equal({ ids: [`ghost-${ghostId(3)}`], urls: [] });
      posts = [aPost(1, 5, { slug: "404" })];
      expect((await poll(kinds.ghost.given)).entries).to.deep.equal([]);
    });
  });

  describe("by WordPress", () => {
    it("are found without pretty addresses, and then asked for there first", async () => {
      answer = answerAsWordPress(home, () => posts, { pretty: false });
      const { entries, polling } = await poll(kinds.wordpress.given);
      expect(entries).to.have.length(3);
      blog.seen.length = 0;
      expect((await poll(kinds.wordpress.given, polling)).polling.fault).to.equal(null);
      expect(blog.seen).to.have.length(2);
      expect(blog.seen[0]).to.include("rest_route=");
    });

    it("have entities in their titles, and are known by their guid and number", async () => {
      answer = kinds.wordpress.serve();
      posts = [aPost(12, 5, { title: "Rye &#8211; again &amp; again" })];
      const { entries } = await poll(kinds.wordpress.given);
      expect(entries?.[0]).to.deep.include({
        id: "12",
        title: "Rye – again & again",
        teaser: "About post-12 – all of it […]",
        also: { ids: [`${home()}?p=12`, "wp-1-12"], urls: [`${home()}?p=12`] },
      });
    });
  });
});
