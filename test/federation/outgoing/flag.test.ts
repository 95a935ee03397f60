import { expect } from "chai";
import { blockId } from "../../../src/domain/block.ts";
import { aNode, aSite, knowActor, origin, start, type TestNode } from "./node.ts";

describe("a report to another server", () => {
  let node: TestNode;
  let actor: string;
  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    actor = await knowActor(node.repos, "far.example");
  });
  afterEach(() => node.close());

  const note = "https://far.example/notes/1";
  const report = (words: string, of = actor) => node.outgoing.outbox.report({ comment: "c1", actor: of, note, words });
  const heard = async () => {
    await node.worker.drain();
    return node.seen.map(({ url, body }) => ({ url, ...(JSON.parse(body) as Record<string, unknown>) }));
  };

  it("is sent by the node's own actor, to the server of who wrote it", async () => {
    await report("Rude.");
    const [flag, ...more] = await heard();
    expect(more).to.deep.equal([]);
    expect(flag).to.deep.include({
      url: "https://far.example/inbox",
      type: "Flag",
      actor: `${origin}/ap/actors/node`,
      object: [actor, note],
      content: "Rude.",
    });
    expect(
      (await node.get(new URL(String((flag as { id?: unknown } | undefined)?.id)).pathname)).status,
      "nobody can look it up",
    ).to.equal(404);
  });

  it("is one report, however often the same is said, and reaches a server that is blocked", async () => {
    await node.repos.blocks.put({
      ...{ _id: blockId("host", "far.example"), kind: "host", value: "far.example", label: "", note: "" },
      createdAt: start,
    });
    await report("Rude.");
    await report("Rude.");
    expect(await heard()).to.have.lengthOf(1);
    await report("Still rude.");
    expect(await heard()).to.have.lengthOf(2);
  });

  it("waits while others cannot reach this node, and is left out where the author is not known any more", async () => {
    node.setReachable(false);
    await report("Rude.");
    expect(await heard()).to.deep.equal([]);
    node.setReachable(true);
    node.clock.advance(10 * 60_000);
    expect(await heard()).to.have.lengthOf(1);
    await report("Who?", "https://far.example/nobody");
    expect(await heard()).to.have.lengthOf(1);
  });
});
