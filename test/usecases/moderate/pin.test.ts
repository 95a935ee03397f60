import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createPin } from "../../../src/usecases/moderate/pin.ts";
import { createUndo } from "../../../src/usecases/moderate/undo.ts";
import { aComment } from "../../helpers/comment.ts";
import { withWorld } from "../../helpers/with-world.ts";

describe("pinning", () => {
  let world: World;
  withWorld((made) => {
    world = made;
  });
  beforeEach(async () => {
    for (const id of ["a", "b", "c", "d"]) await world.comments.add(aComment({ _id: id }));
    await world.comments.add(aComment({ _id: "answer", parent: "a", path: ["a"] }));
    await world.comments.add(aComment({ _id: "held", state: "held" }));
  });

  const pin = (id: string, pinned = true) => createPin(world)(id, pinned, owner);
  const thread = async () => world.threads.get("thread");
  const pinned = async () => (await thread())?.pinned ?? [];
  const refusal = async (work: Promise<unknown>) =>
    work.catch((error: unknown) => (isProblem(error) ? error.message : ""));

  it("lets the last one stand first, raises the page and is written down; doing it twice changes nothing", async () => {
    const before = (await thread())?.revision ?? 0;
    await pin("a");
    await pin("b");
    expect(await pinned()).to.deep.equal(["b", "a"]);
    expect((await thread())?.revision).to.equal(before + 2);
    expect(await pin("b")).to.equal(null);
    await pin("a", false);
    expect(await pinned()).to.deep.equal(["b"]);
    expect(await pin("a", false)).to.equal(null);
    const { items } = await world.audit.list({}, { limit: 9 });
    expect(items.map(({ act, subject }) => `${act} ${subject}`)).to.have.members([
      "comment.pin a",
      "comment.pin b",
      "comment.unpin a",
    ]);
  });

  it("refuses a fourth, what waits, what answers another, and what is not there, each with a sentence", async () => {
    for (const id of ["a", "b", "c"]) await pin(id);
    expect(await refusal(pin("d"))).to.contain("At most 3");
    expect(await refusal(pin("held"))).to.contain("approve it first");
    expect(await refusal(pin("answer"))).to.contain("Pin the one it answers");
    expect(await refusal(pin("nothing"))).to.contain("no such comment");
    const a = await world.comments.get("a");
    if (a) await world.comments.change(a, { hiddenBy: "owner" });
    await pin("d");
    expect(await pinned(), "what is not to be seen takes no place").to.deep.equal(["d", "c", "b"]);
  });

  it("is taken back by who did it, unless others pinned since", async () => {
    const undo = createUndo(world);
    const first = await pin("a");
    expect(await undo(first ?? "", owner)).to.deep.equal({ done: 1, left: 0 });
    expect(await pinned()).to.deep.equal([]);
    const second = await pin("a");
    await pin("b");
    expect(await undo(second ?? "", owner)).to.deep.equal({ done: 0, left: 1 });
    const off = await pin("b", false);
    await undo(off ?? "", owner);
    expect(await pinned()).to.deep.equal(["b", "a"]);
  });
});
