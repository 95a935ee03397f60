import { expect } from "chai";
import { commentIdOf } from "../../../federation/incoming/remote-id.ts";
import { walkJob } from "../../../src/usecases/receive/plan-walks.ts";
import { aComment } from "../../helpers/comment.ts";
import { type Conversation, inline, known, startConversation } from "../../helpers/conversation.ts";
import { journalOf } from "../../helpers/journal.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const replies = `${known}/replies`;

describe("a walk", () => {
  let at: Conversation;
  beforeEach(async () => {
    at = await startConversation();
  });
  afterEach(() => at.node.close());

  const plan = () => at.node.repos.walks.get("thread");
  const minutesUntilNext = async () =>
    (((await plan())?.dueAt?.getTime() ?? Number.NaN) - at.node.clock.now().getTime()) / minute;
  const lastLine = async () => (await journalOf(at.node.repos, "thread")).at(-1);

  describe("looks again at what we have", () => {
    it("takes over an edit that did not reach us", async () => {
      at.show({ content: "<p>Changed meanwhile</p>", updated: "2026-11-01T13:00:00Z" });
      at.node.clock.advance(2 * 60 * minute);
      await at.walk();
      expect((await at.node.comment(known))?.html).to.include("Changed meanwhile");
      expect(await lastLine()).to.include("1 comment had changed");
    });

    it("erases what is gone, or is not for everybody any more", async () => {
      at.node.fediverse.serve(known, { status: 410 });
      await at.walk();
      expect((await at.node.comment(known))?.state).to.equal("removed");
      expect(await lastLine()).to.include("1 comment was gone");
    });

    it("erases what is not for everybody any more", async () => {
      at.show({ to: ["https://mastodon.example/users/ada/followers"], cc: [] });
      await at.walk();
      expect((await at.node.comment(known))?.state).to.equal("removed");
    });

    it("leaves a comment alone that is not found, not shown to us, or names no audience", async () => {
      const answers = [{ status: 404 }, { status: 401 }, { status: 503 }, { body: "<html>", type: "text/html" }];
      for (const answer of answers) {
        at.node.fediverse.serve(known, answer);
        await at.walk();
        at.node.clock.advance(15 * minute);
      }
      at.show({ to: undefined, cc: undefined });
      await at.walk();
      expect((await at.node.comment(known))?.state).to.equal("published");
    });

    it("asks nobody for what is held, removed, hidden or written here", async () => {
      const remote = (id: string) => ({ id: `https://far.example/${id}`, url: `https://far.example/${id}` });
      for (const [i, given] of (
        [{ state: "held" }, { state: "removed" }, { hiddenBy: "owner" }, { state: "spam" }] as const
      ).entries())
        await at.node.repos.comments.add(
          aComment({ _id: `c${i}`, number: i + 9, remote: remote(String(i)), ...given }),
        );
      await at.node.repos.comments.add(aComment({ _id: "ours", number: 99 }));
      at.show({ replies: null, context: null });
      expect(await at.walk()).to.deep.equal([known]);
    });
  });

  describe("is bounded", () => {
    it("rests for fifteen minutes, whoever asks", async () => {
      expect(await at.walk()).to.include(known);
      at.node.clock.advance(15 * minute - 1);
      expect(await at.walk()).to.deep.equal([]);
      at.node.clock.advance(1);
      expect(await at.walk()).to.include(known);
    });

    it("asks one server thirty times a minute at most, and goes on fifteen minutes later", async () => {
      const ids = Array.from({ length: 45 }, (_, i) => at.note(`n${i}`, known, { by: `p${i % 4}@far.example` }));
      const crowd = inline("https://far.example/notes/n0/replies", ids.slice(20));
      at.note("n0", known, { by: "p0@far.example", replies: crowd });
      at.show({ replies: inline(replies, ids.slice(0, 20)) });
      const asked = await at.walk();
      expect(asked.filter((url) => url.startsWith("https://far.example/"))).to.have.length(30);
      expect(await minutesUntilNext()).to.equal(15);
      expect(await lastLine()).to.match(
        /the rest follows soon\. .*Left for the next turn, in a quarter of an hour: \d+/,
      );
      for (let turn = 0; turn < 8; turn++) {
        at.node.clock.advance(15 * minute);
        const next = await at.walk();
        expect(next.filter((url) => url.startsWith("https://far.example/")).length).to.be.at.most(30);
      }
      for (const id of ids) expect(await at.has(id), id).to.equal(true);
    });

    it("meets five people a minute of one server that nobody here knows", async () => {
      const ids = Array.from({ length: 8 }, (_, i) => at.note(`n${i}`, known, { by: `p${i}@far.example` }));
      at.show({ replies: inline(replies, ids) });
      const stored = async () => (await at.node.repos.comments.onThread("thread")).length - 1;
      await at.walk();
      expect(await stored()).to.equal(5);
      at.node.clock.advance(15 * minute);
      await at.walk();
      expect(await stored()).to.equal(8);
    });

    it("makes sixty fetches at most, and begins next time where it ended", async () => {
      const others = 70;
      at.show({ replies: null, context: null });
      for (let i = 0; i < others; i++) {
        const id = at.note(`n${i}`, known, { by: `p@s${i}.example` });
        const remote = { id, url: id };
        const author = {
          kind: "remote",
          id: `https://s${i}.example/users/p`,
          handle: `p@s${i}.example`,
          name: "P",
          url: id,
          avatar: null,
        } as const;
        await at.node.repos.comments.add(
          aComment({
            _id: commentIdOf(id),
            number: 100 + i,
            origin: "fediverse",
            remote,
            author,
            createdAt: at.node.clock.now(),
          }),
        );
        await at.node.inbox.profiles.ofActor(author.id);
      }
      const first = await at.walk();
      expect(first).to.have.length(60);
      expect((await plan())?.resume).to.not.equal(null);
      at.node.clock.advance(15 * minute);
      const second = await at.walk();
      expect(new Set([...first, ...second]).size).to.equal(others + 1);
      expect(second.slice(0, 5).some((url) => first.includes(url))).to.equal(false);
    });

    it("ends after 80 seconds, well within the lease of its job", async () => {
      const ids = Array.from({ length: 20 }, (_, i) => at.note(`n${i}`, known, { by: `zoe@far${i}.example` }));
      at.show({ replies: inline(replies, ids) });
      const start = at.node.clock.now().getTime();
      at.node.fediverse.onAsked((url) => at.node.clock.advance(url.includes("far") ? 9_000 : 0));
      await at.walk();
      expect(at.node.clock.now().getTime() - start).to.be.within(80_000, 95_000);
      expect((await plan())?.dueAt).to.not.equal(undefined);
    });

    it("spends fifteen seconds on one domain, and takes the rest of it on the next turn", async () => {
      const slow = Array.from({ length: 6 }, (_, i) => at.note(`n${i}`, known, { by: `zoe@s${i}.slow.example` }));
      const quick = at.note("quick", known, { by: "kim@quick.example" });
      at.show({ replies: inline(replies, [...slow, quick]) });
      at.node.fediverse.onAsked((url) => at.node.clock.advance(url.includes("slow.example") ? 4_000 : 0));
      const asked = await at.walk();
      expect(asked.filter((url) => url.includes("slow.example"))).to.have.length(4);
      expect(await at.has(quick)).to.equal(true);
      expect(await minutesUntilNext()).to.be.at.most(15);
      expect(await lastLine()).to.include("Left for the next turn");
      at.node.clock.advance(15 * minute);
      await at.walk();
      expect(await at.has(String(slow[2]))).to.equal(true);
    });

    it("reads no further in a collection whose server is slow", async () => {
      const page = (i: number) => ({
        id: `${replies}?p=${i}`,
        type: "CollectionPage",
        items: [known],
        next: `${replies}?p=${i + 1}`,
      });
      for (let i = 0; i < 10; i++) at.node.fediverse.serve(page(i).id, page(i));
      at.show({ context: null, replies: { id: replies, type: "Collection", first: page(0).id } });
      at.node.fediverse.onAsked(() => at.node.clock.advance(7_000));
      expect((await at.walk()).filter((url) => url.includes("?p="))).to.have.length(2);
    });

    it("takes fifty new replies at most, and twenty-five that one comment leads to", async () => {
      const ids = Array.from({ length: 30 }, (_, i) => at.note(`n${i}`, known, { by: "ada@mastodon.example" }));
      const whole = await Promise.all(
        ids.map(async (url) =>
          JSON.parse((await at.node.fediverse.fetch({ url, maxBytes: 1, timeoutMs: 1 })).body.toString()),
        ),
      );
      at.show({ replies: inline(replies, whole) });
      await at.walk();
      expect(await at.node.repos.comments.onThread("thread")).to.have.length(26);
      expect(await lastLine()).to.include("Left for the next turn, in a quarter of an hour: 5.");
    });

    it("does not ask again for a day for what leads to nothing", async () => {
      const id = at.note("one", null);
      at.show({ replies: inline(replies, [id]) });
      expect(await at.walk()).to.include(id);
      at.node.clock.advance(15 * minute);
      expect(await at.walk()).to.not.include(id);
      at.node.clock.advance(day);
      await at.node.repos.walks.stir("thread", at.node.clock.now(), at.node.clock.now());
      expect(await at.walk()).to.include(id);
    });
  });

  describe("with servers that are away", () => {
    it("asks each once, and all others all the same", async () => {
      const away = [at.note("a", known, { by: "x@away.example" }), at.note("b", known, { by: "y@away.example" })];
      const here = at.note("c", known);
      for (const url of away) at.node.fediverse.silence(url);
      at.show({ replies: inline(replies, [...away, here]) });
      const asked = await at.walk();
      expect(asked.filter((url) => url.includes("away.example"))).to.have.length(1);
      expect(await at.has(here)).to.equal(true);
      expect(await lastLine()).to.include("Not answering right now: away.example.");
      at.note("a", known, { by: "x@away.example" });
      at.node.clock.advance(15 * minute);
      await at.walk();
      expect(await at.has(away[0] as string)).to.equal(true);
    });

    it("goes on when the very comment's server is away, and comes back", async () => {
      at.node.fediverse.silence(known);
      expect(await at.walk()).to.deep.equal([known]);
      expect((await at.node.comment(known))?.state).to.equal("published");
      expect(await minutesUntilNext(), "as planned, and no sooner").to.equal(15);
      at.node.clock.advance(60 * minute);
      await at.walk();
      expect(await minutesUntilNext(), "as planned").to.equal(5 * 60);
    });
  });

  describe("is planned", () => {
    it("by the last activity, and moved forward by what it finds", async () => {
      at.node.clock.advance(2 * 60 * minute);
      await at.node.repos.jobs.put([walkJob("thread")], at.node.clock.now());
      await at.node.work();
      expect(await minutesUntilNext()).to.equal(4 * 60);
      at.show({ replies: inline(replies, [at.note("one", known)]) });
      at.node.clock.advance(4 * 60 * minute);
      await at.node.repos.jobs.put([walkJob("thread")], at.node.clock.now());
      await at.node.work();
      expect(await minutesUntilNext()).to.equal(15);
    });

    it("no more a month after the last activity", async () => {
      at.node.clock.advance(30 * day);
      await at.node.repos.jobs.put([walkJob("thread")], at.node.clock.now());
      at.node.fediverse.asked.length = 0;
      await at.node.work();
      expect(at.node.fediverse.asked).to.deep.equal([]);
      expect((await plan())?.dueAt).to.equal(undefined);
    });
  });
});
