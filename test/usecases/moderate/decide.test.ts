import { expect } from "chai";
import type { Comment } from "../../../src/domain/comment.ts";
import { commandLine, owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { voteId } from "../../../src/domain/vote.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

describe("decide", () => {
  let world: World;
  let told: string[];
  let close: () => Promise<void>;
  let decide: ReturnType<typeof createDecide>;
  beforeEach(async () => {
    const made = await createTestWorld();
    ({ world, told } = made);
    close = () => made.store.close();
    await world.sites.add(aSite({ guests: true }));
    await world.threads.add(aThread());
    decide = createDecide(world);
  });
  afterEach(() => close());

  const put = async (given: Partial<Comment>) => {
    await world.comments.add(aComment({ _id: "a", ...given }));
  };

  it("raises the page's revision once, and not at all for what is decided already", async () => {
    await put({ state: "held" });
    await decide("a", "approve", owner);
    const after = (await world.threads.get("thread"))?.revision;
    expect(after).to.equal(2);
    await decide("a", "approve", owner);
    expect((await world.threads.get("thread"))?.revision).to.equal(after);
  });

  it("leaves nothing of a deleted comment that tells who wrote or voted, nor what they wanted", async () => {
    await put({
      notify: true,
      issoVoters: "AAAA",
      votesBefore: { up: 2, down: 0 },
      votes: { up: 3, down: 0 },
      lang: "fr",
    });
    await world.votes.add({ _id: voteId("a", "ada"), comment: "a", voter: "ada", value: "up", at: world.clock.now() });
    await world.votes.add({ _id: voteId("b", "ada"), comment: "b", voter: "ada", value: "up", at: world.clock.now() });
    const none = { up: 0, down: 0 };
    const left = { notify: false, issoVoters: "", votes: none, votesBefore: none, lang: null };
    expect(await decide("a", "delete", owner)).to.deep.include(left);
    expect(await world.votes.get("a", "ada")).to.equal(null);
    expect(await world.votes.get("b", "ada")).to.not.equal(null);
  });

  it("takes back only what the owner hid, never what a block hides", async () => {
    await put({ hiddenBy: "host:far.example" });
    await decide("a", "show", owner);
    expect((await world.comments.get("a"))?.hiddenBy).to.equal("host:far.example");
  });

  describe("of somebody elsewhere", () => {
    const author = {
      kind: "remote",
      id: "https://far.example/u",
      handle: "u@far.example",
      name: "U",
      url: "https://far.example/@u",
      avatar: null,
    } as const;
    const hiddenBy = async () => (await world.comments.get("a"))?.hiddenBy;

    it("shows nothing that a block hides as well, whichever came first", async () => {
      await put({ author, origin: "fediverse" });
      await decide("a", "hide", owner);
      await createBlock(world)({ kind: "host", value: "far.example" }, owner);
      expect(await hiddenBy()).to.equal("owner");
      await decide("a", "show", owner);
      expect(await hiddenBy()).to.equal("host:far.example");
      await decide("a", "hide", owner);
      await decide("a", "approve", owner);
      expect(await hiddenBy()).to.equal("host:far.example");
    });

    it("shows nothing whose author asks not to be shown", async () => {
      await put({ author, origin: "fediverse", hiddenBy: "owner" });
      const { kind: _, id, ...face } = author;
      const rest = { inbox: `${id}/inbox`, sharedInbox: null, keys: [], hidden: true, fetchedAt: world.clock.now() };
      await world.profiles.put({ _id: id, ...face, ...rest });
      await decide("a", "show", owner);
      expect(await hiddenBy()).to.equal("wish:https://far.example/u");
    });
  });

  it("brings spam back when it was none", async () => {
    await put({ state: "spam" });
    expect((await decide("a", "approve", owner)).state).to.equal("published");
  });

  describe("as a lesson", () => {
    const learned = async () => {
      const model = await world.lessons.model("site");
      return model && { spam: model.spam, ham: model.ham };
    };

    it("teaches what was approved and what was sorted out, and unlearns what was turned round", async () => {
      await put({ state: "held" });
      await decide("a", "approve", owner);
      expect(await learned()).to.deep.equal({ spam: 0, ham: 1 });
      const before = await world.lessons.model("site");
      await decide("a", "spam", owner);
      await decide("a", "spam", owner);
      expect(await learned()).to.deep.equal({ spam: 1, ham: 0 });
      await decide("a", "approve", owner);
      expect(await world.lessons.model("site")).to.deep.equal(before);
    });

    it("takes the deletion of what waits for one, but not that of what was published", async () => {
      await put({});
      await decide("a", "delete", owner);
      expect(await learned()).to.equal(null);
      await put({ _id: "b", state: "held" });
      await decide("b", "delete", owner);
      expect(await learned()).to.deep.equal({ spam: 1, ham: 0 });
    });

    it("learns nothing from what is hidden and shown", async () => {
      await put({});
      await decide("a", "hide", owner);
      await decide("a", "approve", owner);
      await decide("a", "hide", owner);
      await decide("a", "show", owner);
      expect(await learned()).to.equal(null);
    });
  });

  it("tells the fediverse of the end of what it was told of, and of nothing else", async () => {
    await put({ told: { first: 1, last: 1 }, toldInboxes: ["https://far.example/inbox"], federate: true });
    await decide("a", "spam", owner);
    expect(told).to.deep.equal(["delete comment a"]);
    await decide("a", "delete", owner);
    expect(told).to.deep.equal(["delete comment a"]);
  });

  it("keeps who wrote a remote comment, so that a block still covers it", async () => {
    const author = {
      kind: "remote",
      id: "https://far.example/u",
      handle: "u@far.example",
      name: "U",
      url: "https://far.example/@u",
      avatar: null,
    } as const;
    await put({ author, origin: "fediverse" });
    expect((await decide("a", "delete", owner)).author).to.deep.equal(author);
  });

  it("cannot bring back what was deleted", async () => {
    await put({});
    await decide("a", "delete", owner);
    const error: unknown = await decide("a", "approve", owner).catch((thrown: unknown) => thrown);
    expect(isProblem(error, "conflict")).to.equal(true);
  });

  it("writes down what was done and by whom, but not what changed nothing", async () => {
    await world.comments.add(aComment({ _id: "a", state: "held" }));
    await decide("a", "approve", owner);
    await decide("a", "approve", owner);
    await decide("a", "delete", commandLine);
    const { items } = await world.audit.list({ subject: "a" }, { limit: 5 });
    const told = items.map(({ by, act, site, label }) => [by.name, act, site, label]).sort();
    const { number, site } = aComment({ _id: "a" });
    // Of what was deleted nobody is named, also in what was written down before.
    const label = `#${number}`;
    expect(told).to.deep.equal([
      ["the command line", "comment.delete", site, label],
      ["the owner", "comment.approve", site, label],
    ]);
  });
});
