import { expect } from "chai";
import { type Conversation, known, post, startConversation } from "../../helpers/conversation.ts";
import { aThread } from "../../helpers/thread.ts";

describe("what comes in for a thread that was merged", () => {
  let test: Conversation;

  beforeEach(async () => {
    test = await startConversation();
    const { repos } = test.node;
    await repos.threads.add(aThread({ _id: "into", url: "https://blog.example/into", noteId: "note2" }));
    const thread = await repos.threads.get("thread");
    await repos.threads.change(
      { _id: "thread", version: thread?.version ?? 0 },
      { mergedInto: "into", announcement: "merged" },
    );
    for (const move of ["keys", "comments"] as const) await repos.moving[move]("thread", "into", "act");
  });
  afterEach(() => test.node.close());

  const deliver = async (activity: Record<string, unknown>) => {
    const actor = test.introduce("ada@mastodon.example");
    await test.node.deliver({ "@context": "https://www.w3.org/ns/activitystreams", actor, ...activity }, test.adas);
  };
  const reply = (id: string, inReplyTo: string) =>
    deliver({
      id: `${id}/activity`,
      type: "Create",
      object: {
        id,
        type: "Note",
        attributedTo: "https://mastodon.example/users/ada",
        inReplyTo,
        to: ["https://www.w3.org/ns/activitystreams#Public"],
        content: `<p>Words of ${id}</p>`,
        published: test.node.clock.now().toISOString(),
      },
    });

  it("finds the other thread by the Note that stayed", async () => {
    await reply("https://mastodon.example/users/ada/statuses/2", post);
    expect(await test.node.comment("https://mastodon.example/users/ada/statuses/2")).to.include({
      thread: "into",
      parent: null,
    });
  });

  it("finds it by a comment, and by the old page", async () => {
    await reply("https://mastodon.example/users/ada/statuses/3", known);
    const parent = await test.node.comment(known);
    expect(await test.node.comment("https://mastodon.example/users/ada/statuses/3")).to.include({
      thread: "into",
      parent: parent?._id,
    });
    await reply("https://mastodon.example/users/ada/statuses/4", "https://blog.example/post");
    expect(await test.node.comment("https://mastodon.example/users/ada/statuses/4")).to.include({ thread: "into" });
  });

  it("counts a like of the Note that stayed", async () => {
    await deliver({ id: "https://mastodon.example/likes/1", type: "Like", object: post });
    expect((await test.node.repos.threads.get("into"))?.reactions.likes).to.equal(1);
  });
});
