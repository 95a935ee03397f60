import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { blockId } from "../../../src/domain/block.ts";
import { fixture } from "../../helpers/fixture.ts";
import { type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

const likeId = "https://tin.example/activities/like/uuuu";
const tina = "https://tin.example/u/tina";

describe("a reaction that a group hands round", () => {
  let node: InboxNode;
  let books: TestKey;

  beforeEach(async () => {
    node = await startInboxNode();
    books = node.introduce(fixture("lemmy/group"));
    node.introduce(fixture("lemmy/liker"));
  });
  afterEach(() => node.close());

  const announce = async (change: Json = {}) => {
    const whole = fixture("lemmy/announce-like");
    const answer = await node.deliver({ ...whole, object: { ...(whole["object"] as Json), ...change } }, books);
    expect(answer.status, answer.body).to.equal(202);
    return node.work();
  };
  const likes = async () => (await node.repos.threads.get("thread"))?.reactions.likes;

  it("counts for its actor when their server shows it, once with what they send themselves", async () => {
    node.fediverse.serve(likeId, fixture("lemmy/far-like"));
    await announce();
    expect(await likes()).to.equal(1);
    const key = node.introduce(fixture("lemmy/liker"));
    expect((await node.deliver(fixture("lemmy/far-like"), key)).status).to.equal(202);
    expect(await likes()).to.equal(1);
  });

  it("says only where to look: actor and object are those of the copy", async () => {
    node.fediverse.serve(likeId, fixture("lemmy/far-like"));
    await announce({ actor: "https://lemmy.example/u/lena" });
    expect((await node.repos.reactions.byActivity(likeId))?.actor).to.equal(tina);
  });

  const copies: Record<string, Json> = {
    "of another id": { id: "https://tin.example/activities/like/other" },
    "by somebody of another server": { actor: "https://lemmy.example/u/lena" },
    "of something else": { object: "https://elsewhere.example/1" },
    "that is no reaction": { type: "Delete", object: tina },
    "that is no activity": { type: "Note", actor: null },
    "by nobody": { actor: "https://tin.example/u/nobody" },
  };
  for (const [name, change] of Object.entries(copies)) {
    it(`does not count when the copy is one ${name}`, async () => {
      const key = node.introduce(fixture("lemmy/liker"));
      node.introduce(fixture("lemmy/actor"));
      await node.deliver({ ...fixture("lemmy/far-like"), object: "https://elsewhere.example/1" }, key);
      node.fediverse.serve(likeId, { ...fixture("lemmy/far-like"), ...change });
      expect((await announce())[0]?.kind).to.equal("done");
      expect(await likes()).to.equal(0);
      expect(await node.repos.profiles.get(tina), "whom no copy can delete").to.not.equal(null);
    });
  }

  it("does not count when its server, or its actor, is blocked", async () => {
    node.fediverse.serve(likeId, fixture("lemmy/far-like"));
    for (const [kind, value] of [
      ["host", "tin.example"],
      ["actor", tina],
    ] as const) {
      const block = { _id: blockId(kind, value), kind, value, label: "", note: "", createdAt: node.clock.now() };
      await node.repos.blocks.put(block);
      await announce();
      expect(await likes(), kind).to.equal(0);
      await node.repos.blocks.remove(block._id);
    }
  });

  it("is asked for again when its server is away", async () => {
    node.fediverse.silence(likeId);
    expect((await announce())[0]?.kind).to.equal("retry");
    node.fediverse.serve(likeId, fixture("lemmy/far-like"));
    node.clock.advance(10 * 60_000);
    await node.work();
    expect(await likes()).to.equal(1);
  });

  it("is not asked for when it has no id, lies with us, or is about nothing of ours", async () => {
    const idle = { waiting: 0, failed: 0 };
    await announce({ id: null });
    await announce({ object: "https://lemmy.example/post/1" });
    expect(await node.repos.jobs.count()).to.deep.equal(idle);
    await announce({ id: "https://node.example/ap/activities/1" });
    expect(node.fediverse.asked.filter((url) => url !== "https://lemmy.example/c/books")).to.deep.equal([]);
    expect(await likes()).to.equal(0);
  });

  it("asks one server for no more than sixty a minute", async () => {
    const whole = fixture("lemmy/announce-like");
    const send = (n: number) =>
      node.deliver({ ...whole, object: { ...(whole["object"] as Json), id: `${likeId}/${n}` } }, books);
    for (let n = 0; n < 60; n++) expect((await send(n)).status).to.equal(202);
    const refused = await send(60);
    expect(refused.status).to.equal(429);
    expect(Number(refused.headers["retry-after"])).to.be.within(1, 60);
  });
});
