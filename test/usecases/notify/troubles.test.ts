import { expect } from "chai";
import type { LetterPace, OwnerLetters } from "../../../src/domain/owner-letters.ts";
import type { World } from "../../../src/domain/ports.ts";
import { findSilentBlogs, findStoppedHooks, findUnheardBlogs } from "../../../src/usecases/notify/find-troubles.ts";
import { createSweepTroubles } from "../../../src/usecases/notify/sweep-troubles.ts";
import { createTellTrouble } from "../../../src/usecases/notify/tell-trouble.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aFollower } from "../../helpers/follower.ts";
import { aSite } from "../../helpers/thread.ts";
import { withWorld } from "../../helpers/with-world.ts";

const hour = 3_600_000;
const fault = "The feed https://blog.example/feed answered 500.";

describe("lasting troubles", () => {
  let world: World;
  let clock: TestClock;
  let said: string[];
  withWorld((made, itsClock) => {
    world = made;
    clock = itsClock;
    said = [];
  });

  const node = () => {
    const finders = [findSilentBlogs(world), findStoppedHooks(world), findUnheardBlogs(world)];
    return createSweepTroubles(
      world,
      async (sentence, { site, over } = {}) => {
        said.push(`${over ? "over" : "trouble"} of ${site ?? "all"}: ${sentence}`);
      },
      finders,
    );
  };
  const pass = async (ms: number, sweeps = node()) => {
    clock.advance(ms);
    await sweeps();
  };
  const setFault = async (of: string | null) => {
    const { polling } = (await world.sites.get("site")) ?? aSite();
    await world.sites.set("site", { polling: { ...polling, fault: of } });
  };
  const inTrouble = `trouble of site: Something is wrong with how new posts of A blog are found. ${fault}`;

  it("of a feed are told once, when they have lasted two hours, and their end once", async () => {
    await world.sites.set("site", { name: "A blog" });
    await setFault(fault);
    await pass(0);
    await pass(hour);
    expect(said).to.deep.equal([]);
    await pass(hour);
    expect(said).to.deep.equal([inTrouble]);
    for (let i = 0; i < 30; i++) await pass(24 * hour);
    expect(said).to.have.length(1);
    await setFault(null);
    await pass(hour);
    await pass(hour);
    expect(said).to.deep.equal([inTrouble, "over of site: New posts of A blog are found again."]);
    await setFault(fault);
    await pass(hour);
    await pass(hour);
    expect(said, "anew, as it is another one").to.have.length(2);
    await pass(hour);
    expect(said).to.have.length(3);
  });

  it("that were over before they lasted are told to nobody, and neither is their end", async () => {
    await setFault(fault);
    await pass(0);
    await setFault(null);
    await pass(hour);
    await pass(3 * hour);
    expect(said).to.deep.equal([]);
  });

  it("are told by one node of several, and remembered over a restart", async () => {
    await setFault(fault);
    await pass(0);
    clock.advance(2 * hour);
    await Promise.all([node()(), node()(), node()()]);
    expect(said).to.have.length(1);
  });

  it("tell of a webhook that was stopped, at once", async () => {
    const stoppedAt = clock.now();
    await world.webhooks.add({
      _id: "w",
      site: null,
      preset: "slack",
      name: "Our room",
      url: "https://hooks.example/",
      secret: null,
      room: null,
      events: ["comment.held"],
      createdAt: stoppedAt,
      sentAt: null,
      failingSince: stoppedAt,
      fault: "It is gone.",
      stoppedAt,
    });
    await pass(0);
    await pass(hour);
    expect(said).to.deep.equal([
      "trouble of all: The webhook “Our room” was stopped, as it took no messages. It is gone. Start it again at Webhooks.",
    ]);
    await world.webhooks.change("w", { stoppedAt: null });
    await pass(hour);
    expect(said).to.have.length(1);
  });

  const follow = (host: string) => world.followers.put(aFollower(host, clock.now(), { sharedInbox: null }));
  const fail = (host: string, failures = 5) =>
    world.hosts.note(host, { failures, failingSince: clock.now() }, clock.now());

  it("tell that posts arrive nowhere, where most servers take none for hours, and not for one that is gone", async () => {
    for (const host of ["one.example", "two.example", "three.example"]) await follow(host);
    await fail("one.example");
    await pass(7 * hour);
    expect(said).to.deep.equal([]);
    await fail("two.example", 1);
    await pass(7 * hour);
    expect(said, "a single try says nothing").to.deep.equal([]);
    await fail("two.example");
    await pass(5 * hour);
    expect(said).to.deep.equal([]);
    await pass(2 * hour);
    expect(said).to.have.length(1);
    expect(said[0]).to.contain("2 of 3 servers that follow it have taken nothing for hours");
    await world.hosts.note("two.example", { failures: 0, failingSince: null }, clock.now());
    await pass(hour);
    expect(said[1]).to.contain("arrive on the fediverse again");
  });

  describe("are told", () => {
    const letters = (to: string, pace: LetterPace = "at-once"): OwnerLetters => ({ to: [to], about: "held", pace });
    const recipients = async (tell: () => Promise<void>) => {
      const put: string[] = [];
      const jobs = {
        ...world.jobs,
        put: async (all: readonly { payload: Record<string, unknown> }[]) =>
          void put.push(...all.map(({ payload }) => String(payload["to"] ?? payload["hook"]))),
      };
      world = { ...world, jobs };
      await tell();
      return put;
    };

    beforeEach(async () => {
      await world.sites.add(
        aSite({ _id: "other", home: "https://other.example/", letters: letters("other@mail.example") }),
      );
      await world.sites.set("site", { letters: letters("me@mail.example") });
    });

    it("of one blog to whom its letters go to alone", async () => {
      expect(await recipients(() => createTellTrouble(world, true)("It.", { site: "site" }))).to.deep.equal([
        "me@mail.example",
      ]);
    });

    it("of the node to all of them", async () => {
      expect(await recipients(() => createTellTrouble(world, true)("It."))).to.have.members([
        "me@mail.example",
        "other@mail.example",
      ]);
    });

    it("to nobody who wants no letters about that blog", async () => {
      await world.sites.set("site", { letters: letters("me@mail.example", "none") });
      expect(await recipients(() => createTellTrouble(world, true)("It.", { site: "site" }))).to.deep.equal([]);
    });
  });
});
