import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { commentIdOf } from "../../../federation/incoming/remote-id.ts";
import { blockId } from "../../../src/domain/block.ts";
import { followerId } from "../../../src/domain/follower.ts";
import { owner } from "../../../src/domain/moderator.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { fixture } from "../../helpers/fixture.ts";
import { testIds } from "../../helpers/ids.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

const noteId = "https://orders.example/notes/1";
const olga = "https://orders.example/users/olga";
const inboxes = ["/inbox", "/ap/actors/blog/inbox"];

describe("what comes twice, or comes back", () => {
  let node: InboxNode;
  let key: TestKey;

  const start = async (given: Parameters<typeof startInboxNode>[0] = {}) => {
    node = await startInboxNode(given);
    key = node.introduce(actorOf("orders"));
  };
  beforeEach(() => start());
  afterEach(() => node.close());

  const accepted = async (payload: unknown, by = key, target = "/inbox") => {
    const answer = await node.deliver(payload, by, { target });
    expect(answer.status, answer.body).to.equal(202);
    await node.work();
  };
  const send = (...names: string[]) =>
    names.reduce((before, name) => before.then(() => accepted(fixture(`orders/${name}`))), Promise.resolve());
  const live = (change: Json = {}) => node.fediverse.serve(noteId, { ...fixture("orders/note"), ...change });

  describe("to the shared inbox and to the blog's own, at once", () => {
    const both = (name: string) =>
      Promise.all(inboxes.map((target) => accepted(fixture(`orders/${name}`), key, target)));

    it("a reply is stored once", async () => {
      await both("create-reply");
      const stored = await node.repos.comments.byActor(olga, 9);
      expect(stored.map(({ _id, hiddenBy }) => [_id, hiddenBy])).to.deep.equal([[commentIdOf(noteId), null]]);
      expect(node.noticed).to.deep.equal([`comment ${commentIdOf(noteId)}`]);
    });

    it("a change and a deletion happen once", async () => {
      await send("create-reply");
      node.clock.advance(15 * 60_000);
      await both("update-first");
      expect(await node.comment(noteId)).to.include({ html: "<p>Second words.</p>", version: 2 });
      await both("delete-by-id");
      expect(await node.comment(noteId)).to.include({ state: "removed", version: 3 });
    });

    it("a like counts once, and its Undo takes it back once", async () => {
      await both("like");
      expect((await node.repos.threads.get("thread"))?.reactions.likes).to.equal(1);
      await both("undo-whole");
      expect((await node.repos.threads.get("thread"))?.reactions.likes).to.equal(0);
    });
  });

  it("two posts with the same words that come at once are shown as one", async () => {
    await Promise.all([accepted(fixture("orders/create-reply")), accepted(fixture("orders/create-again"))]);
    const stored = await node.repos.comments.byActor(olga, 9);
    expect(stored.filter(({ hiddenBy }) => hiddenBy === null)).to.have.length(1);
    expect(stored).to.have.length(2);
  });

  describe("after its author deleted it", () => {
    it("is where it was, with its number and its answers, under its author's name of now", async () => {
      await send("create-reply");
      await accepted(fixture("orders/create-answer"), node.introduce(fixture("orders/neighbour")));
      const before = await node.comment(noteId);
      await send("delete-by-id");
      node.introduce({ ...actorOf("orders"), name: "Olga II" });
      node.clock.advance(25 * 3_600_000);
      live();
      await send("undo-delete");
      await node.work();
      const after = await node.comment(noteId);
      const { number, path, createdAt, thread, html, lang } = before as NonNullable<typeof before>;
      expect(after).to.deep.include({
        number,
        path,
        createdAt,
        thread,
        html,
        lang,
        state: "published",
        takenBack: false,
      });
      expect(after?.author).to.include({ id: olga, handle: "olga@orders.example", name: "Olga II" });
      expect(after?.owed).to.deep.equal(["thread"]);
    });

    const decide = (decision: "delete" | "spam") => {
      const debts = { notice: () => undefined, settled: async () => undefined };
      const { repos, clock, checks } = node;
      return createDecide({ ...repos, clock, checks, ids: testIds, debts })(commentIdOf(noteId), decision, owner);
    };
    for (const decision of ["delete", "spam"] as const) {
      it(`stays away when the owner had decided: ${decision}`, async () => {
        await send("create-reply");
        await decide(decision);
        live();
        await send("delete-by-id", "undo-delete");
        expect(await node.comment(noteId)).to.include({ state: "removed", html: "" });
      });
    }

    it("stays away when the owner removes it after its author did", async () => {
      await send("create-reply", "delete-by-id");
      await decide("delete");
      live();
      await send("undo-delete");
      expect(await node.comment(noteId)).to.include({ state: "removed", html: "" });
    });

    it("stays away while it is private at home, or its author is blocked", async () => {
      await send("create-reply", "delete-by-id");
      live({ to: [`${olga}/followers`], cc: [] });
      await send("undo-delete");
      expect(await node.comment(noteId)).to.include({ state: "removed", html: "" });
      const block = { _id: blockId("actor", olga), kind: "actor" as const, value: olga, label: "", note: "" };
      live();
      await node.deliver(fixture("orders/undo-delete"), key);
      await node.repos.blocks.put({ ...block, createdAt: node.clock.now() });
      await node.work();
      expect(await node.comment(noteId)).to.include({ state: "removed", html: "" });
    });

    it("waits for the owner again where the first of somebody does", async () => {
      await node.close();
      await start({ site: { moderation: "first" } });
      await send("create-reply", "delete-by-id");
      live();
      await send("undo-delete");
      expect(await node.comment(noteId)).to.deep.include({
        state: "held",
        heldFor: [{ check: "first-timer", sentence: "The first comment of somebody new." }],
      });
    });

    it("is not brought back by a group that it is not addressed to", async () => {
      const books = node.introduce(fixture("lemmy/group"));
      const wrapped = { ...fixture("lemmy/announce-undo-delete"), object: fixture("orders/undo-delete") };
      await send("create-reply", "delete-by-id");
      live();
      await accepted(wrapped, books);
      expect((await node.comment(noteId))?.state).to.equal("removed");
      live({ audience: "https://lemmy.example/c/books" });
      await accepted({ ...wrapped, object: { ...(wrapped.object as Json), id: `${noteId}#undo` } }, books);
      expect((await node.comment(noteId))?.state).to.equal("published");
    });

    it("is not brought back by whoever merely speaks of it", async () => {
      const books = node.introduce(fixture("lemmy/group"));
      await send("create-reply", "delete-by-id");
      live();
      for (const name of ["create-reply", "update-first"]) await accepted(fixture(`orders/${name}`), books);
      expect((await node.comment(noteId))?.state).to.equal("removed");
    });
  });

  it("a follower who blocks us is dropped, and an Undo of the block brings nobody back", async () => {
    const follower = () => node.repos.followers.get(followerId("blog", olga));
    await send("follow");
    expect(await follower()).to.not.equal(null);
    await send("block");
    expect(await follower()).to.equal(null);
    await send("undo-block");
    expect(await follower()).to.equal(null);
    await accepted({ ...fixture("orders/follow"), id: "https://orders.example/activities/follow-2" });
    expect(await follower()).to.not.equal(null);
    await accepted({
      ...fixture("orders/undo-follow"),
      object: {
        ...(fixture("orders/undo-follow")["object"] as Json),
        id: "https://orders.example/activities/follow-2",
      },
    });
    expect(await follower()).to.equal(null);
  });

  it("a move leaves followers where they are", async () => {
    await send("follow");
    node.fediverse.serve("https://stranger.example/users/olga", fixture("orders/new-home"));
    await send("move", "move-to-itself");
    expect((await node.repos.followers.get(followerId("blog", olga)))?.inbox).to.equal(`${olga}/inbox`);
    expect(await node.repos.followers.count("blog")).to.equal(1);
  });

  it("a report leaves no trace of what it says, neither in the store nor in the log", async () => {
    const said: string[] = [];
    const hear = (facts: object, text: string) => void said.push(text, JSON.stringify(facts));
    await node.close();
    await start({ log: { debug: hear, info: hear, warn: hear, error: hear } });
    const instance = node.introduce(fixture("orders/instance"));
    for (const name of ["flag-mastodon", "flag-misskey", "flag-without-words", "flag-long"])
      await accepted(fixture(`orders/${name}`), instance);
    const answer = await node.deliver(
      { ...fixture("orders/flag-mastodon"), content: ["not", { a: "text" }] },
      instance,
    );
    expect(answer.status).to.equal(202);
    expect(await node.everything()).to.not.match(/unkind|flag-/);
    expect(said.join(" ")).to.not.match(/unkind/);
  });
});
