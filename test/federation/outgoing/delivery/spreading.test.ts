import { expect } from "chai";
import { createQueue } from "../../../../federation/delivery/queue.ts";
import { delayFor } from "../../../../federation/delivery/spreading.ts";
import type { RemoteActor } from "../../../../src/domain/author.ts";
import type { NewJob } from "../../../../src/domain/job.ts";
import { aComment } from "../../../helpers/comment.ts";
import { addresses, aFollower, aNode, aSite, aThread, knowActor, start, type TestNode } from "../node.ts";
import { hour, minute, passTime } from "./setting.ts";

describe("an audience on many servers", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
  });
  afterEach(() => node.close());

  async function followedBy(hosts: number): Promise<void> {
    for (let i = 0; i < hosts; i++) await node.repos.followers.put(aFollower(`h${i}.example`));
  }

  async function aPost(given: Partial<Parameters<typeof aThread>[0]> = {}) {
    const thread = aThread({ _id: "tea", told: { first: 1, last: 1, pending: true }, ...given });
    await node.repos.threads.add(thread);
    return thread;
  }

  /** When each host got what was told, in milliseconds from the start. */
  async function arrivals(): Promise<Map<string, number>> {
    const at = new Map<string, number>();
    node.answer(({ url }) => {
      at.set(new URL(url).host, node.clock.now().getTime() - start.getTime());
      return { status: 202 };
    });
    await passTime(node, 60 * minute);
    return at;
  }

  it("of a hundred hosts hears of a post at once", async () => {
    await followedBy(100);
    await node.outgoing.outbox.tellOfThread(await aPost(), "create");
    expect([...(await arrivals()).values()]).to.deep.equal(Array(100).fill(0));
  });

  it("of more hears of it one by one within minutes, so that not all fetch the page at once", async () => {
    await followedBy(300);
    await node.outgoing.outbox.tellOfThread(await aPost(), "create");
    const times = [...(await arrivals()).values()];
    expect(times).to.have.length(300);
    expect(Math.max(...times)).to.be.within(2 * minute, 3 * minute);
    for (let i = 0; i < 3; i++) {
      expect(times.filter((time) => time >= i * minute && time < (i + 1) * minute).length).to.be.within(60, 140);
    }
  });

  it("lets those who took part hear of it at once all the same", async () => {
    await followedBy(150);
    const id = await knowActor(node.repos, "reader.example");
    const author: RemoteActor = {
      kind: "remote",
      id,
      handle: "bob@reader.example",
      name: "Bob",
      url: id,
      avatar: null,
    };
    const thread = await aPost();
    await node.repos.comments.add(aComment({ _id: "f1", thread: "tea", origin: "fediverse", author }));
    await node.outgoing.outbox.tellOfThread(thread, "create");
    expect((await arrivals()).get("reader.example")).to.equal(0);
  });

  it("hears at once of what is taken back", async () => {
    await followedBy(150);
    const thread = await aPost();
    await node.outgoing.outbox.tellOfThread(thread, "create");
    await passTime(node, 60 * minute);
    const told = node.clock.now().getTime() - start.getTime();
    await node.repos.threads.change(thread, { announcement: "withdrawn" });
    await node.outgoing.outbox.tellOfThread({ ...thread, announcement: "withdrawn", version: 2 }, "delete");
    expect([...(await arrivals()).values()]).to.deep.equal(Array(150).fill(told));
  });

  it("never hears of what is taken back before its turn comes", async () => {
    await followedBy(150);
    const thread = await aPost();
    await node.outgoing.outbox.tellOfThread(thread, "create");
    await node.repos.threads.change(thread, { announcement: "withdrawn" });
    await passTime(node, 60 * minute);
    expect(node.seen).to.deep.equal([]);
  });

  it("gives a host the same place however often it is asked, and another one with the next activity", () => {
    const hosts = new Set(Array.from({ length: 1000 }, (_, i) => `h${i}.example`));
    const delays = (activity: string) => delayFor(activity, hosts, new Set());
    const [one, other] = [delays("post.a.create.1"), delays("post.b.create.1")];
    expect(one("h1.example")).to.equal(delays("post.a.create.1")("h1.example"));
    expect(one("h1.example")).not.to.equal(other("h1.example"));
    for (const host of hosts) expect(one(host)).to.be.within(0, 5 * minute);
  });

  it("lets hosts that failed within the last day hear of a post after all others", async () => {
    await followedBy(150);
    const fail = (host: string) => node.repos.hosts.note(host, { failures: 1, failingSince: start }, start);
    const heal = (host: string, at: Date) => node.repos.hosts.note(host, { answeredAt: at }, start);
    await fail("h7.example");
    await heal("h8.example", new Date(start.getTime() - 23 * hour));
    await heal("h9.example", new Date(start.getTime() - 25 * hour));
    await node.outgoing.outbox.tellOfThread(await aPost(), "create");
    const at = await arrivals();
    expect(at.size).to.equal(150);
    const inTurn = [...at].sort(([, a], [, b]) => a - b).map(([host]) => host);
    expect(inTurn.slice(-2)).to.have.members(["h7.example", "h8.example"]);
    const sound = [...at].filter(([host]) => host !== "h7.example" && host !== "h8.example").map(([, time]) => time);
    expect(Math.max(...sound)).to.be.below(1.48 * minute);
  });

  it("is put in the queue in the order in which it is to hear, so that what is taken together lies together", async () => {
    const put: NewJob[] = [];
    const jobs = { ...node.repos.jobs, put: async (some: readonly NewJob[]) => void put.push(...some) };
    const tell = createQueue({ ...node.repos, clock: node.clock, jobs }, addresses);
    const inboxes = Array.from({ length: 1200 }, (_, i) => `https://h${i}.example/inbox`);
    async function* crowd() {
      yield { inboxes: inboxes.slice(0, 700), patient: true };
      yield { inboxes: inboxes.slice(700), patient: true };
    }
    const id = addresses.activity("post.tea.create.1");
    await tell({ id, actor: "blog", body: "{}" }, crowd());
    const due = put.map(({ dueAt }) => dueAt?.getTime() ?? 0);
    expect(put.map(({ payload }) => payload["inbox"])).to.have.members(inboxes);
    expect(due).to.deep.equal([...due].sort((a, b) => a - b));
    expect(due.at(-1)).to.be.above(start.getTime() + 4 * minute);
  });
});
