import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { followerId } from "../../../src/domain/follower.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;
const day = 86_400_000;

describe("profiles that have grown old", () => {
  let node: InboxNode;
  let key: TestKey;

  beforeEach(async () => {
    node = await startInboxNode();
    key = node.introduce(actorOf("mastodon"));
    await send("create-reply");
    await send("follow");
    node.clock.advance(day + 1);
  });
  afterEach(() => node.close());

  const send = async (name: string) =>
    expect((await node.deliver(fixture(`mastodon/${name}`), key)).status).to.equal(202);
  const changes = (change: Json) => node.introduce({ ...actorOf("mastodon"), ...change }, key);

  it("are fetched in the background when their owner acts, and not inside the request", async () => {
    changes({ name: "Countess Ada", inbox: "https://mastodon.example/new/inbox", endpoints: {} });
    const before = node.fediverse.asked.length;
    await send("like");
    expect(node.fediverse.asked).to.have.length(before);
    expect(await node.work()).to.deep.equal([{ kind: "done" }]);
    expect((await node.comment(remoteId))?.author).to.include({ name: "Countess Ada" });
    expect(await node.repos.followers.get(followerId("blog", ada))).to.include({
      inbox: "https://mastodon.example/new/inbox",
      sharedInbox: null,
    });
  });

  it("are fetched once a day at most", async () => {
    await send("like");
    await node.work();
    await send("announce");
    expect(await node.work()).to.deep.equal([]);
  });

  it("are left as they are, for a day, when they cannot be found", async () => {
    node.fediverse.serve(ada, { status: 404 });
    await send("like");
    expect(await node.work()).to.deep.equal([{ kind: "done" }]);
    expect((await node.comment(remoteId))?.state).to.equal("published");
    expect((await node.repos.profiles.get(ada))?.keys).to.have.length(1);
    await send("announce");
    expect(await node.work()).to.deep.equal([]);
  });

  it("hide what is there when their owner wishes so by now", async () => {
    changes({ summary: "<p>#noblog</p>" });
    await send("like");
    await node.work();
    expect((await node.comment(remoteId))?.hiddenBy).to.not.equal(null);
    changes({});
    node.clock.advance(day + 1);
    await send("announce");
    await node.work();
    expect((await node.comment(remoteId))?.hiddenBy).to.equal(null);
  });

  it("are forgotten when their owner is gone", async () => {
    node.fediverse.serve(ada, { status: 410 });
    await send("like");
    await node.work();
    expect((await node.comment(remoteId))?.state).to.equal("removed");
    expect(await node.repos.followers.count("blog")).to.equal(0);
  });

  it("keep the keys that the document leaves out", async () => {
    const { publicKey: _, ...keyless } = actorOf("mastodon");
    node.fediverse.serve(ada, keyless);
    await send("like");
    await node.work();
    await send("announce");
    expect((await node.repos.profiles.get(ada))?.keys).to.have.length(1);
  });
});
