import { expect } from "chai";
import { type BlockKind, blockId } from "../../../src/domain/block.ts";
import { fixture } from "../../helpers/fixture.ts";
import { type InboxNode, withInbox } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;

describe("blocks at the inbox", () => {
  let node: InboxNode;
  let key: TestKey;

  withInbox((started, ada) => {
    [node, key] = [started, ada];
  });

  const block = (kind: BlockKind, value: string) =>
    node.repos.blocks.put({ _id: blockId(kind, value), kind, value, label: "", note: "", createdAt: node.clock.now() });

  const nothingStored = async () => {
    expect(await node.comment(remoteId)).to.equal(null);
    expect(await node.repos.followers.count("blog")).to.equal(0);
    expect((await node.repos.threads.get("thread"))?.reactions).to.deep.equal({ likes: 0, boosts: 0 });
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    expect(node.fediverse.asked).to.deep.equal([]);
  };
  const everything = ["create-reply", "like", "announce", "follow", "update-reply"];

  it("stays silent to a blocked person, and asks nobody", async () => {
    await block("actor", ada);
    for (const name of everything) expect((await node.deliver(fixture(`mastodon/${name}`), key)).status).to.equal(202);
    await nothingStored();
  });

  for (const host of ["mastodon.example", "example"]) {
    it(`answers 403 to a server blocked as ${host}`, async () => {
      await block("host", host);
      for (const name of everything) {
        const answer = await node.deliver(fixture(`mastodon/${name}`), key);
        expect(answer.status).to.equal(403);
        expect(answer.headers["content-type"]).to.equal("application/problem+json");
      }
      await nothingStored();
    });
  }

  for (const [kind, value] of [
    ["actor", ada],
    ["host", "mastodon.example"],
  ] as const) {
    it(`lets whoever is blocked by ${kind} erase what they wrote, and nothing more`, async () => {
      await node.deliver(fixture("mastodon/create-reply"), key);
      await block(kind, value);
      expect((await node.deliver(fixture("mastodon/delete-reply"), key)).status).to.equal(202);
      expect(await node.comment(remoteId)).to.include({ state: "removed", html: "" });
      const again = await node.deliver(fixture("mastodon/create-reply"), key);
      expect(again.status).to.equal(kind === "host" ? 403 : 202);
      expect((await node.comment(remoteId))?.state).to.equal("removed");
    });

    it(`asks nobody for a Delete of what is not here, from whoever is blocked by ${kind}`, async () => {
      await block(kind, value);
      expect((await node.deliver(fixture("mastodon/delete-reply"), key)).status).to.equal(kind === "host" ? 403 : 202);
      expect((await node.deliver(fixture("mastodon/delete-actor"), key)).status).to.equal(kind === "host" ? 403 : 202);
      expect(node.fediverse.asked).to.deep.equal([]);
    });
  }

  it("lets others of the same server and look-alikes through", async () => {
    await block("actor", "https://mastodon.example/users/eve");
    await block("host", "don.example");
    expect((await node.deliver(fixture("mastodon/create-reply"), key)).status).to.equal(202);
    expect(await node.comment(remoteId)).to.not.equal(null);
  });

  it("answers 403 to a key of a blocked server, whoever is named as actor", async () => {
    await block("host", "evil.example");
    const answer = await node.deliver(fixture("mastodon/create-reply"), {
      ...key,
      id: "https://sub.evil.example/me#main-key",
    });
    expect(answer.status).to.equal(403);
    await nothingStored();
  });

  it("stores no ancestor by somebody blocked", async () => {
    await block("host", "blocked.example");
    const create = fixture("mastodon/create-reply");
    const object = { ...(create["object"] as object), inReplyTo: "https://blocked.example/notes/1" };
    expect((await node.deliver(node.show({ ...create, object }), key)).status).to.equal(202);
    await node.work();
    expect(node.fediverse.asked).to.deep.equal([ada, remoteId]);
    expect(await node.comment(remoteId)).to.equal(null);
  });

  it("stores no forwarded reply by somebody blocked", async () => {
    await block("host", "misskey.example");
    const create = fixture("misskey/create-reply");
    const answer = await node.deliver(create, key);
    expect(answer.status).to.equal(403);
    await block("actor", "https://misskey.example/users/9mika00001");
    await node.repos.blocks.remove(blockId("host", "misskey.example"));
    expect((await node.deliver(create, key)).status).to.equal(202);
    await node.work();
    expect(await node.comment("https://misskey.example/notes/9mknote001")).to.equal(null);
  });
});
