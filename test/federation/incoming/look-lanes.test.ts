import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { createLater } from "../../../federation/incoming/later.ts";
import type { NewJob } from "../../../src/domain/job.ts";
import { type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";

const friend = "https://friend.example/notes";
const request = { id: "https://evil.example/q", inbox: "https://evil.example/inbox", thing: "https://node.example/ap" };

describe("what others have us look for", () => {
  let node: InboxNode;
  beforeEach(async () => {
    node = await startInboxNode();
  });
  afterEach(() => node.close());

  const claim = () => {
    const now = node.clock.now();
    return node.repos.jobs.claim({ by: "t", now, until: new Date(now.getTime() + 60_000), limit: 99, exceptLanes: [] });
  };
  const envelope = { audience: null, lang: null };

  it("waits behind what the same domain asked for, and behind nobody else's", async () => {
    const later = createLater({ ...node.repos, clock: node.clock });
    for (let i = 0; i < 5; i++) {
      const evil = `https://s${i}.evil.example/users/eve`;
      await later.climb({ id: `${evil}/${i}`, answers: `${friend}/${i}`, envelope }, evil, 5);
      await later.refetch(`${friend}/${i}`, `${evil}/a${i}`, evil, 5);
      await later.lookAtQuote(`${friend}/${i}`, { ...request, actor: evil });
    }
    await later.climb(
      { id: "https://good.example/1", answers: `${friend}/1`, envelope },
      "https://good.example/ada",
      5,
    );
    await later.revisit("https://friend.example/users/zoe");
    await later.forget("https://friend.example/users/kim");
    const jobs = await claim();
    expect(jobs.map(({ lane }) => lane.replace(/ [\w-]{30,}$/, "")).sort()).to.deep.equal([
      "forget-actor",
      "in friend.example for evil.example",
      "in friend.example for good.example",
      "profiles of friend.example",
    ]);
  });

  it("asks one server sixty times a minute for those of one domain, for the rest later, and for others all the same", async () => {
    const kinds: [string, (id: string) => Json][] = [
      ["forwarded", (id) => ({ id })],
      ["climb", (id) => ({ id, actor: "https://friend.example/users/zoe" })],
      ["quote", (id) => ({ note: id, request: { ...request, actor: "https://friend.example/users/zoe" } })],
    ];
    const jobs = Array.from({ length: 22 }, (_, i) =>
      kinds.map(([kind, payload]): NewJob => {
        const id = `${kind} ${i}`;
        return { id, kind, lane: `in ${kind}${i} for evil.example`, payload: payload(`${friend}/${kind}${i}`) };
      }),
    ).flat();
    await node.repos.jobs.put(jobs, node.clock.now());
    const outcomes = await node.work();
    expect(node.fediverse.asked).to.have.length(60);
    expect(outcomes.filter(({ kind }) => kind === "retry")).to.have.length(6);
    const friendly = {
      id: "f",
      kind: "forwarded",
      lane: "in x for good.example",
      payload: { id: `${friend}/friendly` },
    };
    await node.repos.jobs.put([friendly], node.clock.now());
    await node.work();
    expect(node.fediverse.asked.at(-1)).to.equal(`${friend}/friendly`);
    node.clock.advance(10 * 60_000);
    await node.work();
    expect(node.fediverse.asked).to.have.length(67);
  });
});
