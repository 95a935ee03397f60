import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { followerId } from "../../../src/domain/follower.ts";
import { fixture } from "../../helpers/fixture.ts";
import { type InboxNode, withInbox } from "../../helpers/inbox-node.ts";
import { makeKey, type TestKey } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;

describe("deletes, and what comes out of order", () => {
  let node: InboxNode;
  let key: TestKey;

  withInbox((started, ada) => {
    [node, key] = [started, ada];
  });

  const accepted = async (payload: unknown, by = key) => {
    const answer = await node.deliver(payload, by);
    expect(answer.status, answer.body).to.equal(202);
  };
  const send = (...names: string[]) =>
    names.reduce((before, name) => before.then(() => accepted(fixture(`mastodon/${name}`))), Promise.resolve());
  const withNote = (name: string, change: Json): Json => {
    const payload = fixture(name);
    return { ...payload, object: { ...(payload["object"] as Json), ...change } };
  };

  it("stores nothing when the Delete comes before its Create", async () => {
    await send("delete-reply", "create-reply");
    expect(await node.comment(remoteId)).to.equal(null);
  });

  it("brings nothing back that was deleted", async () => {
    await send("create-reply", "delete-reply", "create-reply", "update-reply");
    expect((await node.comment(remoteId))?.state).to.equal("removed");
  });

  it("answers an Update that comes before its Create as the Create", async () => {
    await send("update-reply", "create-reply");
    expect((await node.comment(remoteId))?.html).to.include("very fine");
  });

  it("ignores an Update of something old that it never had", async () => {
    node.clock.advance(25 * 3_600_000);
    await send("update-reply");
    expect(await node.comment(remoteId)).to.equal(null);
  });

  it("ignores an older version that comes late, and the same one twice", async () => {
    await send("create-reply");
    node.clock.advance(30 * 60_000);
    await accepted(
      withNote("mastodon/update-reply", { updated: "2026-11-01T12:20:00Z", content: "third", contentMap: {} }),
    );
    await accepted(
      withNote("mastodon/update-reply", { updated: "2026-11-01T12:10:00Z", content: "second", contentMap: {} }),
    );
    await accepted(
      withNote("mastodon/update-reply", { updated: "2026-11-01T12:20:00Z", content: "other", contentMap: {} }),
    );
    const comment = await node.comment(remoteId);
    expect(comment?.html).to.equal("third");
    expect(comment?.editedAt?.toISOString()).to.equal("2026-11-01T12:20:00.000Z");
  });

  it("looks a bare id in an Update up where it lives", async () => {
    await send("create-reply");
    node.clock.advance(20 * 60_000);
    node.fediverse.serve(remoteId, fixture("mastodon/update-reply")["object"] as Json);
    await accepted({ ...fixture("mastodon/update-reply"), object: remoteId });
    await node.work();
    expect((await node.comment(remoteId))?.html).to.include("very fine");
  });

  it("accepts the deletion of an actor it never met, without asking anybody", async () => {
    const answer = await node.deliver(fixture("mastodon/delete-actor"), makeKey(`${ada}#main-key`));
    expect(answer.status).to.equal(202);
    expect(node.fediverse.asked).to.deep.equal([]);
  });

  it("forgets an actor who is deleted: comments, reactions, follows, profile", async () => {
    await send("create-reply", "like", "announce", "follow", "delete-actor");
    expect(await node.work()).to.deep.equal([{ kind: "done" }]);
    const comment = await node.comment(remoteId);
    expect(comment).to.include({ state: "removed", html: "" });
    expect(JSON.stringify(comment?.author)).to.not.match(/ada|Ada/);
    expect((await node.repos.threads.get("thread"))?.reactions).to.deep.equal({ likes: 0, boosts: 0 });
    expect(await node.repos.followers.get(followerId("blog", ada))).to.equal(null);
    expect(await node.repos.profiles.get(ada)).to.equal(null);
  });

  it("forgets an actor whose key no longer fits when their server calls them gone", async () => {
    await send("create-reply");
    node.fediverse.serve(ada, { status: 410 });
    await accepted(fixture("mastodon/delete-actor"), makeKey(`${ada}#main-key`));
    expect(await node.work()).to.deep.equal([{ kind: "done" }]);
    expect(await node.comment(remoteId)).to.include({ state: "removed", html: "" });
    expect(await node.repos.profiles.get(ada)).to.equal(null);
  });

  it("does not forget an actor because some other address of their server is gone", async () => {
    await send("create-reply");
    for (const gone of ["https://mastodon.example/users/former#main-key", "https://mastodon.example/old"]) {
      node.fediverse.serve(gone.replace(/#.*/, ""), { status: 410 });
      await accepted(fixture("mastodon/delete-actor"), makeKey(gone));
      await node.work();
      expect((await node.comment(remoteId))?.state).to.equal("published");
      expect(await node.repos.profiles.get(ada)).to.not.equal(null);
    }
  });

  it("does not forget an actor whose address leads to another server that says gone", async () => {
    await send("create-reply");
    node.fediverse.serve(ada, { status: 410, url: "https://evil.example/gone" });
    node.fediverse.serve("https://mastodon.example/old", { status: 410 });
    await accepted(fixture("mastodon/delete-actor"), makeKey("https://mastodon.example/old"));
    await node.work();
    expect((await node.comment(remoteId))?.state).to.equal("published");
  });

  it("forgets an actor in whose place there is a Tombstone, whatever became of the key", async () => {
    await send("create-reply");
    node.fediverse.serve(ada, { id: ada, type: "Tombstone" });
    await accepted(fixture("mastodon/delete-actor"), makeKey("https://mastodon.example/users/ada/main-key"));
    await node.work();
    expect((await node.comment(remoteId))?.state).to.equal("removed");
  });

  it("asks a server that is away again, and forgets nobody meanwhile", async () => {
    await send("create-reply");
    node.fediverse.serve(ada, { status: 410 });
    await accepted(fixture("mastodon/delete-actor"), makeKey(`${ada}#main-key`));
    node.fediverse.silence(ada);
    expect((await node.work())[0]?.kind).to.equal("retry");
    expect((await node.comment(remoteId))?.state).to.equal("published");
  });

  it("does not forget an actor on a stranger's word, nor because their server cannot find them", async () => {
    await send("create-reply");
    const evil = makeKey("https://evil.example/me#main-key");
    node.fediverse.serve("https://evil.example/me", { status: 410 });
    expect((await node.deliver(fixture("mastodon/delete-actor"), evil)).status).to.equal(401);
    node.fediverse.serve(ada, { status: 404 });
    await accepted(fixture("mastodon/delete-actor"), makeKey(`${ada}#main-key`));
    await node.work();
    expect((await node.comment(remoteId))?.state).to.equal("published");
  });

  it("ignores a Follow that was undone before it came", async () => {
    await send("undo-follow", "follow");
    expect(await node.repos.followers.count("blog")).to.equal(0);
  });

  it("answers a Follow that is sent anew with the new id, and keeps one row", async () => {
    await send("follow");
    await accepted({ ...fixture("mastodon/follow"), id: "https://mastodon.example/another-follow" });
    expect(await node.repos.followers.count("blog")).to.equal(1);
    const follower = await node.repos.followers.get(followerId("blog", ada));
    expect(follower).to.include({ followId: "https://mastodon.example/another-follow", version: 2 });
    expect(follower?.owed).to.deep.equal(["fediverse"]);
  });

  it("keeps a follow that was asked for anew when the Undo of the older one comes late", async () => {
    const newer = { ...fixture("mastodon/follow"), id: "https://mastodon.example/another-follow" };
    await send("follow");
    await accepted(newer);
    await send("undo-follow");
    await accepted({ ...fixture("mastodon/undo-follow"), object: fixture("mastodon/follow")["id"] });
    expect(await node.repos.followers.count("blog")).to.equal(1);
    await accepted({ ...fixture("mastodon/undo-follow"), object: newer });
    expect(await node.repos.followers.count("blog")).to.equal(0);
  });

  it("drops a follow by an Undo that names another id than the Follow did, as often as it comes", async () => {
    const undo = fixture("mastodon/undo-follow");
    const renamed = {
      ...undo,
      object: { ...(undo["object"] as Json), id: "https://mastodon.example/follows/ada/blog" },
    };
    for (const id of ["https://mastodon.example/follows/1", "https://mastodon.example/follows/2"]) {
      await accepted({ ...fixture("mastodon/follow"), id });
      expect(await node.repos.followers.count("blog")).to.equal(1);
      await accepted(renamed);
      expect(await node.repos.followers.count("blog")).to.equal(0);
    }
  });

  it("refuses an Undo of what lies on another server, and remembers nothing of it", async () => {
    const undo = { ...fixture("mastodon/undo-like"), object: "https://misskey.example/notes/9mknote001" };
    expect((await node.deliver(undo, key)).status).to.equal(403);
    expect(await node.repos.graves.has(undo.object, node.clock.now())).to.equal(false);
  });

  it("drops a follow that is undone by its id alone", async () => {
    await send("follow");
    await accepted({ ...fixture("mastodon/undo-follow"), object: fixture("mastodon/follow")["id"] });
    expect(await node.repos.followers.count("blog")).to.equal(0);
  });

  it("drops the follow of somebody who blocks us", async () => {
    await send("follow", "block");
    expect(await node.repos.followers.count("blog")).to.equal(0);
  });

  it("ignores a Follow of the node itself, of guests that are off, and of nobody", async () => {
    for (const name of ["node", "blog_guests", "nobody"]) {
      await accepted({
        ...fixture("mastodon/follow"),
        id: `${ada}#f-${name}`,
        object: `https://node.example/ap/actors/${name}`,
      });
      expect(await node.repos.followers.count(name)).to.equal(0);
    }
  });
});
