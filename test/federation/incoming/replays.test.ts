import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { createMemory } from "../../../federation/memory.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, withInbox } from "../../helpers/inbox-node.ts";
import { signCavage, signRfc9421, type TestKey, type WireRequest } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;
const minute = 60_000;

describe("a request that is sent again as it was", () => {
  let node: InboxNode;
  let key: TestKey;

  withInbox((started, ada) => {
    [node, key] = [started, ada];
  });

  type Sign = typeof signCavage;
  const signed = (payload: Json, sign: Sign = signCavage, aheadMs = 0): WireRequest =>
    sign({ key, body: Buffer.from(JSON.stringify(payload)), date: new Date(node.clock.now().getTime() + aheadMs) });
  const send = async (wire: WireRequest) => (await node.send(wire)).status;
  const likes = async () => (await node.repos.threads.get("thread"))?.reactions.likes;

  for (const [dialect, sign] of Object.entries({ "draft-cavage": signCavage, "RFC 9421": signRfc9421 })) {
    it(`is taken with 202 and nothing is done for it, not even its key looked up (${dialect})`, async () => {
      const wire = signed(fixture("mastodon/like"), sign);
      expect(await send(wire)).to.equal(202);
      await node.repos.profiles.forget(ada);
      node.fediverse.silence(ada);
      expect(await send(wire)).to.equal(202);
      expect(node.fediverse.asked).to.have.length(1);
      expect(await likes()).to.equal(1);
    });
  }

  it("is known for as long as its signature would hold, even one from the future", async () => {
    const wire = signed(fixture("mastodon/like"), signCavage, 59 * minute);
    expect(await send(wire)).to.equal(202);
    node.clock.advance(118 * minute);
    await node.repos.profiles.forget(ada);
    node.fediverse.silence(ada);
    expect(await send(wire)).to.equal(202);
    node.clock.advance(2 * minute);
    expect(await send(wire)).to.equal(401);
  });

  it("is worked on when the first try failed for a while", async () => {
    const wire = signed(fixture("mastodon/create-reply"));
    node.fediverse.silence(ada);
    expect(await send(wire)).to.equal(503);
    node.introduce(actorOf("mastodon"), key);
    expect(await send(wire)).to.equal(202);
    expect(await node.comment(remoteId)).to.not.equal(null);
  });

  it("is nothing to those who only copy the signature", async () => {
    const wire = signed(fixture("mastodon/like"));
    expect(await send(wire)).to.equal(202);
    const other = Buffer.from(JSON.stringify({ ...fixture("mastodon/like"), id: `${ada}#likes/99` }));
    expect(await send({ ...wire, body: other })).to.equal(401);
  });

  // Signed anew, as one that another node has not seen: then the ids of the activities must hold.
  for (const again of ["as it was", "signed anew, as on another node"]) {
    const repeat = (payload: Json, wire: WireRequest) =>
      again === "as it was" ? send(wire) : node.deliver(payload, key).then(({ status }) => status);

    it(`does not count a like that was taken back (${again})`, async () => {
      const like = fixture("mastodon/like");
      const wire = signed(like);
      expect(await send(wire)).to.equal(202);
      expect((await node.deliver(fixture("mastodon/undo-like"), key)).status).to.equal(202);
      expect(await repeat(like, wire)).to.equal(202);
      expect(await likes()).to.equal(0);
    });

    it(`does not bring back a reply that was deleted (${again})`, async () => {
      const create = fixture("mastodon/create-reply");
      const wire = signed(create);
      expect(await send(wire)).to.equal(202);
      expect((await node.deliver(fixture("mastodon/delete-reply"), key)).status).to.equal(202);
      expect(await repeat(create, wire)).to.equal(202);
      expect(await node.comment(remoteId)).to.include({ state: "removed", html: "" });
    });

    it(`does not bring back a reply that was deleted before it came (${again})`, async () => {
      expect((await node.deliver(fixture("mastodon/delete-reply"), key)).status).to.equal(202);
      const create = fixture("mastodon/create-reply");
      const wire = signed(create);
      for (let i = 0; i < 2; i++) expect(await repeat(create, wire)).to.equal(202);
      expect(await node.comment(remoteId)).to.equal(null);
    });

    it(`does not follow again who has unfollowed (${again})`, async () => {
      const follow = fixture("mastodon/follow");
      const wire = signed(follow);
      expect(await send(wire)).to.equal(202);
      expect((await node.deliver(fixture("mastodon/undo-follow"), key)).status).to.equal(202);
      expect(await repeat(follow, wire)).to.equal(202);
      expect(await node.repos.followers.count("blog")).to.equal(0);
    });
  }
});

describe("a bounded memory", () => {
  const now = new Date("2026-11-01T12:00:00Z");
  const later = new Date(now.getTime() + minute);

  it("forgets when the time is over", () => {
    const memory = createMemory<number>(10);
    memory.set("a", 1, later);
    expect(memory.get("a", now)).to.equal(1);
    expect(memory.get("a", later)).to.equal(undefined);
  });

  it("never holds more than it may; the oldest make room", () => {
    const memory = createMemory<number>(10);
    for (let i = 0; i < 100; i++) memory.set(`k${i}`, i, later);
    const kept = Array.from({ length: 100 }, (_, i) => memory.get(`k${i}`, now)).filter((value) => value !== undefined);
    expect(kept).to.deep.equal([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  });
});
