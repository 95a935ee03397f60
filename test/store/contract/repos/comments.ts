import { expect } from "chai";
import type { Comment } from "../../../../src/domain/comment.ts";
import { isProblem } from "../../../../src/domain/problem.ts";
import type { Comments } from "../../../../src/domain/repos.ts";
import { aComment, remoteActor as by } from "../../../helpers/comment.ts";
import { at, type Backend } from "../backend.ts";
import { debtsContract } from "./debts.ts";

const now = at("12:00:00");

export function commentsContract(backend: Backend): void {
  describe("comments", () => {
    let comments: Comments;
    const put = async (...given: (Partial<Comment> & { _id: string })[]) => {
      for (const one of given) await comments.add(aComment(one));
    };
    const ids = (found: Comment[]) => found.map((comment) => comment._id);

    afterEach(() => backend.release());
    beforeEach(async () => {
      comments = (await backend.store()).repos.comments;
    });

    it("stores a comment once and gives it back as it was", async () => {
      const comment = aComment({
        _id: "a",
        author: by("far.example"),
        editedAt: now,
        told: { first: 1, last: 2 },
        owed: ["mail"],
        owedSince: now,
      });
      expect(await comments.add(comment)).to.equal("added");
      expect(await comments.add({ ...comment, lang: "fr" })).to.equal("already");
      expect(await comments.get("a")).to.deep.equal(comment);
      expect(await comments.get("b")).to.equal(null);
    });

    it("stores many at once, but those that are there, and remembers since when they wait", async () => {
      await put({ _id: "a", number: 1 });
      const more = [
        aComment({ _id: "a", number: 2, lang: "fr" }),
        aComment({ _id: "b", number: 3, state: "held" }),
        aComment({ _id: "c", number: 4 }),
      ];
      expect(await comments.addAll(more)).to.equal(2);
      expect(await comments.addAll([])).to.equal(0);
      const found = await comments.among(["a", "b", "c"]);
      expect(found.map(({ number, heldSince }) => [number, heldSince instanceof Date])).to.deep.equal([
        [1, false],
        [3, true],
        [4, false],
      ]);
    });

    it("finds a visitor's in one thread, in whatever state, and stores votes beside all else", async () => {
      const visitor = (hash: string) => ({ kind: "visitor", name: "", website: null, email: null, hash }) as const;
      await put(
        { _id: "a", author: visitor("ann") },
        { _id: "b", author: visitor("ann"), state: "held" },
        { _id: "c", author: visitor("ben") },
        { _id: "d", author: visitor("ann"), thread: "other" },
      );
      expect(ids(await comments.byVisitor("thread", ["ann", "nan"]))).to.have.members(["a", "b"]);
      await comments.setVotes("a", { up: 2, down: 1 });
      expect(await comments.get("a")).to.deep.include({ votes: { up: 2, down: 1 }, version: 1 });
    });

    it("finds by number", async () => {
      await put({ _id: "a", number: 7 }, { _id: "b", number: 8 });
      expect((await comments.byNumber(8))?._id).to.equal("b");
      expect(await comments.byNumber(9)).to.equal(null);
    });

    it("lists what may show in a thread, oldest first, stubs and hidden ones included", async () => {
      await put(
        { _id: "late", number: 4, createdAt: at("13:00:00") },
        { _id: "gone", number: 3, state: "removed" },
        { _id: "hidden", number: 2, hiddenBy: "host:bad.example" },
        { _id: "held", state: "held" },
        { _id: "spam", state: "spam" },
        { _id: "elsewhere", thread: "other" },
      );
      expect(ids(await comments.onThread("thread"))).to.deep.equal(["hidden", "gone", "late"]);
    });

    it("changes a comment at the version that was read, and only then", async () => {
      await put({ _id: "a" });
      const read = { _id: "a", number: 1, version: 1 };
      expect(
        await comments.change(read, { state: "held", heldFor: ["Why not."], owed: ["thread"], owedSince: now }),
      ).to.equal("ok");
      expect(await comments.change(read, { state: "spam" })).to.equal("stale");
      expect(await comments.get("a")).to.deep.include({
        state: "held",
        version: 2,
        heldFor: ["Why not."],
        owedSince: now,
      });
      expect(await comments.change({ _id: "none", number: 1, version: 1 }, {})).to.equal("stale");
    });

    it("keeps identity and version out of a change", async () => {
      await put({ _id: "a" });
      await comments.change({ _id: "a", number: 1, version: 1 }, aComment({ _id: "b", version: 9, lang: "de" }));
      expect(await comments.get("a")).to.include({ _id: "a", version: 2, lang: "de" });
    });

    it("pages through a state, newest first, while others come and go", async () => {
      const times = ["10:00:00", "11:00:00", "11:00:00", "11:00:00", "12:00:00"];
      await put(...times.map((time, i) => ({ _id: `c${i}`, state: "held" as const, createdAt: at(time) })), {
        _id: "x",
      });
      const first = await comments.inState("held", { limit: 2 });
      expect(ids(first.items)).to.deep.equal(["c4", "c3"]);
      await put({ _id: "new", state: "held", createdAt: at("13:00:00") });
      await comments.change({ _id: "c3", number: 1, version: 1 }, { state: "published" });
      const second = await comments.inState("held", { after: first.next, limit: 2 });
      expect(ids(second.items)).to.deep.equal(["c2", "c1"]);
      const third = await comments.inState("held", { after: second.next, limit: 2 });
      expect(ids(third.items)).to.deep.equal(["c0"]);
      expect(third.next).to.equal(null);
    });

    it("keeps to one site when asked", async () => {
      await put({ _id: "a", state: "held" }, { _id: "b", state: "held", site: "two" });
      expect(ids((await comments.inState("held", { site: "two", limit: 9 })).items)).to.deep.equal(["b"]);
      const both = await comments.inState("held", { site: ["two", "none"], limit: 9 });
      expect(ids(both.items)).to.deep.equal(["b"]);
      expect((await comments.inState("held", { limit: 2 })).next).to.equal(null);
    });

    it("keeps what is hidden apart when asked", async () => {
      await put(
        { _id: "a", createdAt: at("10:00:00") },
        { _id: "b", createdAt: at("11:00:00"), hiddenBy: "owner" },
        { _id: "c", createdAt: at("12:00:00"), hiddenBy: "host:x.example", state: "held" },
        { _id: "d", createdAt: at("13:00:00"), hiddenBy: "owner", state: "spam" },
        { _id: "e", createdAt: at("14:00:00"), hiddenBy: "owner", state: "removed" },
      );
      expect(ids((await comments.inState("published", { limit: 9 })).items)).to.deep.equal(["b", "a"]);
      expect(ids((await comments.inState("published", { hidden: false, limit: 9 })).items)).to.deep.equal(["a"]);
      expect((await comments.inState("held", { hidden: false, limit: 9 })).items).to.deep.equal([]);
      const first = await comments.listed({ list: "hidden" }, { limit: 1 });
      expect(ids(first.items)).to.deep.equal(["c"]);
      expect(ids((await comments.listed({ list: "hidden" }, { after: first.next, limit: 9 })).items)).to.deep.equal([
        "b",
      ]);
    });

    it("finds what an older renderer rendered", async () => {
      await put({ _id: "a" }, { _id: "b", renderer: 2 }, { _id: "c", state: "removed" });
      expect(ids(await comments.renderedBefore(2, 9))).to.have.members(["a", "c"]);
      expect(await comments.renderedBefore(2, 1)).to.have.lengthOf(1);
      expect(await comments.renderedBefore(1, 9)).to.deep.equal([]);
    });

    it("finds the spam that was sorted out before a time, the longest ago first", async () => {
      await put(
        { _id: "late", state: "spam", spamSince: at("12:00:01") },
        { _id: "second", state: "spam", spamSince: at("11:00:00") },
        { _id: "first", state: "spam", spamSince: at("10:00:00") },
        { _id: "unknown", state: "spam" },
        { _id: "let through", state: "published", spamSince: null },
      );
      expect(ids(await comments.spamBefore(now, 5))).to.deep.equal(["first", "second"]);
      expect(ids(await comments.spamBefore(now, 1))).to.deep.equal(["first"]);
    });

    it("refuses a page marker that is not its own", async () => {
      for (const after of ["x", "12 ", "99999999999999999999 a", '{"$gt":1} a']) {
        const outcome = await comments.inState("held", { after, limit: 2 }).catch((error: unknown) => error);
        expect(isProblem(outcome, "invalid"), after).to.equal(true);
      }
    });

    it("counts what readers see and what waits", async () => {
      await put(
        { _id: "a" },
        { _id: "b", hiddenBy: "host:x.example" },
        { _id: "c", state: "held" },
        { _id: "d", state: "held" },
        { _id: "e", state: "spam" },
        { _id: "f", thread: "other" },
      );
      expect(await comments.counts("thread")).to.deep.equal({ published: 1, held: 2 });
      expect(await comments.counts("none")).to.deep.equal({ published: 0, held: 0 });
      expect(await comments.countState("held")).to.be.at.least(2);
      expect(await comments.countState("removed")).to.equal(0);
    });

    it("knows who has an approved comment", async () => {
      await put(
        { _id: "a" },
        { _id: "b", author: by("far.example"), site: "two" },
        { _id: "c", author: by("new.example"), state: "held" },
      );
      expect(await comments.hasApproved("site", { visitor: "hash-anna" })).to.equal(true);
      expect(await comments.hasApproved("site", { visitor: "hash-bert" })).to.equal(false);
      expect(await comments.hasApproved("two", { actor: by("far.example").id })).to.equal(true);
      expect(await comments.hasApproved("site", { actor: by("far.example").id })).to.equal(false);
      expect(await comments.hasApproved("site", { actor: by("new.example").id })).to.equal(false);
    });

    it("lists all by one actor", async () => {
      await put(
        { _id: "a", author: by("far.example"), state: "held" },
        { _id: "b", author: by("far.example") },
        { _id: "c" },
      );
      expect(ids(await comments.byActor(by("far.example").id, 9))).to.deep.equal(["a", "b"]);
      expect(ids(await comments.byActor(by("far.example").id, 1))).to.deep.equal(["a"]);
      expect(ids(await comments.byActor(by("far.example").id, 9, "a"))).to.deep.equal(["b"]);
      expect(ids(await comments.byActor(by("far.example").id, 9, "b"))).to.deep.equal([]);
    });

    it("finds what one actor said below the same comment within a time, both ends included", async () => {
      const [far, eve] = [by("far.example"), by("far.example", "eve")];
      await put(
        { _id: "a", author: far, createdAt: at("11:00:00") },
        { _id: "b", author: far, createdAt: at("11:02:00") },
        { _id: "c", author: far, createdAt: at("10:59:59") },
        { _id: "d", author: far, createdAt: at("11:01:00"), parent: "a" },
        { _id: "e", author: far, createdAt: at("11:01:00"), thread: "other" },
        { _id: "f", author: eve, createdAt: at("11:01:00") },
      );
      const said = (parent: string | null, but = "z") =>
        comments.saidBetween({ actor: far.id, but, thread: "thread", parent }, at("11:00:00"), at("11:02:00"));
      expect(ids(await said(null))).to.deep.equal(["b", "a"]);
      expect(ids(await said(null, "b"))).to.deep.equal(["a"]);
      expect(ids(await said("a"))).to.deep.equal(["d"]);
      expect(ids(await said("b"))).to.deep.equal([]);
    });

    it("finds what may be alike alone: by the number of what was said, or by the page", async () => {
      const author = by("far.example");
      const remote = (id: string, url: string) => ({
        id: `https://far.example/${id}`,
        url: `https://far.example/${url}`,
      });
      await put(
        { _id: "a", author, createdAt: at("11:00:00"), said: 7, remote: remote("a", "page-a") },
        { _id: "b", author, createdAt: at("11:00:01"), said: 8, remote: remote("b", "page-b") },
        { _id: "c", author, createdAt: at("11:00:02"), said: 9, remote: remote("c", "page-b") },
        { _id: "d", author, createdAt: at("11:00:03"), said: 1, remote: remote("d", "page-d") },
        { _id: "e", author, createdAt: at("11:00:04"), remote: remote("e", "page-e") },
        { _id: "f", author, createdAt: at("11:05:00"), said: 7, remote: remote("f", "page-b") },
      );
      const alike = (number: number, page: string) => {
        const who = { actor: author.id, but: "z", thread: "thread", parent: null };
        const like = { said: number, url: `https://far.example/${page}` };
        return comments.saidBetween({ ...who, like }, at("11:00:00"), at("11:02:00"));
      };
      expect(ids(await alike(7, "page-x"))).to.deep.equal(["a"]);
      expect(ids(await alike(7, "page-b"))).to.deep.equal(["c", "b", "a"]);
      expect(ids(await alike(1, "page-d"))).to.deep.equal(["d"]);
      expect(ids(await alike(6, "page-x"))).to.deep.equal([]);
    });

    debtsContract({ comments: () => comments, put, ids });
  });
}
