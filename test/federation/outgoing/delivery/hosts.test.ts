import { expect } from "chai";
import { createQueue } from "../../../../federation/delivery/queue.ts";
import { createReviveHost } from "../../../../src/usecases/receive/revive-host.ts";
import { addresses, start, type TestNode } from "../node.ts";
import { aNodeWithAPost, answering, day, hour, minute, passTime, queue } from "./setting.ts";

const host = "dead.example";
const inboxes = (count: number) => Array.from({ length: count }, (_, i) => `https://${host}/users/u${i}/inbox`);
const silence = { status: 502 };

describe("a host that fails", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNodeWithAPost();
  });
  afterEach(() => node.close());

  const known = () => node.repos.hosts.get(host);
  const counts = () => node.repos.jobs.count();

  async function queueAnother(id: string, to: readonly string[]): Promise<void> {
    await node.repos.bodies.put(id, "blog", "{}", node.clock.now());
    await queue(node, to, id);
  }

  it("rests after five failures in a row (breaker open), while others go on", async () => {
    await queue(node, inboxes(20));
    const at = answering(node, [silence]);
    await node.worker.drain();
    expect(at).to.have.length(5);
    const rest = (await known())?.restsUntil?.getTime() ?? 0;
    expect(rest - start.getTime()).to.be.within(8 * minute, 12 * minute);
    node.clock.advance(5 * minute);
    await queueAnother("accept.0a.1", ["https://fine.example/inbox", `https://${host}/inbox`]);
    node.seen.length = 0;
    await node.worker.drain();
    expect(node.seen.map(({ url }) => url)).to.deep.equal(["https://fine.example/inbox"]);
  });

  it("is tried by one when the rest is over (half-open), and rests longer when that fails", async () => {
    await queue(node, inboxes(20));
    const at = answering(node, [silence]);
    await node.worker.drain();
    node.clock.advance(12 * minute);
    await node.worker.drain();
    expect(at).to.have.length(6);
    const rest = (await known())?.restsUntil?.getTime() ?? 0;
    expect(rest - node.clock.now().getTime()).to.be.within(16 * minute, 24 * minute);
  });

  it("gets all that waited when the one gets through (closed)", async () => {
    await queue(node, inboxes(20));
    const at = answering(node, [...Array.from({ length: 5 }, () => silence), { status: 202 }]);
    await node.worker.drain();
    node.clock.advance(12 * minute);
    await node.worker.drain();
    expect(at).to.have.length(25);
    expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
    expect(await known()).to.deep.include({ failures: 0, restsUntil: null, answeredAt: node.clock.now() });
  });

  it("does not rest for what is refused or not found there", async () => {
    await queue(node, inboxes(10));
    const at = answering(node, [{ status: 422 }]);
    await node.worker.drain();
    expect(at).to.have.length(10);
    expect(await known()).to.equal(null);
  });

  it("costs few tries and few writes in a week, however much waits for it", async () => {
    await queue(node, inboxes(1000));
    const at = answering(node, [silence]);
    let writes = 0;
    const { jobs } = node.repos;
    const retry = jobs.retry;
    jobs.retry = (...given) => {
      writes += 1;
      return retry(...given);
    };
    await passTime(node, 5 * day + 13 * hour);
    expect((await counts()).waiting).to.equal(1000);
    expect(at.length).to.be.within(20, 50);
    expect(writes).to.equal(at.length);
  });

  describe("on seven distinct days", () => {
    let at: number[];

    beforeEach(async () => {
      await queue(node, inboxes(30));
      await queueAnother("post.note-old.delete.4", [`https://${host}/inbox`]);
      at = answering(node, [silence]);
      await passTime(node, 8 * day);
    });

    it("is unavailable: what waits is dropped, but for what takes something back", async () => {
      expect(await known()).to.deep.include({ failedDays: 7, dropped: 30 });
      expect((await known())?.unavailableSince?.getTime()).to.be.within(
        start.getTime() + 5 * day,
        start.getTime() + 7 * day,
      );
      expect(await counts()).to.deep.equal({ waiting: 1, failed: 0 });
      expect(at.at(-1)).to.be.below(7 * day);
    });

    it("gets nothing new while it is, but what takes something back", async () => {
      const told = async (id: string) => {
        async function* recipients() {
          yield { inboxes: [`https://${host}/inbox`, "https://fine.example/inbox"], patient: true };
        }
        const tell = createQueue({ ...node.repos, clock: node.clock }, addresses);
        await tell({ id: addresses.activity(id), actor: "blog", body: "{}" }, recipients());
        return (await node.repos.jobs.lanes("deliver", { after: null, limit: 9 })).map(({ lane, waiting }) => [
          lane,
          waiting,
        ]);
      };
      expect(await told("post.note-tea.update.2")).to.deep.equal([
        [host, 1],
        ["fine.example", 1],
      ]);
      expect(await told("post.note-tea.delete.3")).to.deep.equal([
        [host, 2],
        ["fine.example", 2],
      ]);
    });

    it("is revived by what comes in from it: it gets what was kept, and what is new", async () => {
      expect(await createReviveHost({ hosts: node.repos.hosts, clock: node.clock })(host)).to.equal(true);
      expect(await known()).to.deep.include({ unavailableSince: null, dropped: 0 });
      node.answer(() => ({ status: 202 }));
      node.seen.length = 0;
      await queueAnother("accept.0b.1", [`https://${host}/inbox`]);
      await passTime(node, 30 * day);
      expect(node.seen.length).to.equal(2);
      expect(await counts()).to.deep.equal({ waiting: 0, failed: 0 });
    });

    it("is asked every few days as long as there is something to take back, and then no more", async () => {
      const before = at.length;
      await passTime(node, 60 * day);
      expect(at.length - before).to.be.within(1, 10);
      expect((await counts()).waiting).to.equal(0);
    });
  });

  it("is not unavailable after many failures on one day", async () => {
    await queue(node, inboxes(1000));
    answering(node, [silence]);
    await passTime(node, 14 * hour - 1);
    expect(await known()).to.deep.include({ failedDays: 1, unavailableSince: null });
  });

  it("is told the same activity, and nothing twice, whatever it answered before", async () => {
    await queue(node, inboxes(8));
    const at = answering(node, [silence, silence, { status: 202 }, silence, silence, { status: 202 }]);
    await passTime(node, day);
    expect(at).to.have.length(12);
    expect(new Set(node.seen.map(({ url }) => url)).size).to.equal(8);
  });
});
