import { expect } from "chai";
import { commentIdOf } from "../../../federation/incoming/remote-id.ts";
import { aComment } from "../../helpers/comment.ts";
import { fixture } from "../../helpers/fixture.ts";
import { type InboxNode, withInbox } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

const ours = "https://node.example/ap/comments/c1";
const guests = "https://node.example/ap/actors/blog_guests";
const theirs = "https://mastodon.example/users/ada/statuses/110001";

describe("a report from elsewhere", () => {
  let node: InboxNode;
  let key: TestKey;
  withInbox((started, ada) => {
    [node, key] = [started, ada];
  });
  beforeEach(() => node.repos.comments.add(aComment({ _id: "c1" })));

  const flag = (given: object) => ({
    "@context": "https://www.w3.org/ns/activitystreams",
    id: "https://mastodon.example/flags/1",
    type: "Flag",
    actor: "https://mastodon.example/users/ada",
    content: "Rude",
    ...given,
  });
  const reported = async (id = "c1") => (await node.repos.cases.get(id))?.reports ?? [];

  for (const [name, given] of Object.entries({
    "Mastodon, the person first": { object: [guests, ours] },
    "GoToSocial, several comments": { object: [ours, "https://node.example/ap/comments/none"], to: [guests] },
    "Lemmy, one comment": { object: ours, summary: "Rude" },
    "Akkoma, the whole of it": { object: [guests, { type: "Note", id: ours, content: "words" }] },
  }))
    it(`waits for the owner, in the shape of ${name}`, async () => {
      expect((await node.deliver(flag(given), key)).status).to.equal(202);
      expect(await reported()).to.deep.equal([{ host: "mastodon.example", reason: null, words: "Rude" }]);
    });

  it("is found in the words, as Misskey puts it, which are plain", async () => {
    const content = `Note: ${ours}\n-----\n<b>Rude</b>`;
    await node.deliver(flag({ object: guests, content }), key);
    expect((await reported())[0]?.words).to.equal(`Note: ${ours} ----- Rude`);
  });

  it("may be about a comment that came from elsewhere", async () => {
    await node.deliver(fixture("mastodon/create-reply"), key);
    await node.deliver(flag({ object: [theirs] }), key);
    expect(await reported(commentIdOf(theirs))).to.have.lengthOf(1);
  });

  it("names nobody: neither in the store nor in the journal", async () => {
    await node.deliver(flag({ object: [guests, ours], content: "Only for you" }), key);
    await node.repos.journal.written();
    const kept = JSON.stringify([
      await node.repos.cases.get("c1"),
      await node.repos.journal.of("thread", { limit: 9 }),
      await node.repos.journal.of(null, { limit: 9 }),
    ]);
    expect(kept).to.contain("Only for you").and.not.contain("users/ada").and.not.contain("ada@");
    expect(await node.repos.journal.of("thread", { limit: 9 })).to.deep.equal({ items: [], next: null });
  });

  it("is heard once of each who sends it, and not at all about what nobody sees", async () => {
    await node.repos.comments.add(aComment({ _id: "c2", state: "held" }));
    for (const id of ["1", "2"])
      await node.deliver(flag({ id: `https://mastodon.example/flags/${id}`, object: [ours] }), key);
    await node.deliver(
      flag({ id: "https://mastodon.example/flags/3", object: ["https://node.example/ap/comments/c2"] }),
      key,
    );
    expect((await node.repos.cases.get("c1"))?.count).to.equal(1);
    expect(await node.repos.cases.get("c2")).to.equal(null);
  });
});
