import { expect } from "chai";
import type { Comment } from "../../../../src/domain/comment.ts";
import type { Comments } from "../../../../src/domain/repos.ts";
import { aComment, remoteActor as by } from "../../../helpers/comment.ts";
import { at, type Backend } from "../backend.ts";

const now = at("12:00:00");

/** What rules do to comments. */
export function markingContract(backend: Backend): void {
  describe("comments under rules", () => {
    let comments: Comments;
    const put = async (...given: (Partial<Comment> & { _id: string })[]) => {
      for (const one of given) await comments.add(aComment(one));
    };
    const ids = (found: Comment[]) => found.map((comment) => comment._id);

    afterEach(() => backend.release());
    beforeEach(async () => {
      comments = (await backend.store()).repos.comments;
    });

    it("hides what some actors wrote, and nobody else", async () => {
      const [bad, sub, eve] = [by("bad.example"), by("sub.bad.example"), by("bad.example:8443", "eve")];
      await put(
        { _id: "a", author: bad },
        { _id: "b", author: sub, owed: ["fediverse"], owedSince: at("11:00:00") },
        { _id: "c", author: eve, thread: "other" },
        { _id: "d", author: by("notbad.example") },
        { _id: "e" },
        { _id: "f", author: bad, hiddenBy: "owner" },
      );
      const turned = await comments.hide([bad.id, sub.id, eve.id], "host:bad.example", now);
      expect(turned.count).to.equal(3);
      expect(turned.threads).to.have.members(["thread", "other"]);
      const hidden = await Promise.all(
        ["a", "b", "c", "d", "e", "f"].map(async (id) => (await comments.get(id))?.hiddenBy),
      );
      expect(hidden).to.deep.equal(["host:bad.example", "host:bad.example", "host:bad.example", null, null, "owner"]);
      expect(await comments.get("a")).to.deep.include({ owed: ["thread"], owedSince: now, version: 2 });
      expect((await comments.get("b"))?.owed).to.have.members(["fediverse", "thread"]);
      expect((await comments.hiddenUnder("host:bad.example", 2)).length).to.equal(2);
      expect(await comments.actors()).to.have.members([bad.id, sub.id, eve.id, by("notbad.example").id]);
    });

    it("hides, moves and shows without pictures on one blog alone", async () => {
      const author = by("far.example");
      await put(
        { _id: "a", author },
        { _id: "b", author, site: "other" },
        { _id: "c", author: by("else.example"), site: "other" },
      );
      const marks = async () => Promise.all(["a", "b"].map(async (id) => (await comments.get(id))?.hiddenBy));
      expect((await comments.hide([author.id], "other/host:far.example", now, "other")).count).to.equal(1);
      expect(await marks()).to.deep.equal([null, "other/host:far.example"]);
      expect((await comments.hide([author.id], "host:far.example", now, "site")).count).to.equal(1);
      expect((await comments.remark([author.id], null, now, "other")).count).to.equal(1);
      expect(await marks()).to.deep.equal(["host:far.example", null]);
      expect((await comments.setPlain([author.id], true, now, "other")).count).to.equal(1);
      expect((await comments.get("a"))?.plain ?? false).to.equal(false);
      expect(await comments.actors("site")).to.deep.equal([author.id]);
      expect(await comments.actors("other")).to.have.members([author.id, by("else.example").id]);
    });

    it("dates what rules hide without a date, and nothing else", async () => {
      const early = at("10:00:00");
      const hiddenBy = "host:far.example";
      await put(
        { _id: "a", hiddenBy },
        { _id: "b", hiddenBy, state: "removed" },
        { _id: "c", hiddenBy: "owner" },
        { _id: "d", hiddenBy, hiddenSince: early },
      );
      await comments.countHidden(now);
      const dates = await Promise.all(
        ["a", "b", "c", "d"].map(async (id) => (await comments.get(id))?.hiddenSince ?? null),
      );
      expect(dates).to.deep.equal([now, null, null, early]);
    });

    it("knows since when what is hidden under a mark is, and starts anew with another one", async () => {
      const [early, late] = [at("10:00:00"), at("11:00:00")];
      await put({ _id: "a", author: by("far.example") }, { _id: "b", author: by("else.example") }, { _id: "c" });
      await comments.hide([by("far.example").id], "host:far.example", early);
      await comments.hide([by("else.example").id], "wish:else", early);
      expect(await comments.countUnder("host:far.example")).to.deep.equal({ count: 1, since: early });
      expect(await comments.countUnder("host:else.example")).to.deep.equal({ count: 0, since: null });
      expect(await comments.marksSince(early)).to.deep.equal(["host:far.example"]);
      await comments.remark([by("far.example").id], "host:example", late);
      expect(await comments.marksSince(early)).to.deep.equal([]);
      expect(await comments.marksSince(now)).to.deep.equal(["host:example"]);
      expect(await comments.hiddenUnder("host:example", 9, early)).to.deep.equal([]);
      expect(ids(await comments.hiddenUnder("host:example", 9, late))).to.deep.equal(["a"]);
      await comments.reveal("host:example", now);
      expect(await comments.marksSince(now)).to.deep.equal([]);
    });

    it("hides one actor and takes it back", async () => {
      await put({ _id: "a", author: by("far.example") }, { _id: "b", author: by("far.example", "bob") });
      const one = { count: 1, threads: ["thread"] };
      const hide = () => comments.hide([by("far.example").id], "actor:ada", now);
      expect(await hide()).to.deep.equal(one);
      expect(await hide()).to.deep.equal({ count: 0, threads: [] });
      expect(await comments.reveal("actor:ada", at("13:00:00"))).to.deep.equal(one);
      expect(await comments.get("a")).to.deep.include({
        hiddenBy: null,
        owed: ["thread"],
        owedSince: at("13:00:00"),
        version: 3,
      });
      expect((await comments.reveal("actor:ada", now)).count).to.equal(0);
    });

    it("moves what rules hide to another mark or shows it, and leaves other marks alone", async () => {
      const author = by("far.example");
      await put(
        { _id: "a", author, hiddenBy: "host:far.example" },
        { _id: "b", author, hiddenBy: "owner" },
        { _id: "c", author, hiddenBy: "actor:x" },
        { _id: "d", author, hiddenBy: `wish:${author.id}` },
        { _id: "e", author: by("other.example"), hiddenBy: "host:far.example" },
      );
      const marks = () => Promise.all(["a", "b", "c", "d", "e"].map(async (id) => (await comments.get(id))?.hiddenBy));
      expect((await comments.remark([author.id], "actor:x", now)).count).to.equal(1);
      expect(await marks()).to.deep.equal(["actor:x", "owner", "actor:x", `wish:${author.id}`, "host:far.example"]);
      expect(await comments.remark([author.id], null, now)).to.deep.equal({ count: 2, threads: ["thread"] });
      expect(await marks()).to.deep.equal([null, "owner", null, `wish:${author.id}`, "host:far.example"]);
    });

    it("leaves the pictures of some actors out, and takes that back", async () => {
      await put({ _id: "a", author: by("far.example") }, { _id: "b", author: by("other.example") });
      const set = (plain: boolean) => comments.setPlain([by("far.example").id], plain, now);
      expect((await set(true)).count).to.equal(1);
      expect((await set(true)).count).to.equal(0);
      expect([(await comments.get("a"))?.plain, (await comments.get("b"))?.plain]).to.deep.equal([true, undefined]);
      expect((await set(false)).count).to.equal(1);
      expect((await comments.get("a"))?.plain).to.equal(false);
    });

    it("finds visitors by their mark, their network and their mailbox", async () => {
      const visitor = (given: object) => ({
        kind: "visitor" as const,
        name: "",
        website: null,
        email: null,
        hash: "n",
        ...given,
      });
      await put(
        { _id: "a", author: visitor({}) },
        { _id: "b", author: visitor({ email: "a@x.example", hash: "m", network: "n" }) },
        { _id: "c", author: visitor({ email: "b@y.example", hash: "n" }) },
        { _id: "d", author: by("far.example") },
      );
      const found = async (...asked: Parameters<typeof comments.ofVisitors>) =>
        ids(await comments.ofVisitors(...asked));
      expect(await found({ hash: "n" }, 9)).to.deep.equal(["a", "c"]);
      expect(await found({ hash: "n" }, 9, "a")).to.deep.equal(["c"]);
      expect(await found({ network: "n" }, 9)).to.deep.equal(["a", "b"]);
      expect(await found({ emails: ["b@y.example"] }, 9)).to.deep.equal(["c"]);
      expect(await comments.mailboxes()).to.have.members(["a@x.example", "b@y.example"]);
    });

    const onRealServer = backend.standIn ? it.skip : it;
    onRealServer("hides more than a page", async () => {
      const store = await backend.store();
      await store.docs.comments.insertMany(
        Array.from({ length: 1100 }, (_, i) => aComment({ _id: `c${i}`, author: by("bad.example") })),
      );
      const turned = { count: 1100, threads: ["thread"] };
      expect(await store.repos.comments.hide([by("bad.example").id], "b", now)).to.deep.equal(turned);
      expect(await store.repos.comments.reveal("b", now)).to.deep.equal(turned);
    });
  });
}
