import { expect } from "chai";
import { createAddresses } from "../../../federation/addresses.ts";
import { openBudget } from "../../../federation/fetch-budget.ts";
import { createDocuments } from "../../../federation/incoming/documents.ts";
import { ignored } from "../../../federation/incoming/handler.ts";
import { createReaching } from "../../../federation/incoming/reach.ts";
import { travel } from "../../../federation/incoming/trip.ts";
import { createWalk } from "../../../federation/incoming/walk.ts";
import type { Job } from "../../../src/domain/job.ts";
import { walkJob } from "../../../src/usecases/receive/plan-walks.ts";
import { type Conversation, inline, known, startConversation } from "../../helpers/conversation.ts";
import { ourOrigin } from "../../helpers/inbox-node.ts";

const minute = 60_000;
const replies = `${known}/replies`;
const bad = "https://far.example/notes/bad";
const nothing = () => undefined;

describe("a walk that meets a fault", () => {
  let at: Conversation;
  let warned: string[];
  let looked: string[];
  beforeEach(async () => {
    at = await startConversation();
    warned = [];
    looked = [];
  });
  afterEach(() => at.node.close());

  /** What a walk needs, with a look that sees ada's comment and nothing else, and fails at one address. */
  const needs = () => {
    const { repos, clock, fediverse } = at.node;
    const addresses = createAddresses(ourOrigin);
    const warn = (about: unknown, sentence: string) => void warned.push(`${sentence} ${JSON.stringify(about)}`);
    return {
      ...repos,
      clock,
      addresses,
      log: { debug: nothing, info: nothing, warn, error: nothing },
      documents: createDocuments(fediverse.fetch, addresses),
      chronicle: { found: nothing },
      ascend: async () => ignored("It answers nothing of ours."),
      look: async (id: string) => {
        looked.push(id);
        if (id === bad) throw new TypeError("Invalid URL");
        const json = id === known ? { id, replies: inline(replies, [bad, "https://far.example/notes/good"]) } : null;
        return { outcome: ignored("."), thread: "thread", known: true, who: "far.example", json, unplaced: null };
      },
    };
  };
  const job = (): Job => ({ ...walkJob("thread"), _id: "walk thread", attempts: 11 }) as unknown as Job;
  const plan = () => at.node.repos.walks.get("thread");

  it("logs it, and goes on with what comes after it", async () => {
    const world = needs();
    const budget = openBudget(world);
    const comments = await at.node.repos.comments.onThread("thread");
    const trip = await travel({ ...world, reach: createReaching(world)(budget) }, comments, null, budget);
    expect(looked).to.deep.equal([known, bad, "https://far.example/notes/good"]);
    expect(trip).to.include({ asked: 1, left: 0 });
    expect(warned.join()).to.include(bad);
  });

  it("ends as done and is planned again, whatever failed", async () => {
    const world = needs();
    const comments = { ...world.comments, onThread: () => Promise.reject(new Error("a fault")) };
    expect(await createWalk({ ...world, comments })(job())).to.deep.equal({ kind: "done" });
    expect((await plan())?.walkedAt).to.deep.equal(at.node.clock.now());
    expect((await plan())?.dueAt?.getTime()).to.equal(at.node.clock.now().getTime() + 15 * minute);
    expect(warned.join()).to.include("could not be walked");
  });

  it("ends as done when its end cannot be noted either, and is planned as before", async () => {
    const world = needs();
    const before = await plan();
    const walks = { ...world.walks, walked: () => Promise.reject(new Error("a fault")) };
    expect(await createWalk({ ...world, walks })(job())).to.deep.equal({ kind: "done" });
    expect(await plan()).to.deep.equal(before);
  });

  it("passes by an address that cannot be parsed", async () => {
    const good = at.note("good", known);
    at.show({ replies: inline(replies, ["https://1.2.3.400/notes/1", good]) });
    await at.walk();
    expect(await at.has(good)).to.equal(true);
    expect(await at.node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
  });
});
