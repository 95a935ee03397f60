import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

describe("a blog that leaves out what is unlisted", () => {
  let node: InboxNode;
  let key: TestKey;

  beforeEach(async () => {
    node = await startInboxNode({ site: { unlisted: "hide" } });
    key = node.introduce(fixture("mastodon/actor"));
  });
  afterEach(() => node.close());

  async function send(...names: string[]): Promise<void> {
    for (const name of names) {
      expect((await node.deliver(fixture(name), key)).status).to.equal(202);
      node.clock.advance(60_000);
    }
  }
  const stored = async () => (await node.repos.comments.onThread("thread")).map(({ state, html }) => [state, html]);

  it("stores no such reply, and says why in the post's log", async () => {
    await send("mastodon/create-unlisted");
    expect(await stored()).to.deep.equal([]);
    await node.repos.journal.written();
    const [line] = (await node.repos.journal.of("thread", { limit: 1 })).items;
    expect(line).to.deep.include({
      what: "reply-dropped",
      reason: "It is unlisted, and this blog leaves out what is.",
    });
  });

  it("goes on showing what is public", async () => {
    await send("mastodon/create-reply");
    expect((await stored()).map(([state]) => state)).to.deep.equal(["published"]);
  });

  it("erases what becomes unlisted", async () => {
    await send("mastodon/create-reply", "mastodon/update-to-unlisted");
    expect(await stored()).to.deep.equal([["removed", ""]]);
  });
});
