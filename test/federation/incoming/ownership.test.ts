import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { blockId } from "../../../src/domain/block.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;

/** An actor of another name, shaped as Mastodon's. */
function anotherActor(id: string): Json {
  return {
    ...actorOf("mastodon"),
    id,
    inbox: `${id}/inbox`,
    url: id,
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: "KEY" },
  };
}

describe("who may do what to whose comment", () => {
  let node: InboxNode;
  let key: TestKey;
  let neighbour: TestKey;
  let stranger: TestKey;

  beforeEach(async () => {
    node = await startInboxNode();
    key = node.introduce(actorOf("mastodon"));
    neighbour = node.introduce(anotherActor("https://mastodon.example/users/eve"));
    stranger = node.introduce(anotherActor("https://evil.example/users/mallory"));
    expect((await node.deliver(fixture("mastodon/create-reply"), key)).status).to.equal(202);
  });
  afterEach(() => node.close());

  const untouched = async () => {
    const comment = await node.comment(remoteId);
    expect(comment).to.include({ state: "published", editedAt: null, version: 1 });
    expect(comment?.html).to.include("fine text");
  };
  const by = (payload: Json, actor: string): Json => ({ ...payload, actor, id: `${actor}#activity` });

  it("refuses a stranger's Update", async () => {
    const answer = await node.deliver(
      by(fixture("mastodon/update-reply"), "https://evil.example/users/mallory"),
      stranger,
    );
    expect(answer.status).to.equal(403);
    expect(JSON.parse(answer.body)).to.include({ type: "https://w3id.org/fep/c180#actor-not-authorized", status: 403 });
    await untouched();
  });

  it("refuses a stranger's Update that names the stranger as author", async () => {
    const update = by(fixture("mastodon/update-reply"), "https://evil.example/users/mallory");
    const object = { ...(update["object"] as Json), attributedTo: "https://evil.example/users/mallory" };
    expect((await node.deliver({ ...update, object }, stranger)).status).to.equal(403);
    await untouched();
  });

  it("refuses a neighbour's Update, even without an author named", async () => {
    const update = by(fixture("mastodon/update-reply"), "https://mastodon.example/users/eve");
    const { attributedTo: _, ...object } = update["object"] as Json;
    expect((await node.deliver({ ...update, object }, neighbour)).status).to.equal(403);
    await untouched();
  });

  it("refuses a stranger's Delete", async () => {
    expect(
      (await node.deliver(by(fixture("mastodon/delete-reply"), "https://evil.example/users/mallory"), stranger)).status,
    ).to.equal(403);
    await untouched();
  });

  it("believes a neighbour's Delete, a moderator's as may be, only when the object is gone at home", async () => {
    const payload = by(fixture("mastodon/delete-reply"), "https://mastodon.example/users/eve");
    node.fediverse.serve(remoteId, fixture("mastodon/create-reply")["object"] as Json);
    expect((await node.deliver(payload, neighbour)).status).to.equal(202);
    expect(await node.work()).to.deep.equal([{ kind: "done" }]);
    await untouched();
    node.fediverse.serve(remoteId, { status: 410 });
    expect((await node.deliver(payload, neighbour)).status).to.equal(202);
    await node.work();
    expect((await node.comment(remoteId))?.state).to.equal("removed");
  });

  it("refuses a Create with somebody else's note in it", async () => {
    const create = by(fixture("mastodon/create-reply"), "https://evil.example/users/mallory");
    const object = { ...(create["object"] as Json), id: `${ada}/statuses/2` };
    expect((await node.deliver({ ...create, object }, stranger)).status).to.equal(403);
    expect(await node.comment(`${ada}/statuses/2`)).to.equal(null);
  });

  it("refuses a Create or an Update of a link to another server", async () => {
    for (const type of ["Create", "Update"]) {
      const link = { id: `${ada}#${type}`, type, actor: ada, object: "https://evil.example/notes/1" };
      expect((await node.deliver(link, key)).status, type).to.equal(403);
    }
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("knows an author and a post whose ids are spelled in another way, and stores the post once", async () => {
    const create = fixture("mastodon/create-reply");
    const loud = (text: string) => text.replace("https://mastodon.example", "HTTPS://Mastodon.EXAMPLE:443");
    const object = { ...(create["object"] as Json), id: loud(remoteId), attributedTo: loud(ada) };
    expect((await node.deliver({ ...create, actor: loud(ada), object }, key)).status).to.equal(202);
    expect(await node.repos.comments.counts("thread")).to.deep.equal({ published: 1, held: 0 });
    await untouched();
  });

  it("knows somebody who is blocked under another spelling of their id", async () => {
    const value = ada;
    await node.repos.blocks.put({
      _id: blockId("actor", value),
      kind: "actor",
      value,
      label: "",
      note: "",
      createdAt: new Date(),
    });
    const loud = ada.replace("mastodon", "MASTODON");
    const like = { ...fixture("mastodon/like"), actor: loud };
    expect((await node.deliver(like, key)).status).to.equal(202);
    expect((await node.repos.threads.get("thread"))?.reactions.likes).to.equal(0);
    expect((await node.deliver({ ...fixture("mastodon/delete-reply"), actor: loud }, key)).status).to.equal(202);
    await untouched();
  });

  it("refuses a note with several authors", async () => {
    const create = fixture("mastodon/create-reply");
    const object = {
      ...(create["object"] as Json),
      id: `${ada}/statuses/3`,
      attributedTo: [ada, "https://mastodon.example/users/eve"],
    };
    expect((await node.deliver({ ...create, object }, key)).status).to.equal(403);
  });

  const mallory = "https://evil.example/users/mallory";
  for (const [who, attributedTo] of Object.entries({
    "an author of another server": ada,
    "two authors": [mallory, "https://evil.example/users/moe"],
    nobody: undefined,
    "an actor of ours": "https://node.example/ap/actors/blog",
  })) {
    it(`does not believe a forwarded note that names ${who}, though its own server shows it so`, async () => {
      const id = "https://evil.example/notes/1";
      const create = fixture("mastodon/create-reply");
      const object = { ...(create["object"] as Json), id, attributedTo };
      node.fediverse.serve(id, { body: object });
      const activity = { ...create, id: `${id}/activity`, actor: "https://evil.example/users/moe", object };
      expect((await node.deliver(activity, stranger)).status).to.equal(202);
      expect(await node.work()).to.deep.equal([{ kind: "done" }]);
      expect(node.fediverse.asked).to.include(id);
      expect(await node.comment(id)).to.equal(null);
    });
  }

  it("does not even look up a forwarded note that has an id of ours", async () => {
    const create = fixture("mastodon/create-reply");
    const object = { ...(create["object"] as Json), id: "https://node.example/ap/comments/abc" };
    expect((await node.deliver({ ...create, object }, stranger)).status).to.equal(202);
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("refuses an activity whose id lies on another server", async () => {
    const like = { ...fixture("mastodon/like"), id: "https://evil.example/likes/1" };
    expect((await node.deliver(like, key)).status).to.equal(403);
  });

  it("refuses a note with an id of ours", async () => {
    const create = fixture("mastodon/create-reply");
    const object = { ...(create["object"] as Json), id: "https://node.example/ap/comments/abc" };
    expect((await node.deliver({ ...create, object }, key)).status).to.equal(403);
  });

  it("refuses to undo somebody else's like", async () => {
    await node.deliver(fixture("mastodon/like"), key);
    for (const name of ["undo-like", "undo-like-compact"]) {
      const undo = by(fixture(`mastodon/${name}`), "https://mastodon.example/users/eve");
      expect((await node.deliver(undo, neighbour)).status, name).to.equal(403);
    }
    expect((await node.repos.threads.get("thread"))?.reactions.likes).to.equal(1);
  });

  it("takes a like back that is undone by its id alone, or before it came", async () => {
    await node.deliver(fixture("mastodon/like"), key);
    await node.deliver(fixture("mastodon/undo-like-compact"), key);
    expect((await node.repos.threads.get("thread"))?.reactions.likes).to.equal(0);
    const early = { ...fixture("mastodon/like"), id: `${ada}#likes/78` };
    await node.deliver({ ...fixture("mastodon/undo-like-compact"), object: early.id }, key);
    await node.deliver(early, key);
    expect((await node.repos.threads.get("thread"))?.reactions.likes).to.equal(0);
    await node.deliver({ ...early, id: `${ada}#likes/79` }, key);
    expect((await node.repos.threads.get("thread"))?.reactions.likes).to.equal(1);
  });

  it("ignores somebody else's profile in an Update", async () => {
    const update = by(fixture("mastodon/update-actor"), "https://mastodon.example/users/eve");
    expect((await node.deliver(update, neighbour)).status).to.equal(202);
    expect((await node.comment(remoteId))?.author).to.include({ name: "Ada 🦊" });
  });

  it("shows comments under the new name and picture of their author", async () => {
    const update = fixture("mastodon/update-actor");
    const publicKey = { id: key.id, owner: ada, publicKeyPem: key.pem };
    await node.deliver({ ...update, object: { ...(update["object"] as Json), publicKey } }, key);
    const comment = await node.comment(remoteId);
    expect(comment?.author).to.include({
      name: "Ada of the Foxes",
      avatar: "https://files.mastodon.example/avatars/ada-2.png",
    });
    expect(comment?.owed).to.deep.equal(["thread"]);
  });

  it("moves no comment to another thread by an edit", async () => {
    const update = fixture("mastodon/update-reply");
    const object = { ...(update["object"] as Json), inReplyTo: "https://elsewhere.example/1" };
    node.clock.advance(11 * 60_000);
    await node.deliver({ ...update, object }, key);
    expect(await node.comment(remoteId)).to.include({ thread: "thread", parent: null });
  });
});
