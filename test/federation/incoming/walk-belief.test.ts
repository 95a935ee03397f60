import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { type Conversation, inline, known, startConversation } from "../../helpers/conversation.ts";

const minute = 60_000;
const replies = `${known}/replies`;

describe("the walk through a thread believes", () => {
  let at: Conversation;
  beforeEach(async () => {
    at = await startConversation();
  });
  afterEach(() => at.node.close());

  const serve = (url: string, document: Json) => at.node.fediverse.serve(url, { body: document });

  it("what a server shows of its own, without asking again", async () => {
    const id = at.note("own", known, { by: "ada@mastodon.example" });
    const own = (await at.node.fediverse.fetch({ url: id, maxBytes: 1, timeoutMs: 1 })).body.toString();
    at.show({ replies: inline(replies, [JSON.parse(own)]) });
    expect(await at.walk()).to.not.include(id);
    expect(await at.has(id)).to.equal(true);
  });

  /** A note that somebody puts into the mouth of another person of ada's server. */
  const forge = (id: string): Json => ({
    id,
    type: "Note",
    attributedTo: at.introduce("bob@mastodon.example"),
    inReplyTo: known,
    to: ["as:Public"],
    content: "forged",
  });

  it("of others' notes inside a note only what is shown at their own address, also on the same server", async () => {
    const id = at.note("bobs", known, { by: "bob@mastodon.example" });
    at.show({ replies: inline(replies, [forge(id), { type: "Create", id: `${id}/c`, object: forge(id) }]) });
    expect(await at.walk()).to.include(id);
    expect((await at.node.comment(id))?.html).to.include("words of bobs");
  });

  it("what a server shows of its own people in a collection, but not what a note pretends to be one", async () => {
    const [one, two] = ["one", "two"].map((name) => at.note(name, known, { by: "bob@mastodon.example" }));
    at.show({ replies });
    serve(replies, { ...inline(replies, [forge(String(one))]), next: null });
    expect(await at.walk())
      .to.include(replies)
      .and.not.include(one);
    expect((await at.node.comment(String(one)))?.html).to.include("forged");
    const page = "https://mastodon.example/users/eve/statuses/1";
    serve(replies, { id: replies, type: "Collection", first: page });
    serve(page, { id: page, type: "Note", items: [forge(String(two))] });
    at.node.clock.advance(15 * minute);
    expect(await at.walk()).to.include(two);
    expect((await at.node.comment(String(two)))?.html).to.include("words of two");
  });

  it("nothing to be for everybody that the activity around it is not for", async () => {
    const [open, closed] = ["open", "closed"].map((name) => at.note(name, known, { by: "bob@mastodon.example" }));
    const created = (id: string, to: string[]) => ({ type: "Create", id: `${id}/c`, to, object: forge(id) });
    at.show({ replies });
    const followers = ["https://mastodon.example/users/bob/followers"];
    serve(replies, inline(replies, [created(String(open), ["as:Public"]), created(String(closed), followers)]));
    await at.walk();
    expect([await at.has(String(open)), await at.has(String(closed))]).to.deep.equal([true, false]);
  });

  it("of other servers' notes only what they show themselves", async () => {
    const id = at.note("real", known);
    const forged = {
      id,
      type: "Note",
      attributedTo: "https://far.example/users/zoe",
      inReplyTo: known,
      to: ["as:Public"],
    };
    at.show({ replies: inline(replies, [{ ...forged, content: "forged" }]) });
    await at.walk();
    expect((await at.node.comment(id))?.html)
      .to.include("words of real")
      .and.not.include("forged");
  });

  it("no replies that another server counts, and no page that lies elsewhere", async () => {
    const [one, two] = [at.note("one", known), at.note("two", known)];
    serve("https://evil.example/replies", inline("https://evil.example/replies", [one]));
    at.show({ replies: "https://evil.example/replies" });
    expect(await at.walk()).to.not.include("https://evil.example/replies");
    at.show({ replies });
    serve(replies, { id: replies, type: "Collection", first: "https://evil.example/page" });
    serve("https://evil.example/page", { id: "https://evil.example/page", type: "CollectionPage", items: [two] });
    at.node.clock.advance(15 * minute);
    await at.walk();
    expect([await at.has(one), await at.has(two)]).to.deep.equal([false, false]);
  });
});
