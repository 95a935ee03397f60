import { expect } from "chai";
import { aComment } from "../../../helpers/comment.ts";
import { start, type TestNode } from "../node.ts";
import { aNodeWithAPost, day, minute, passTime, queue } from "./setting.ts";

const inbox = "https://one.example/inbox";

describe("what is said of one thing to one inbox", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNodeWithAPost();
    await node.repos.jobs.dropLane("deliver", "one.example");
  });
  afterEach(() => node.close());

  const say = async (id: string, to = inbox) => {
    await node.repos.bodies.put(id, "blog_guests", JSON.stringify(id), start);
    await queue(node, [to], id);
  };
  const heard = () => node.seen.map(({ body }) => JSON.parse(body) as string);

  async function aCommentTold(id: string, last: number): Promise<void> {
    const told = { first: 1, last };
    await node.repos.comments.add(aComment({ _id: id, thread: "tea", federate: true, told, version: last }));
  }

  it("arrives in order: Create, Update, Delete, however often each is tried again", async () => {
    await aCommentTold("c1", 2);
    for (const id of ["comment.c1.create.1", "comment.c1.update.2", "comment.c1.delete.3"]) await say(id);
    const taken: string[] = [];
    let count = 0;
    node.answer(({ body }) => {
      if (++count % 3 !== 0) return { status: 500 };
      taken.push(JSON.parse(body));
      return { status: 202 };
    });
    await passTime(node, 7 * day);
    expect(taken).to.deep.equal(["comment.c1.create.1", "comment.c1.update.2", "comment.c1.delete.3"]);
    expect(heard()).to.have.length(9);
  });

  it("waits for what was said before, even when it is due earlier, and overtakes what was said of another", async () => {
    await aCommentTold("c1", 2);
    await aCommentTold("c2", 1);
    await say("comment.c1.create.1");
    node.answer(() => ({ status: 500 }));
    await node.worker.drain();
    await say("comment.c1.update.2");
    await say("comment.c2.create.1");
    node.seen.length = 0;
    node.answer(() => ({ status: 202 }));
    await node.worker.drain();
    expect(heard(), "a minute has not passed").to.deep.equal(["comment.c2.create.1"]);
    node.clock.advance(2 * minute);
    await node.worker.drain();
    expect(heard()).to.deep.equal(["comment.c2.create.1", "comment.c1.create.1", "comment.c1.update.2"]);
  });

  it("waits for nobody at another inbox of the same host", async () => {
    await aCommentTold("c1", 1);
    await say("comment.c1.create.1");
    await say("comment.c1.create.1", "https://one.example/users/eve/inbox");
    node.answer(({ url }) => ({ status: url === inbox ? 404 : 202 }));
    await node.worker.drain();
    expect(node.seen).to.have.length(2);
    expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
  });

  it("is an Accept before the Reject that takes it back, whichever was queued first", async () => {
    await say("reject.0a.2");
    node.clock.advance(1000);
    await say("accept.0a.1");
    await node.worker.drain();
    expect(heard()).to.deep.equal(["accept.0a.1", "reject.0a.2"]);
  });

  it("goes on when what was said before was given up", async () => {
    await aCommentTold("c1", 2);
    await say("comment.c1.create.1");
    await say("comment.c1.delete.3");
    node.answer(({ body }) => ({ status: body.includes("create") ? 413 : 202 }));
    await node.worker.drain();
    expect(heard()).to.deep.equal(["comment.c1.create.1", "comment.c1.delete.3"]);
  });
});
