import { expect } from "chai";
import { quoteId } from "../../../federation/outgoing/quotes.ts";
import { blockId } from "../../../src/domain/block.ts";
import type { QuoteAsk, Reaction } from "../../../src/domain/reaction.ts";
import { aComment } from "../../helpers/comment.ts";
import { activityJson, aNode, aSite, aThread, knowActor, origin, start, type TestNode } from "./node.ts";

const note = "https://far.example/notes/1";
const of = "/ap/posts/note-tea";

describe("leave to quote", () => {
  let node: TestNode;
  let actor: string;
  let quote: Reaction;
  let ask: QuoteAsk;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(aThread({ _id: "tea" }));
    actor = await knowActor(node.repos, "far.example");
    const _id = quoteId(actor, note, of);
    quote = {
      ...{ _id, kind: "quote", target: "tea", actor, host: "far.example", activity: note, undone: false },
      quote: { by: "blog", of, stamped: true },
      createdAt: start,
    };
    ask = { id: "https://far.example/requests/1", actor, inbox: `${actor}/inbox`, note, by: "blog", of, quote: _id };
    await node.repos.reactions.put(quote);
  });
  afterEach(() => node.close());

  /** What was delivered, by inbox. */
  const heard = async () => {
    await node.worker.drain();
    return node.seen.map(({ url, body }) => [url, (JSON.parse(body) as { type: string }).type]);
  };
  const status = async () => (await node.get(`/ap/quotes/${quote._id}`)).status;
  const block = (host: string) =>
    node.repos.blocks.put({
      ...{ _id: blockId("host", host), kind: "host", value: host, label: "", note: "" },
      createdAt: start,
    });

  it("is looked up while it stands, and while what it is for does", async () => {
    expect(await status()).to.equal(200);
    await node.repos.threads.change(aThread({ _id: "tea" }), { announcement: "withdrawn" });
    expect(await status()).to.equal(404);
  });

  it("is not there once the post that quotes is gone, nor for one that never asked, nor by any other id", async () => {
    await node.repos.reactions.undo(quote._id);
    expect(await status()).to.equal(404);
    await node.repos.reactions.renew({ ...quote, quote: { by: "blog", of, stamped: false } });
    expect(await status()).to.equal(404);
    await node.repos.reactions.put({ ...quote, _id: "like", kind: "like" });
    expect((await node.get("/ap/quotes/nothing")).status).to.equal(404);
  });

  it("does not outlive the Note that it was given for, when the post comes back as another one", async () => {
    const back = { noteId: "note-new", retiredNoteIds: ["note-tea"] };
    await node.repos.threads.change(aThread({ _id: "tea" }), back);
    expect(await status()).to.equal(404);
  });

  it("covers a visitor's comment while the fediverse may see it", async () => {
    const comment = aComment({ _id: "c1", thread: "tea", federate: true, told: { first: 1, last: 1 } });
    await node.repos.comments.add(comment);
    await node.repos.reactions.renew({ ...quote, quote: { by: "blog_guests", of: "/ap/comments/c1", stamped: true } });
    const leave = await (await node.get(`/ap/quotes/${quote._id}`, activityJson)).json();
    expect(leave).to.include({
      attributedTo: `${origin}/ap/actors/blog_guests`,
      interactionTarget: `${origin}/ap/comments/c1`,
    });
    await node.repos.comments.change(comment, { state: "removed" });
    expect(await status()).to.equal(404);
  });

  it("is answered to the one who asked, and to nobody on a blocked server", async () => {
    await node.outgoing.outbox.answerQuote(ask, "accept");
    expect(await heard()).to.deep.equal([[`${actor}/inbox`, "Accept"]]);
    await block("far.example");
    await node.outgoing.outbox.answerQuote({ ...ask, id: `${ask.id}0` }, "accept");
    expect(await heard()).to.have.lengthOf(1);
  });

  it("is taken back from a blocked server too, and from nobody who never had it", async () => {
    await block("far.example");
    await node.outgoing.outbox.revokeQuote({ ...quote, quote: { by: "blog", of, stamped: false } });
    await node.outgoing.outbox.revokeQuote({ ...quote, kind: "like" });
    await node.outgoing.outbox.revokeQuote(quote);
    expect(await heard()).to.deep.equal([["https://far.example/inbox", "Delete"]]);
  });

  it("waits while others cannot reach this node, and is not given when it was taken back meanwhile", async () => {
    node.setReachable(false);
    await node.outgoing.outbox.answerQuote(ask, "accept");
    await node.outgoing.outbox.answerQuote({ ...ask, quote: "gone" }, "accept");
    expect(await heard()).to.deep.equal([]);
    node.setReachable(true);
    node.clock.advance(6 * 60_000);
    expect(await heard()).to.deep.equal([[`${actor}/inbox`, "Accept"]]);
  });
});
