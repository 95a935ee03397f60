import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { type Block, type BlockKind, blockId } from "../../../src/domain/block.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, withInbox } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";
import { aSite } from "../../helpers/thread.ts";

const old = "https://mastodon.example/users/ada";
const home = "https://gts.example/users/ada";
const remoteId = `${old}/statuses/110001`;

/** In the shapes that Mastodon sends: a Move to followers, an Update of the profile to whoever heard of them lately. */
describe("somebody who moves to another account", () => {
  let node: InboxNode;
  let key: TestKey;
  withInbox((started, ada) => {
    [node, key] = [started, ada];
  });

  const rule = (value: string, given: Partial<Block> = {}, kind: BlockKind = "actor") => {
    const _id = blockId(kind, value, given.site);
    return node.repos.blocks.put({
      _id,
      kind,
      value,
      label: "ada@mastodon.example",
      note: "",
      createdAt: node.clock.now(),
      ...given,
    });
  };
  const ruleAt = async (id: string) => (await node.repos.blocks.among([id]))[0];
  const moves = (aliases: string[] | null = [old]) => {
    node.introduce(fixture("mastodon/actor-moved"), key);
    if (aliases) node.introduce({ ...actorOf("gotosocial"), id: home, inbox: `${home}/inbox`, alsoKnownAs: aliases });
  };
  const send = async (activity: Json) => {
    const { status, body } = await node.deliver(activity, key);
    for (let i = 0; i < 3; i++) await node.work();
    return { status, body };
  };
  const move = () => send(fixture("mastodon/move"));
  const update = () =>
    send({
      "@context": "https://www.w3.org/ns/activitystreams",
      id: `${old}#updates/1`,
      type: "Update",
      actor: old,
      to: ["https://www.w3.org/ns/activitystreams#Public"],
      object: { ...fixture("mastodon/actor-moved"), publicKey: { id: key.id, owner: old, publicKeyPem: key.pem } },
    });

  for (const [name, tell] of Object.entries({ "a Move": move, "a new profile": update }))
    it(`is followed by a block of theirs, with a note, when ${name} says so and the new account agrees`, async () => {
      await node.deliver(fixture("mastodon/create-reply"), key);
      await rule(old, { note: "Rude.", rejects: ["media"], reason: "Spam" });
      moves();
      expect((await tell()).status, "whoever is blocked is not told").to.equal(202);
      expect(await ruleAt(`actor:${home}`)).to.deep.include({
        severity: "block",
        rejects: ["media"],
        reason: "Spam",
        note: "Moved there from ada@mastodon.example. Rude.",
      });
      expect(await ruleAt(`actor:${old}`), "the old account stays blocked").to.not.equal(undefined);
      const { items } = await node.repos.audit.list({}, { limit: 9 });
      expect(items.map(({ act, by }) => [act, by.name])).to.deep.equal([["block.add", "the move of an account"]]);
    });

  it("is followed by what was decided on each blog, and by trust, as the account that is trusted names the new one", async () => {
    await node.repos.sites.add(aSite({ _id: "other", handle: "other", home: "https://other.example/" }));
    await rule(old, { severity: "allow" });
    await rule(old, { severity: "hold", site: "other" });
    moves();
    await move();
    expect(await ruleAt(`actor:${home}`)).to.include({ severity: "allow" });
    expect(await ruleAt(`other/actor:${home}`)).to.include({ severity: "hold", site: "other" });
  });

  it("changes nothing that was decided of the new account, and nothing when it is said again", async () => {
    await rule(old);
    await rule(home, { severity: "noop", note: "Mine." });
    moves();
    await move();
    expect(await ruleAt(`actor:${home}`)).to.include({ severity: "noop", note: "Mine." });
    await node.repos.blocks.remove(`actor:${home}`);
    await update();
    await node.repos.blocks.remove(`actor:${old}`);
    const count = (await node.repos.blocks.list()).length;
    node.clock.advance(1000);
    await move();
    expect((await node.repos.blocks.list()).length).to.equal(count);
  });

  for (const [name, aliases] of [
    ["does not say so", []],
    ["names somebody else", ["https://mastodon.example/users/eve"]],
    ["is not there", null],
  ] as const)
    it(`takes nobody along who ${name}`, async () => {
      await rule(old);
      moves(aliases && [...aliases]);
      await move();
      expect((await node.repos.blocks.list()).map(({ _id }) => _id)).to.deep.equal([`actor:${old}`]);
    });

  it("takes nothing along when their own server does not say so", async () => {
    await rule(old);
    node.introduce({ ...actorOf("gotosocial"), id: home, inbox: `${home}/inbox`, alsoKnownAs: [old] });
    await move();
    expect(await node.repos.blocks.list()).to.have.lengthOf(1);
  });

  it("is nobody's business but their own", async () => {
    await rule(old);
    moves();
    const eve = node.introduce({
      ...actorOf("mastodon"),
      id: "https://mastodon.example/users/eve",
      publicKey: {
        ...(actorOf("mastodon")["publicKey"] as Json),
        id: "https://mastodon.example/users/eve#main-key",
        owner: "https://mastodon.example/users/eve",
      },
    });
    const theirs = { ...fixture("mastodon/move"), actor: "https://mastodon.example/users/eve" };
    expect((await node.deliver(theirs, eve)).status).to.equal(202);
    for (let i = 0; i < 3; i++) await node.work();
    expect(await node.repos.blocks.list()).to.have.lengthOf(1);
  });

  it("is not asked about at a server that is blocked, there or here", async () => {
    moves();
    await rule("mastodon.example", {}, "host");
    expect((await move()).status).to.equal(403);
    await node.repos.blocks.remove("host:mastodon.example");
    await rule(old);
    await rule("gts.example", {}, "host");
    await move();
    expect(node.fediverse.asked).to.not.include(home);
    expect(await node.repos.blocks.list()).to.have.lengthOf(2);
  });

  it("is told to the owner where they write the blog, and named by nobody but the owner", async () => {
    await node.repos.sites.set("site", { writers: [{ id: old, handle: "ada@mastodon.example" }] });
    moves();
    await move();
    expect((await node.repos.sites.get("site"))?.writers).to.have.lengthOf(1);
    const { items } = await node.repos.audit.list({}, { limit: 9 });
    expect(items.map(({ act, subject, site }) => [act, subject, site])).to.deep.equal([["writer.move", home, "site"]]);
    expect(await node.repos.profiles.get(home)).to.deep.include({ aliases: [old] });
    expect((await node.repos.profiles.get(old))?.movedTo).to.equal(home);
  });

  it("shows nothing new of who is blocked by it", async () => {
    await node.deliver(fixture("mastodon/create-reply"), key);
    await rule(old);
    moves();
    await send({
      id: `${old}#updates/2`,
      type: "Update",
      actor: old,
      object: { ...fixture("mastodon/actor-moved"), name: "Anew" },
    });
    const author = (await node.comment(remoteId))?.author;
    expect(author?.kind === "remote" && author.name).to.not.equal("Anew");
  });
});
