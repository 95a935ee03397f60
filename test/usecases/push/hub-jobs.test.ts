import { expect } from "chai";
import type { World } from "../../../src/domain/ports.ts";
import type { Problem } from "../../../src/domain/problem.ts";
import type { HubAsk } from "../../../src/domain/subscription.ts";
import { checkHubSignature } from "../../../src/net/hub-signature.ts";
import { createAnswerHub } from "../../../src/usecases/push/answer-hub.ts";
import { createFollowHub } from "../../../src/usecases/push/follow-hub.ts";
import { createHearHub } from "../../../src/usecases/push/hear-hub.ts";
import { createHubJobs } from "../../../src/usecases/push/hub-jobs.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { withWorld } from "../../helpers/with-world.ts";

const topic = "https://blog.example/feed.xml";

describe("what hubs are asked", () => {
  let world: World;
  let clock: TestClock;
  let asked: HubAsk[];
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
    asked = [];
  });

  /** Does all that is due about hubs. */
  async function work(isPrivate = (hub: string) => hub.startsWith("https:")): Promise<void> {
    const askHub = async (ask: HubAsk) => {
      asked.push(ask);
      return null;
    };
    const { hub } = createHubJobs(world, { askHub, callbackOf: (token) => `https://node.example/${token}`, isPrivate });
    const now = clock.now();
    const until = new Date(now.getTime() + 1000);
    for (const job of await world.jobs.claim({ by: "test", now, until, limit: 9, exceptLanes: [] })) {
      await hub(job);
      await world.jobs.remove([job._id]);
    }
  }
  const site = { _id: "site" };

  it("is heard within a pace of its own, narrower where anybody on the way could say it", async () => {
    const hear = createHearHub(world, { check: (signature) => signature });
    const of = { site: "site", topic, state: "live", dueAt: clock.now(), tries: 0 } as const;
    const more = { leaseUntil: null, fault: null, createdAt: clock.now() };
    await world.subscriptions.add({ ...of, ...more, _id: "open", hub: "http://hub.example/", secret: null });
    await world.subscriptions.add({ ...of, ...more, _id: "signed", hub: "https://hub.example/", secret: "s3cret" });
    const tell = (token: string, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, i) =>
          hear(token, { body: Buffer.from("<feed/>"), type: null, signature: `${token} ${i}` }).catch(
            (error: Problem) => error.kind,
          ),
        ),
      );
    const tally = (words: string[]) => words.filter((word) => word === "taken").length;
    const flood = await tell("open", 50);
    expect(tally(flood)).to.equal(10);
    expect(new Set(flood)).to.deep.equal(new Set(["taken", "rate-limited"]));
    expect(tally(await tell("signed", 50)), "the other hub of the blog").to.equal(50);
    clock.advance(120_000);
    expect(tally(await tell("open", 50))).to.equal(2);
  });

  it("goes with a secret by https, and without one where it could be read on the way", async () => {
    await createFollowHub(world)(site, { hub: "https://hub.example/", topic });
    await createFollowHub(world)({ _id: "site2" }, { hub: "http://hub.example/", topic });
    await world.sites.add({
      ...((await world.sites.get("site")) as never as object),
      _id: "site2",
      handle: "two",
    } as never);
    await work();
    await work();
    const bySecret = asked.map(({ hub, secret }) => `${hub} ${secret === null ? "bare" : "secret"}`);
    expect(bySecret.sort()).to.deep.equal(["http://hub.example/ bare", "https://hub.example/ secret"]);
  });

  it("has its feed read, and nothing believed, where nothing is signed", async () => {
    await createFollowHub(world)(site, { hub: "http://hub.example/", topic });
    await work();
    const [one] = await world.subscriptions.of("site");
    const hear = createHearHub(world, { check: checkHubSignature });
    const body = Buffer.from("<feed/>");
    expect(await hear(one?._id ?? "", { body, type: null, signature: "sha256=00" })).to.equal("taken");
    const now = clock.now();
    const jobs = await world.jobs.claim({ by: "test", now, until: now, limit: 9, exceptLanes: [] });
    expect(jobs.find(({ kind }) => kind === "push")?.payload).to.have.nested.property("push.kind", "changed");
  });

  it("holds as long as the hub says, within a minute and a year", async () => {
    await createFollowHub(world)(site, { hub: "https://hub.example/", topic });
    const [one] = await world.subscriptions.of("site");
    const answer = createAnswerHub(world);
    for (const [leaseSeconds, wanted] of [
      [1, 60],
      [null, 864_000],
      [9e12, 31_536_000],
    ] as const) {
      expect(await answer(one?._id ?? "", { mode: "subscribe", topic, leaseSeconds, reason: "" })).to.equal(true);
      const [live] = await world.subscriptions.of("site");
      expect(((live?.leaseUntil?.getTime() ?? 0) - clock.now().getTime()) / 1000).to.equal(wanted);
      expect(((live?.dueAt.getTime() ?? 0) - clock.now().getTime()) / 1000).to.equal(wanted * 0.8);
    }
  });

  it("is asked once, though the feed names the hub each time that it is read", async () => {
    for (let i = 0; i < 3; i++) await createFollowHub(world)(site, { hub: "https://hub.example/", topic });
    expect(await world.subscriptions.of("site")).to.have.length(1);
  });
});
