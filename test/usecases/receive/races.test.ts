import { expect } from "chai";
import { blockId } from "../../../src/domain/block.ts";
import { followerId } from "../../../src/domain/follower.ts";
import { createAcceptFollower } from "../../../src/usecases/receive/accept-follower.ts";
import { createDropFollower } from "../../../src/usecases/receive/drop-follower.ts";
import { createReceiveReaction } from "../../../src/usecases/receive/receive-reaction.ts";
import { createReceiveRemoval } from "../../../src/usecases/receive/receive-removal.ts";
import { createReceiveReply } from "../../../src/usecases/receive/receive-reply.ts";
import { createUndoReaction } from "../../../src/usecases/receive/undo-reaction.ts";
import { aComment } from "../../helpers/comment.ts";
import { ada, aReply, aWorld, type TestWorld } from "./harness.ts";

describe("what comes in while its opposite comes in", () => {
  let world: TestWorld;
  const noteId = "https://social.example/notes/1";
  const followId = `${ada.id}#follow`;
  const like = {
    kind: "like" as const,
    target: { kind: "comment" as const, id: "abc" },
    site: "site",
    actor: ada.id,
    activity: `${ada.id}#like`,
  };
  const follow = {
    actor: "blog",
    remote: { id: ada.id, handle: ada.handle, inbox: `${ada.id}/inbox`, sharedInbox: null },
    followId,
  };
  const follower = followerId("blog", ada.id);

  beforeEach(async () => {
    world = await aWorld();
    await world.comments.add(aComment({ _id: "abc" }));
  });
  afterEach(() => world.close());

  const block = () => {
    const rule = { kind: "actor" as const, value: ada.id, label: "", note: "", createdAt: world.clock.now() };
    return world.blocks.put({ _id: blockId("actor", ada.id), ...rule });
  };

  /** The world, in which something else happens right before a write. */
  function justBefore<R extends "comments" | "reactions" | "followers" | "graves">(
    repo: R,
    method: keyof TestWorld[R] & string,
    happens: () => Promise<unknown>,
  ): TestWorld {
    const real = world[repo][method] as (...given: unknown[]) => Promise<unknown>;
    const raced = async (...given: unknown[]) => {
      await happens();
      return real(...given);
    };
    return { ...world, [repo]: { ...world[repo], [method]: raced } };
  }

  it("removes a reply whose Delete came in before it was stored", async () => {
    const racing = justBefore("comments", "add", () =>
      createReceiveRemoval(world)({ id: "f1", remoteId: noteId, actor: ada.id }),
    );
    expect((await createReceiveReply(racing)(aReply())).kind).to.equal("ignored");
    expect(await world.comments.get("f1")).to.include({ state: "removed", html: "" });
  });

  it("removes a reply that was stored before its Delete could be remembered", async () => {
    const racing = justBefore("graves", "bury", () => createReceiveReply(world)(aReply()));
    const removed = await createReceiveRemoval(racing)({ id: "f1", remoteId: noteId, actor: ada.id });
    expect(removed).to.deep.equal({ kind: "removed", id: "f1" });
    expect(await world.comments.get("f1")).to.include({ state: "removed", html: "" });
  });

  it("hides a reply whose author was blocked before it was stored, under that block", async () => {
    const racing = justBefore("comments", "add", block);
    expect((await createReceiveReply(racing)(aReply())).kind).to.equal("refused");
    expect(await world.comments.get("f1")).to.deep.include({
      hiddenBy: blockId("actor", ada.id),
      owed: ["thread"],
    });
  });

  it("does not count a reaction that was undone before it was stored", async () => {
    const racing = justBefore("reactions", "put", () =>
      createUndoReaction(world)({ actor: ada.id, activity: like.activity, about: null }),
    );
    expect((await createReceiveReaction(racing)(like)).kind).to.equal("ignored");
    expect((await world.comments.get("abc"))?.counts).to.deep.equal({ likes: 0, boosts: 0 });
  });

  it("does not count a reaction that was stored before its Undo could be remembered", async () => {
    const racing = justBefore("graves", "bury", () => createReceiveReaction(world)(like));
    const undone = await createUndoReaction(racing)({ actor: ada.id, activity: like.activity, about: null });
    expect(undone.kind).to.equal("undone");
    expect((await world.comments.get("abc"))?.counts).to.deep.equal({ likes: 0, boosts: 0 });
  });

  it("does not count a reaction by somebody who was blocked before it was stored", async () => {
    const racing = justBefore("reactions", "put", block);
    expect((await createReceiveReaction(racing)(like)).kind).to.equal("ignored");
    expect((await world.comments.get("abc"))?.counts).to.deep.equal({ likes: 0, boosts: 0 });
  });

  it("stores the last of two counts that overtake each other", async () => {
    const other = { ...like, actor: "https://other.example/bob", activity: "https://other.example/1" };
    let overtaken = false;
    const racing = justBefore("comments", "setReactions", async () => {
      if (!overtaken) {
        overtaken = true;
        await createReceiveReaction(world)(other);
      }
    });
    await createReceiveReaction(racing)(like);
    expect((await world.comments.get("abc"))?.counts).to.deep.equal({ likes: 2, boosts: 0 });
  });

  it("keeps no follower who unfollowed before the follow was stored", async () => {
    const racing = justBefore("followers", "put", () =>
      createDropFollower(world)({ actor: "blog", remote: ada.id, followId }),
    );
    expect((await createAcceptFollower(racing)(follow)).kind).to.equal("ignored");
    expect(await world.followers.get(follower)).to.equal(null);
    expect(world.noticed).to.deep.equal([]);
  });

  it("keeps no follower whose follow was stored before the Undo could be remembered", async () => {
    const racing = justBefore("graves", "bury", () => createAcceptFollower(world)(follow));
    const dropped = await createDropFollower(racing)({ actor: "blog", remote: ada.id, followId });
    expect(dropped.kind).to.equal("dropped");
    expect(await world.followers.get(follower)).to.equal(null);
  });

  it("keeps no follower who was blocked before the follow was stored", async () => {
    const racing = justBefore("followers", "put", block);
    expect((await createAcceptFollower(racing)(follow)).kind).to.equal("ignored");
    expect(await world.followers.get(follower)).to.equal(null);
  });
});
