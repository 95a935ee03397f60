import { expect } from "chai";
import { linesOf } from "../../src/store/copy.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { type LivedIn, startLivedIn } from "../helpers/lived-in.ts";

const day = 86_400_000;

/** Every document that still has a trace of Bea, by collection. */
async function traces({ node }: LivedIn): Promise<string[]> {
  const found: string[] = [];
  for await (const { collection, doc } of linesOf(node.store.docs)) {
    // Her name as a word of its own: the end of a random id may be spelt like it.
    if (/\bbea\b|words from elsewhere|a picture/i.test(JSON.stringify(doc))) found.push(collection);
  }
  return [...new Set(found)].sort();
}

describe("what is left of somebody elsewhere", () => {
  let clock: TestClock;
  let lived: LivedIn;
  beforeEach(async () => {
    clock = createTestClock();
    lived = await startLivedIn(clock);
  });
  afterEach(() => lived?.close());

  it("is nothing once their account is gone and the last messages to them are over", async () => {
    const { node, bea, far, tell } = lived;
    expect(await traces(lived)).to.include.members(["comments", "followers", "reactions", "profiles", "jobs"]);
    far.bury(bea.id);
    await tell({ id: `${bea.id}#delete`, type: "Delete", object: bea.id });
    expect(await traces(lived)).to.deep.equal([]);
    clock.advance(15 * day);
    await node.sweep();
    expect(await traces(lived)).to.deep.equal([]);
  });

  it("is no word of a comment that they deleted, but where it stood", async () => {
    const { node, reply, tell } = lived;
    const comment = await node.find("Words from elsewhere");
    await node.send(`/comments/${comment.number}/report`, { reason: "abuse", words: "A reader minds." });
    expect((await node.world.cases.get(comment._id))?.open).to.equal(true);
    await tell({ id: `${reply}#delete`, type: "Delete", object: { id: reply, type: "Tombstone" } });
    const { author, source, html, attachments, warning } = (await node.world.comments.get(comment._id)) ?? comment;
    expect({ source: source.text, html, attachments, warning }).to.deep.equal({
      source: "",
      html: "",
      attachments: [],
      warning: null,
    });
    expect(await node.world.cases.get(comment._id)).to.deep.include({ open: false, reports: [] });
    expect(author).to.include({ name: "", handle: "", url: "", avatar: null });
    for await (const { collection, doc } of linesOf(node.store.docs))
      expect(JSON.stringify(doc), collection).to.not.match(/words from elsewhere|a picture/i);
  });
});
