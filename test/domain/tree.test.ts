import { expect } from "chai";
import type { Comment } from "../../src/domain/comment.ts";
import { type Branch, growTree } from "../../src/domain/tree.ts";
import { aComment } from "../helpers/comment.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const below = (parent: Comment, id: string, given: Partial<Comment> = {}) =>
  aComment({ parent: parent._id, path: [...parent.path, parent._id], ...given, _id: id });

/** The shape of a tree as text: `a(b c(d))`, a stub as `[a]`. */
const shape = (branches: Branch[]): string =>
  branches
    .map((branch) => {
      const name = branch.stub ? `[${branch.comment._id}]` : branch.comment._id;
      return branch.replies.length > 0 ? `${name}(${shape(branch.replies)})` : name;
    })
    .join(" ");

describe("tree", () => {
  const a = aComment({ _id: "a", createdAt: at(0) });
  const b = aComment({ _id: "b", createdAt: at(1) });
  const c = below(a, "c", { createdAt: at(2) });
  const d = below(c, "d", { createdAt: at(3) });

  it("nests answers, oldest first, from any order", () => {
    expect(shape(growTree([d, c, b, a]))).to.equal("a(c(d)) b");
  });

  it("orders comments of one moment by number", () => {
    const first = aComment({ _id: "first", number: 1 });
    const second = aComment({ _id: "second", number: 2 });
    expect(shape(growTree([second, first]))).to.equal("first second");
  });

  it("keeps a stub for what is gone while something visible lies below", () => {
    expect(shape(growTree([a, { ...c, state: "removed" }, d]))).to.equal("a([c](d))");
  });

  it("leaves out what is gone and has no visible answer", () => {
    expect(shape(growTree([a, { ...c, hiddenBy: "owner" }, { ...d, state: "removed" }]))).to.equal("a");
  });

  it("hangs an answer to a missing parent below the nearest ancestor that is there", () => {
    expect(shape(growTree([a, d]))).to.equal("a(d)");
    expect(shape(growTree([d]))).to.equal("d");
  });

  it("is not caught by a comment that answers itself", () => {
    const odd = aComment({ _id: "odd", parent: "odd", path: ["odd"] });
    expect(shape(growTree([odd]))).to.equal("odd");
  });
});
