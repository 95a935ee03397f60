import { expect } from "chai";
import { blockId } from "../../../src/domain/block.ts";
import { twinMark } from "../../../src/domain/comment.ts";
import { owner } from "../../../src/domain/moderator.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { createReceiveRemoval } from "../../../src/usecases/receive/receive-removal.ts";
import { createReceiveReply, type RemoteReply } from "../../../src/usecases/receive/receive-reply.ts";
import { aComment } from "../../helpers/comment.ts";
import { ada, aReply, aWorld, type TestWorld } from "./harness.ts";

describe("what is said twice", () => {
  let world: TestWorld;

  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.close());

  const noteId = (id: string) => `https://social.example/notes/${id}`;
  const receive = (id: string, given: Partial<RemoteReply> = {}) => {
    const remote = { id: noteId(id), url: `https://social.example/@ada/${id}` };
    return createReceiveReply(world)(aReply({ id, remote, ...given }));
  };
  const remove = (id: string) => createReceiveRemoval(world)({ id, remoteId: noteId(id), actor: ada.id });
  const marks = (...ids: string[]) =>
    Promise.all(ids.map(async (id) => (await world.comments.get(id))?.hiddenBy ?? null));

  it("is shown once, and the second owes the thread as well", async () => {
    expect(await receive("f1")).to.deep.equal({ kind: "published", id: "f1" });
    const later = new Date("2026-11-01T11:01:00Z");
    expect(await receive("f2", { html: "Hello <b>world</b>", createdAt: later })).to.deep.equal({
      kind: "twin",
      id: "f1",
    });
    expect(await marks("f1", "f2")).to.deep.equal([null, twinMark("f1")]);
    expect(world.noticed).to.deep.equal(["comment f1", "comment f2", "comment f2"]);
  });

  it("is also what shows the same page, with a new wording", async () => {
    const url = "https://social.example/@ada/1";
    await receive("f1", { remote: { id: noteId("f1"), url } });
    expect((await receive("f2", { remote: { id: noteId("f2"), url }, html: "Hello, world!" })).kind).to.equal("twin");
  });

  const others: Record<string, Partial<RemoteReply>> = {
    "other words": { html: "<p>Hello worlds</p>" },
    "a minute and more later": { createdAt: new Date("2026-11-01T11:01:00.001Z") },
    "by another": { author: { ...ada, id: "https://social.example/users/bea" } },
    "to another": { parent: aComment({ _id: "abc" }) },
    "under a warning": { warning: "spoilers" },
    "with a picture": { attachments: [{ url: "https://social.example/1.png", mediaType: "image/png", alt: "" }] },
  };
  for (const [name, given] of Object.entries(others)) {
    it(`is not what is said ${name}`, async () => {
      await receive("f1");
      expect(await receive("f2", given)).to.deep.equal({ kind: "published", id: "f2" });
      expect(await marks("f1", "f2")).to.deep.equal([null, null]);
    });
  }

  it("is not two pictures without words, each on the page of its own id", async () => {
    const picture = (n: number) => ({ url: `https://social.example/${n}.png`, mediaType: "image/png", alt: "" });
    for (const n of [1, 2]) {
      const remote = { id: noteId(`f${n}`), url: noteId(`f${n}`) };
      expect((await receive(`f${n}`, { html: "", remote, attachments: [picture(n)] })).kind).to.equal("published");
    }
  });

  it("is shown once when both come at the same time, whichever is stored first", async () => {
    await Promise.all([receive("f1"), receive("f2"), receive("f3")]);
    const found = await Promise.all(["f1", "f2", "f3"].map((id) => world.comments.get(id)));
    const [shown, ...more] = found.filter((comment) => comment?.hiddenBy === null);
    expect(more).to.deep.equal([]);
    expect(shown?.number).to.equal(Math.min(...found.map((comment) => comment?.number ?? 0)));
  });

  it("is shown when the first is deleted: one of those that are left", async () => {
    await receive("f1");
    await receive("f2");
    await receive("f3");
    await remove("f1");
    expect(await marks("f2", "f3")).to.deep.equal([null, twinMark("f2")]);
    await remove("f2");
    expect(await marks("f3")).to.deep.equal([null]);
  });

  it("stays hidden when its author was blocked meanwhile, now by that block", async () => {
    await receive("f1");
    await receive("f2");
    const block = { _id: blockId("actor", ada.id), kind: "actor" as const, value: ada.id };
    await world.blocks.put({ ...block, label: "", note: "", createdAt: world.clock.now() });
    await world.comments.hide([ada.id], block._id, world.clock.now());
    await remove("f1");
    expect(await marks("f2")).to.deep.equal([block._id]);
  });

  it("does not hide what follows something that is removed, sorted out or hidden", async () => {
    for (const [id, change] of Object.entries({
      a: { state: "removed" as const },
      b: { state: "spam" as const },
      c: { hiddenBy: "owner" },
    })) {
      await receive(id);
      await world.comments.change({ _id: id, number: 1, version: 1 }, change);
      expect((await receive(`${id}2`)).kind, id).to.equal("published");
      await world.comments.change({ _id: `${id}2`, number: 1, version: 1 }, { state: "removed" });
    }
  });

  it("is shown when the owner says so", async () => {
    await receive("f1");
    await receive("f2");
    await createDecide(world)("f2", "show", owner);
    expect(await marks("f2")).to.deep.equal([null]);
  });
});
