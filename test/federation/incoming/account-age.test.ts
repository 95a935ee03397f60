import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";

describe("the age of accounts", () => {
  const remoteId = "https://mastodon.example/users/ada/statuses/110001";
  let node: InboxNode;
  beforeEach(async () => {
    node = await startInboxNode({ site: { accountDays: 2 } });
  });
  afterEach(() => node.close());

  async function reply(published: unknown): Promise<void> {
    const key = node.introduce({ ...actorOf("mastodon"), published });
    expect((await node.deliver(fixture("mastodon/create-reply"), key)).status).to.equal(202);
  }
  const hoursAgo = (hours: number) => new Date(node.clock.now().getTime() - hours * 3_600_000);

  it("is what their server says, and holds a young one", async () => {
    await reply(hoursAgo(30).toISOString());
    const comment = await node.comment(remoteId);
    expect(comment?.author).to.deep.include({ since: hoursAgo(30) });
    expect(comment?.heldFor).to.deep.equal([{ check: "age", sentence: "The account is younger than 2 days." }]);
  });

  it("holds no old one, and none of whom that cannot be told", async () => {
    await reply(hoursAgo(50).toISOString());
    expect((await node.comment(remoteId))?.state).to.equal("published");
    for (const published of [undefined, null, "yesterday", 7, ["2026"]]) {
      await node.close();
      node = await startInboxNode({ site: { accountDays: 2 } });
      await reply(published);
      expect((await node.comment(remoteId))?.state, String(published)).to.equal("published");
    }
  });

  it("is forgotten with everything else that a comment says of its author", async () => {
    const key = node.introduce({ ...actorOf("mastodon"), published: hoursAgo(50).toISOString() });
    await node.deliver(fixture("mastodon/create-reply"), key);
    const id = "https://mastodon.example/users/ada";
    const deletion = {
      id: `${remoteId}#delete`,
      type: "Delete",
      actor: id,
      object: { id: remoteId, type: "Tombstone" },
    };
    await node.deliver({ "@context": "https://www.w3.org/ns/activitystreams", ...deletion }, key);
    const comment = await node.comment(remoteId);
    expect(comment?.state).to.equal("removed");
    expect(comment?.author).to.include({ id }).and.not.have.property("since");
  });
});
