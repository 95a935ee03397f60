import { expect } from "chai";
import type { Comment } from "../../../../src/domain/comment.ts";
import type { Comments } from "../../../../src/domain/repos.ts";
import { aComment } from "../../../helpers/comment.ts";
import { at, type Backend } from "../backend.ts";

/** What pages of a thread ask of the comments. */
export function pagesContract(backend: Backend): void {
  describe("comments of a page", () => {
    let comments: Comments;
    const put = async (...given: (Partial<Comment> & { _id: string })[]) => {
      for (const one of given) await comments.add(aComment(one));
    };
    const ids = (found: Comment[]) => found.map((comment) => comment._id);

    afterEach(() => backend.release());
    beforeEach(async () => {
      comments = (await backend.store()).repos.comments;
      await put(
        { _id: "a", number: 1, createdAt: at("10:00:00") },
        { _id: "z", number: 2, createdAt: at("11:00:00") },
        { _id: "b", number: 3, createdAt: at("11:00:00") },
        { _id: "c", number: 4, createdAt: at("12:00:00"), parent: "a" },
        { _id: "d", number: 5, createdAt: at("13:00:00"), parent: "a" },
        { _id: "e", number: 6, createdAt: at("14:00:00"), parent: "c" },
        { _id: "gone", number: 7, createdAt: at("11:30:00"), state: "removed" },
        { _id: "hidden", number: 8, createdAt: at("13:30:00"), hiddenBy: "owner", parent: "a" },
        { _id: "spam", number: 9, createdAt: at("09:00:00"), state: "spam" },
        { _id: "held", number: 10, createdAt: at("15:00:00"), state: "held", parent: "c" },
        { _id: "other", number: 11, createdAt: at("10:30:00"), thread: "other" },
      );
    });

    it("gives some of a thread, whatever their state", async () => {
      expect(ids(await comments.someOnThread("thread", 20))).to.have.members(
        ["a", "z", "b", "c", "d", "e", "gone", "hidden", "spam", "held"], // all but another thread's
      );
      expect(await comments.someOnThread("thread", 3)).to.have.lengthOf(3);
    });

    it("reads what imports brought to a thread, in whatever state, and nothing else", async () => {
      const many = Array.from({ length: 250 }, (_, i) => ({ _id: `i${i}`, origin: "import" as const }));
      await put(
        ...many,
        { _id: "waits", origin: "import", state: "held" },
        { _id: "removed", origin: "import", state: "removed" },
      );
      await put({ _id: "web" }, { _id: "elsewhere", origin: "import", thread: "other" });
      const found: string[] = [];
      for await (const { _id } of comments.importedOn("thread")) found.push(_id);
      expect(found).to.have.members([...many.map(({ _id }) => _id), "waits", "removed"]);
      expect(found).to.have.lengthOf(252);
    });

    it("reads all of a thread, in whatever state, in the order of their ids", async () => {
      const found: string[] = [];
      for await (const { _id } of comments.allOn("thread")) found.push(_id);
      expect(found).to.deep.equal(["a", "b", "c", "d", "e", "gone", "held", "hidden", "spam", "z"]);
    });

    it("lists what readers see in a row, both ways, by time and then by number", async () => {
      const row = ["a", "z", "b", "c", "d", "e"];
      expect(ids(await comments.visible("thread", { limit: 9 }))).to.deep.equal(row);
      expect(ids(await comments.visible("thread", { limit: 9, back: true }))).to.deep.equal([...row].reverse());
      const z = { createdAt: at("11:00:00"), number: 2 };
      expect(ids(await comments.visible("thread", { after: z, limit: 2 }))).to.deep.equal(["b", "c"]);
      expect(ids(await comments.visible("thread", { after: z, limit: 2, back: true }))).to.deep.equal(["a"]);
      const between = { createdAt: at("11:30:00"), number: 7 };
      expect(ids(await comments.visible("thread", { after: between, limit: 1 }))).to.deep.equal(["c"]);
    });

    it("lists what readers see directly below the post or a comment", async () => {
      expect(ids(await comments.answers("thread", null, { limit: 9 }))).to.deep.equal(["a", "z", "b"]);
      expect(ids(await comments.answers("thread", "a", { limit: 9 }))).to.deep.equal(["c", "d"]);
      expect(ids(await comments.answers("thread", "a", { limit: 1, back: true }))).to.deep.equal(["d"]);
      expect(ids(await comments.answersToAny("thread", ["a", "c", "z"]))).to.have.members(["c", "d", "e"]);
      expect(await comments.answersToAny("thread", [])).to.deep.equal([]);
    });

    it("counts the answers that readers see, by what they answer", async () => {
      const counts = async (...parents: string[]) => [...(await comments.countAnswers("thread", parents))].sort();
      expect(await counts("a", "b", "c")).to.deep.equal([
        ["a", 2],
        ["c", 1],
      ]);
      expect(await counts("a")).to.deep.equal([["a", 2]]);
      expect(await counts("b")).to.deep.equal([]);
      expect(await counts()).to.deep.equal([]);
    });

    it("finds what readers do not see below some comments, within a time", async () => {
      const always = { from: null, to: null };
      const unseen = async (parents: (string | null)[], within: { from: Date | null; to: Date | null } = always) =>
        ids(await comments.unseen("thread", parents, within, 9));
      expect(await unseen([null])).to.have.members(["gone", "spam"]);
      expect(await unseen([null], { from: at("10:00:00"), to: null })).to.deep.equal(["gone"]);
      expect(await unseen([null], { from: null, to: at("09:00:00") })).to.deep.equal(["spam"]);
      expect(await unseen(["a", "c"])).to.have.members(["hidden", "held"]);
      expect(await unseen(["a"], { from: at("13:30:00"), to: at("13:30:00") })).to.deep.equal(["hidden"]);
      expect(await comments.unseen("thread", ["a", "c"], always, 1)).to.have.lengthOf(1);
    });
  });
}
