import { expect } from "chai";
import { isProblem } from "../../../src/domain/problem.ts";
import { createSecrets } from "../../../src/runtime.ts";
import { createForgetActor } from "../../../src/usecases/receive/forget-actor.ts";
import { createRaise } from "../../../src/usecases/receive/jobs.ts";
import { createReceiveReaction, type RemoteReaction } from "../../../src/usecases/receive/receive-reaction.ts";
import { createReceiveReply } from "../../../src/usecases/receive/receive-reply.ts";
import { createUndoReaction } from "../../../src/usecases/receive/undo-reaction.ts";
import { aComment } from "../../helpers/comment.ts";
import { ada, aReply, aWorld, type TestWorld } from "./harness.ts";

describe("reactions from elsewhere", () => {
  let world: TestWorld;
  let receiveReaction: ReturnType<typeof createReceiveReaction>;
  let undoReaction: ReturnType<typeof createUndoReaction>;

  const aLike = (given: Partial<RemoteReaction> = {}): RemoteReaction => ({
    kind: "like",
    target: { kind: "comment", id: "abc" },
    site: "site",
    actor: ada.id,
    activity: `${ada.id}#likes/1`,
    ...given,
  });

  beforeEach(async () => {
    world = await aWorld();
    receiveReaction = createReceiveReaction(world);
    undoReaction = createUndoReaction(world);
    await world.comments.add(aComment({ _id: "abc" }));
  });
  afterEach(() => world.close());

  const counts = async () => (await world.comments.get("abc"))?.counts;

  it("counts each person once and each kind by itself", async () => {
    expect(await receiveReaction(aLike())).to.deep.equal({ kind: "counted" });
    expect(await receiveReaction(aLike({ activity: `${ada.id}#likes/2` }))).to.deep.equal({ kind: "already" });
    await receiveReaction(aLike({ actor: "https://other.example/bob", activity: "https://other.example/1" }));
    await receiveReaction(aLike({ kind: "boost", activity: `${ada.id}/boosts/1` }));
    expect(await counts()).to.deep.equal({ likes: 2, boosts: 1 });
  });

  it("lets the thread owe one new revision for a burst, on comments and on posts", async () => {
    await receiveReaction(aLike());
    const version = (await world.comments.get("abc"))?.version;
    await receiveReaction(aLike({ actor: "https://other.example/bob", activity: "https://other.example/1" }));
    expect(await world.comments.get("abc")).to.deep.include({ owed: ["thread"], version });
    await receiveReaction(aLike({ target: { kind: "thread", id: "thread" } }));
    expect(await world.threads.get("thread")).to.deep.include({ owed: ["thread"], reactions: { likes: 1, boosts: 0 } });
  });

  it("has the thread raised once a second at most, and leaves the rest as debts", async () => {
    await receiveReaction(aLike());
    await receiveReaction(aLike({ target: { kind: "thread", id: "thread" } }));
    expect(world.noticed).to.deep.equal(["comment abc"]);
    world.clock.advance(1000);
    await receiveReaction(aLike({ actor: "https://other.example/bob", activity: "https://other.example/1" }));
    expect(world.noticed).to.deep.equal(["comment abc", "comment abc"]);
    expect((await world.threads.indebted(world.clock.now(), 9)).map(({ _id }) => _id)).to.deep.equal(["thread"]);
  });

  it("shows the rest of a burst when the second is over, once for all of it", async () => {
    const raise = createRaise(world);
    const claim = () => {
      const now = world.clock.now();
      return world.jobs.claim({ by: "test", now, until: new Date(now.getTime() + 60_000), limit: 9, exceptLanes: [] });
    };
    await receiveReaction(aLike());
    for (const name of ["bob", "eve"]) {
      await receiveReaction(
        aLike({ actor: `https://other.example/${name}`, activity: `https://other.example/${name}` }),
      );
    }
    await receiveReaction(aLike({ target: { kind: "thread", id: "thread" } }));
    expect(await claim()).to.deep.equal([]);
    world.clock.advance(1000);
    const [job, ...others] = await claim();
    expect([job?.kind, others]).to.deep.equal(["raise", []]);
    const before = (await world.threads.get("thread"))?.revision ?? 0;
    expect(job && (await raise(job))).to.deep.equal({ kind: "done" });
    expect((await world.threads.get("thread"))?.revision).to.equal(before + 1);
  });

  it("takes a reaction back by its activity, or by what it was about", async () => {
    await receiveReaction(aLike());
    expect(await undoReaction({ actor: ada.id, activity: `${ada.id}#likes/1`, about: null })).to.deep.equal({
      kind: "undone",
    });
    expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
    await receiveReaction(aLike({ activity: `${ada.id}#likes/2` }));
    expect(await counts()).to.deep.equal({ likes: 1, boosts: 0 });
    const about = { kind: "like" as const, target: "abc" };
    expect((await undoReaction({ actor: ada.id, activity: `${ada.id}#unseen`, about })).kind).to.equal("undone");
    expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
  });

  it("does not count again what was undone when the first activity is replayed", async () => {
    await receiveReaction(aLike());
    await undoReaction({ actor: ada.id, activity: `${ada.id}#likes/1`, about: null });
    expect((await receiveReaction(aLike())).kind).to.equal("ignored");
    expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
  });

  it("does not count what was undone before it came", async () => {
    expect((await undoReaction({ actor: ada.id, activity: `${ada.id}#likes/1`, about: null })).kind).to.equal(
      "unknown",
    );
    expect((await receiveReaction(aLike())).kind).to.equal("ignored");
  });

  it("refuses to undo for somebody else", async () => {
    await receiveReaction(aLike());
    const undo = undoReaction({
      actor: "https://social.example/users/eve",
      activity: `${ada.id}#likes/1`,
      about: null,
    });
    expect(isProblem(await undo.catch((thrown: unknown) => thrown), "forbidden")).to.equal(true);
    expect(await counts()).to.deep.equal({ likes: 1, boosts: 0 });
  });

  it("forgets all reactions and comments of somebody whose account is gone, and leaves others alone", async () => {
    await receiveReaction(aLike());
    await receiveReaction(aLike({ actor: "https://other.example/bob", activity: "https://other.example/1" }));
    for (let i = 0; i < 3; i++) {
      const remote = { id: `https://social.example/notes/${i}`, url: `https://social.example/@ada/${i}` };
      const author = { ...ada, emoji: [{ text: ":ada:", image: "https://social.example/emoji/ada.png" }] };
      await createReceiveReply(world)(aReply({ id: `f${i}`, remote, author, html: `<p>No. ${i}</p>` }));
    }
    expect(await createForgetActor({ ...world, secrets: createSecrets("a secret") })(ada.id)).to.deep.equal({
      kind: "forgotten",
      comments: 3,
    });
    expect(await counts()).to.deep.equal({ likes: 1, boosts: 0 });
    expect(await world.comments.byActor(ada.id, 10)).to.deep.equal([]);
    expect((await world.comments.get("f1"))?.author).to.include({ id: "https://social.example", name: "" });
    expect(JSON.stringify(await world.comments.get("f1"))).to.not.include("emoji/ada.png");
    expect((await world.comments.get("abc"))?.state).to.equal("published");
    expect(await createForgetActor({ ...world, secrets: createSecrets("a secret") })(ada.id)).to.deep.equal({
      kind: "forgotten",
      comments: 0,
    });
  });

  it("comes to an end with somebody whose id is the bare name of a server, however much they wrote", async () => {
    const author = { ...ada, id: "https://social.example" };
    for (let i = 0; i < 201; i++)
      await world.comments.add(aComment({ _id: `f${String(i).padStart(3, "0")}`, number: i + 10, author }));
    const { comments } = await createForgetActor({ ...world, secrets: createSecrets("a secret") })(author.id);
    expect(comments).to.equal(201);
    const left = await world.comments.byActor(author.id, 300);
    expect(left.filter(({ state }) => state !== "removed")).to.deep.equal([]);
  });
});
