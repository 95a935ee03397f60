import { expect } from "chai";
import { deliveryOf } from "../../../federation/delivery/queue.ts";
import { aFollower, aNode, aSite, aThread, start, type TestNode } from "./node.ts";

const week = 7 * 24 * 3_600_000;

describe("a delivery after a change of keys", () => {
  let node: TestNode;
  let oldKey: string;
  let newKey: string;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(aThread({ _id: "tea" }));
    await node.repos.followers.put(aFollower("one.example"));
    const activity = "post.note-tea.create.1";
    await node.repos.bodies.put(activity, "blog", '{"type":"Create"}', start);
    await node.repos.jobs.put([deliveryOf(activity, "https://one.example/inbox")], start);
    oldKey = (await node.outgoing.keys.of("blog")).keyId;
    newKey = (await node.outgoing.keys.rotate("blog", true)).keyId;
  });
  afterEach(() => node.close());

  const keyIn = (headers: Record<string, string>) =>
    /keyid="([^"]*)"/i.exec(headers["signature-input"] ?? headers["signature"] ?? "")?.[1];

  /** Delivers to a server that answers by the key; returns the keys that it saw, each once. */
  async function deliver(statusOf: (key: string | undefined) => number): Promise<unknown[]> {
    node.answer(({ headers }) => ({ status: statusOf(keyIn(headers)) }));
    await node.worker.drain();
    return [...new Set(node.seen.map(({ headers }) => keyIn(headers)))];
  }

  it("is signed once more with the key before where the new one is not believed (401), as by GoToSocial", async () => {
    expect(await deliver((key) => (key === newKey ? 401 : 202))).to.deep.equal([newKey, oldKey]);
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });

  it("is not signed with the key before where the new one is taken", async () => {
    expect(await deliver(() => 202)).to.deep.equal([newKey]);
  });

  it("is given up when neither is believed", async () => {
    expect(await deliver(() => 401)).to.deep.equal([newKey, oldKey]);
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 1 });
  });

  it("is not signed with the key before where it is refused for another reason", async () => {
    expect(await deliver(() => 403)).to.deep.equal([newKey]);
  });

  it("is not signed with the key before a week later", async () => {
    node.clock.advance(week);
    expect(await deliver(() => 401)).to.deep.equal([newKey]);
  });
});
