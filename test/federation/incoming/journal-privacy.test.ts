import { expect } from "chai";
import { type InboxNode, withInbox } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

describe("what the journal keeps to itself", () => {
  let node: InboxNode;
  let key: TestKey;
  withInbox((started, ada) => {
    [node, key] = [started, ada];
  });

  const deliver = async (payload: unknown) => expect((await node.deliver(payload, key)).status).to.equal(202);

  it("tells of no report, and not who sent what is of no use or not for everybody", async () => {
    const by = (id: string, given: object) => ({
      id: `https://mastodon.example/${id}`,
      actor: "https://mastodon.example/users/ada",
      ...given,
    });
    const blog = "https://node.example/ap/actors/blog";
    await deliver(by("flag", { type: "Flag", object: [blog], content: "words", to: [blog] }));
    await deliver(by("listen", { type: "Listen", object: "https://mastodon.example/x", to: [blog] }));
    const chat = { id: "https://mastodon.example/chat", type: "ChatMessage", content: "words", to: [blog] };
    await deliver(by("create", { type: "Create", object: chat, to: [blog] }));
    await deliver(
      by("boost", {
        type: "Announce",
        object: "https://node.example/ap/posts/note1",
        to: ["https://mastodon.example/users/ada/followers"],
      }),
    );
    await node.repos.journal.written();
    const lines = JSON.stringify([
      await node.repos.journal.of(null, { limit: 20 }),
      await node.repos.journal.of("thread", { limit: 20 }),
    ]);
    expect(lines).to.include("mastodon.example");
    expect(lines).to.not.match(/ada|words|flag|mastodon\.example\/(listen|chat|create|boost)/);
  });
});
