import { expect } from "chai";
import { type Decided, isOpen, type Level, type Levels, levelOf, type Way, ways } from "../../src/domain/level.ts";
import { type ModerationMode, moderationModes } from "../../src/domain/site.ts";
import { aSite, aThread } from "../helpers/thread.ts";

describe("level", () => {
  const now = new Date("2026-11-26T12:00:00Z");
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  interface Given {
    mode?: ModerationMode;
    site?: Levels;
    thread?: Levels;
    days?: number;
    own?: number | null;
    age?: number;
    withdrawn?: true;
  }
  const inForce = (
    { mode = "none", site, thread, days, own, age = 1, withdrawn }: Given,
    way: Way = "web",
  ): Decided => {
    const page = { ...aThread().page, publishedAt: daysAgo(age) };
    const place = {
      site: aSite({ moderation: mode, ...(site ? { levels: site } : {}), ...(days ? { closeAfterDays: days } : {}) }),
      thread: aThread({
        page,
        ...(thread ? { levels: thread } : {}),
        ...(own === undefined ? {} : { closeAfterDays: own }),
        ...(withdrawn ? { announcement: "withdrawn" } : {}),
      }),
    };
    return levelOf(place, way, now);
  };

  const table: [string, Given, Level, Decided["by"]][] = [
    ["nothing but the node", {}, "publish", "node"],
    ["the node alone", { mode: "all" }, "hold", "node"],
    ["the site before the node", { mode: "closed", site: { web: "publish" } }, "publish", "site"],
    ["the thread before the site", { site: { web: "refuse" }, thread: { web: "first" } }, "first", "thread"],
    ["the thread before the node", { mode: "closed", thread: { web: "hold" } }, "hold", "thread"],
    ["age before the site", { site: { web: "publish" }, days: 30, age: 31 }, "refuse", "age"],
    ["no age that is not reached", { site: { web: "hold" }, days: 30, age: 29 }, "hold", "site"],
    ["the thread before its age", { days: 30, age: 31, thread: { web: "publish" } }, "publish", "thread"],
    ["days of the thread where its blog has none", { own: 30, age: 31 }, "refuse", "age"],
    ["longer ones of the thread before its blog’s", { days: 30, own: 40, age: 31 }, "publish", "node"],
    ["shorter ones of the thread before its blog’s", { days: 30, own: 7, age: 8 }, "refuse", "age"],
    ["that a thread never closes, though its blog’s do", { days: 30, own: 0, age: 31 }, "publish", "node"],
    ["the blog’s days where the thread has none", { days: 30, own: null, age: 31 }, "refuse", "age"],
    ["days of the thread before its level", { own: 30, age: 31, thread: { web: "publish" } }, "refuse", "age"],
    ["its level until then", { days: 7, own: 30, age: 29, thread: { web: "hold" } }, "hold", "thread"],
    ["a post that was taken back before all", { withdrawn: true, thread: { web: "publish" } }, "refuse", "withdrawal"],
    [
      "each way by itself",
      { mode: "first", site: { fediverse: "refuse" }, thread: { fediverse: "hold" } },
      "first",
      "node",
    ],
  ];
  for (const [name, given, level, by] of table) {
    it(`heeds ${name}`, () => expect(inForce(given)).to.deep.equal({ level, by }));
  }

  it("heeds what was decided for one way there and nowhere else", () => {
    const given: Given = { mode: "first", site: { fediverse: "refuse" } };
    expect(ways.map((way) => inForce(given, way).level)).to.deep.equal(["first", "refuse"]);
  });

  it("makes a level of each mode of the node", () => {
    const made = moderationModes.map((mode) => inForce({ mode }).level);
    expect(made).to.deep.equal(["publish", "first", "hold", "refuse"]);
  });

  it("counts the age of a page without a date from when it was first seen, and that of none that was not", () => {
    const site = aSite({ closeAfterDays: 7 });
    expect(isOpen({ site, thread: aThread({ createdAt: daysAgo(8) }) }, "web", now)).to.equal(false);
    expect(isOpen({ site, thread: aThread({ createdAt: daysAgo(6) }) }, "web", now)).to.equal(true);
    expect(isOpen({ site, thread: aThread({ createdAt: daysAgo(8), closeAfterDays: 9 }) }, "web", now)).to.equal(true);
    expect(isOpen({ site, thread: null }, "web", now)).to.equal(true);
  });
});
