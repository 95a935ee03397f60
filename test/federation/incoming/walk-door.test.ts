import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { takenBackId } from "../../../src/usecases/receive/receive-removal.ts";
import { type Conversation, inline, known, startConversation } from "../../helpers/conversation.ts";
import { journalOf } from "../../helpers/journal.ts";

const minute = 60_000;
const replies = `${known}/replies`;

describe("the walk through a thread", () => {
  let at: Conversation;
  beforeEach(async () => {
    at = await startConversation();
  });
  afterEach(() => at.node.close());

  describe("lets in by the same door as everything else", () => {
    const closed: Record<string, { given?: Json; before?: (id: string) => Promise<unknown>; because: RegExp | null }> =
      {
        "what is private": { given: { to: ["https://far.example/users/zoe/followers"] }, because: /private message/ },
        "what says nothing": { given: { content: "" }, because: /neither words nor pictures/ },
        "a vote": { given: { name: "Yes", content: "" }, because: null },
        "what is not its author's own": { given: { attributedTo: "https://else.example/users/eve" }, because: null },
        "what answers something else": { given: { inReplyTo: "https://node.example/ap/posts/none" }, because: null },
        "a blocked server's": { before: () => block("host:far.example", "host", "far.example"), because: null },
        "a blocked person's": {
          before: () => block("actor:https://far.example/users/zoe", "actor", "https://far.example/users/zoe"),
          because: /Blocked/,
        },
        "what was deleted before it came": {
          before: (id) =>
            at.node.repos.graves.bury(takenBackId(id, "https://far.example/users/zoe"), new Date("2030-01-01")),
          because: /deleted it before/,
        },
        "what its author wants to be hidden": {
          before: async () => {
            const zoe = "https://far.example/users/zoe";
            const { body } = await at.node.fediverse.fetch({ url: zoe, maxBytes: 1, timeoutMs: 1 });
            at.node.fediverse.serve(zoe, { body: { ...JSON.parse(body.toString()), summary: "#nobot" } });
          },
          because: /asks not to be shown/,
        },
      };
    for (const [name, { given = {}, before, because }] of Object.entries(closed)) {
      it(`not ${name}`, async () => {
        const id = at.note("one", known, given);
        await before?.(id);
        at.show({ replies: inline(replies, [id]) });
        await at.walk();
        expect(await at.node.comment(id)).to.equal(null);
        const said = await journalOf(at.node.repos, "thread");
        if (because) expect(said.join("\n")).to.match(because);
        expect(said.join("\n")).to.not.include("words of one");
      });
    }

    it("nothing at all below a post that was taken back", async () => {
      const id = at.note("one", known);
      at.show({ replies: inline(replies, [id]) });
      await at.node.repos.threads.change({ _id: "thread", version: 1 }, { announcement: "withdrawn" });
      expect(await at.walk()).to.deep.equal([]);
      expect((await at.node.repos.walks.get("thread"))?.dueAt).to.equal(undefined);
    });

    it("nothing at all in a thread that is closed for the fediverse", async () => {
      const id = at.note("one", known);
      at.show({ replies: inline(replies, [id]) });
      await at.node.repos.threads.change({ _id: "thread", version: 1 }, { levels: { fediverse: "refuse" } });
      expect(await at.walk()).to.deep.equal([]);
      expect(await at.node.comment(id)).to.equal(null);
    });

    it("each once, however often it is listed", async () => {
      const id = at.note("one", known);
      at.show({ replies: inline(replies, [id, id, { id }]) });
      expect((await at.walk()).filter((url) => url === id)).to.have.length(1);
      at.node.clock.advance(15 * minute);
      const asked = await at.walk();
      expect(
        asked.filter((url) => url === id),
        "as a comment of its own",
      ).to.have.length(1);
      expect(await at.node.repos.comments.onThread("thread")).to.have.length(2);
    });

    const block = (_id: string, kind: "host" | "actor", value: string) =>
      at.node.repos.blocks.put({ _id, kind, value, label: value, note: "", createdAt: at.node.clock.now() });
  });
});
