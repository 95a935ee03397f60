import { expect } from "chai";
import { journalOf } from "../../helpers/journal.ts";
import { aFollower, aNode, aSite, aThread, type TestNode } from "./node.ts";

describe("the journal of what is sent", () => {
  let node: TestNode;
  const told = { first: 1, last: 1, pending: true } as const;
  const thread = aThread({ _id: "tea", told });

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(thread);
    await node.repos.followers.put(aFollower("one.example"));
    await node.repos.followers.put(aFollower("two.example"));
  });
  afterEach(() => node.close());

  it("tells how many servers a post is on its way to, and when it is taken back", async () => {
    await node.outgoing.outbox.tellOfThread(thread, "create");
    await node.outgoing.outbox.tellOfThread({ ...thread, announcement: "withdrawn" }, "delete");
    expect(await journalOf(node.repos, "tea")).to.deep.equal([
      "The post was sent to the fediverse. It is on its way to 2 servers.",
      "The fediverse was asked to delete the post. It is on its way to 2 servers.",
    ]);
  });

  it("tells who did not take it, and why, once it is given up", async () => {
    await node.outgoing.outbox.tellOfThread(thread, "create");
    node.answer(({ url }) => ({ status: url.includes("one.") ? 403 : 503 }));
    await node.worker.drain();
    expect((await journalOf(node.repos, "tea")).at(-1)).to.equal(
      "one.example did not take what we sent. It may have blocked this blog, or does not accept what strangers send.",
    );
    for (let next = await node.repos.jobs.nextDue(); next; next = await node.repos.jobs.nextDue()) {
      node.clock.advance(Math.max(0, next.getTime() - node.clock.now().getTime()));
      await node.worker.drain();
    }
    expect((await journalOf(node.repos, "tea")).at(-1)).to.match(
      /^two\.example did not take what we sent\. Its server is out of order\. It was tried 11 times/,
    );
  });

  it("tells nothing while nothing is sent, and of nobody", async () => {
    node.setReachable(false);
    await node.outgoing.outbox.tellOfThread(thread, "create");
    expect(await journalOf(node.repos, "tea")).to.deep.equal([]);
    node.setReachable(true);
    await node.repos.followers.dropInbox("https://one.example/inbox");
    await node.repos.followers.dropInbox("https://two.example/inbox");
    await node.outgoing.outbox.tellOfThread(thread, "create");
    expect(await journalOf(node.repos, "tea")).to.deep.equal([]);
  });
});
