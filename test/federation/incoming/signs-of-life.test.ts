import { expect } from "chai";
import type { RemoteHost } from "../../../src/domain/host.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";

const minute = 60_000;

describe("what a server sends", () => {
  let node: InboxNode;
  let host: string;
  const actor = actorOf("mastodon");

  beforeEach(async () => {
    node = await startInboxNode();
    host = new URL(String(actor["inbox"])).host;
  });
  afterEach(() => node.close());

  const unavailable = () => {
    const now = node.clock.now();
    const until = new Date(now.getTime() + 100 * minute);
    return node.repos.hosts.note(host, { unavailableSince: now, failures: 40, failedDays: 7, restsUntil: until }, now);
  };
  const known = () => node.repos.hosts.get(host) as Promise<RemoteHost>;

  it("revives it when it was unavailable, to be tried by one delivery at first", async () => {
    await unavailable();
    const key = node.introduce(actor);
    expect((await node.deliver(fixture("mastodon/follow"), key)).status).to.equal(202);
    expect(await known()).to.deep.include({ unavailableSince: null, failedDays: 0, restsUntil: null, failures: 40 });
  });

  it("does nothing for it when its signature does not hold", async () => {
    await unavailable();
    const key = node.introduce(actor);
    const answer = await node.deliver(fixture("mastodon/follow"), key, { date: new Date(0) });
    expect(answer.status).to.equal(401);
    expect((await known()).unavailableSince).not.to.equal(null);
  });

  it("costs no write where nothing is wrong, and one look a minute", async () => {
    let [looks, writes] = [0, 0];
    const { hosts } = node.repos;
    const [get, note] = [hosts.get, hosts.note];
    hosts.get = (id) => {
      looks += 1;
      return get(id);
    };
    hosts.note = (...given) => {
      writes += 1;
      return note(...given);
    };
    const key = node.introduce(actor);
    for (let i = 0; i < 5; i++) await node.deliver(fixture("mastodon/like"), key);
    expect([looks, writes]).to.deep.equal([1, 0]);
    await unavailable();
    node.clock.advance(minute);
    await node.deliver(fixture("mastodon/like"), key);
    expect([looks, writes]).to.deep.equal([2, 2]);
    expect((await known()).unavailableSince).to.equal(null);
  });
});
