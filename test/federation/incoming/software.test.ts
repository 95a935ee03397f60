import { expect } from "chai";
import { followerId } from "../../../src/domain/follower.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

interface Expected {
  remoteId: string;
  actor: string;
  handle: string;
  name: string;
  words: string;
  lang: string | null;
  url: string;
  after: string;
}

const software: Record<string, Expected> = {
  wordpress: {
    remoteId: "https://wordpress.example/?c=148",
    actor: "https://wordpress.example/?author=1",
    handle: "wanda@wordpress.example",
    name: "Wanda",
    words: "I wrote about this as well.",
    lang: "en",
    url: "https://wordpress.example/2026/11/a-post/#comment-148",
    after: "I wrote about this as well, twice.",
  },
  lemmy: {
    remoteId: "https://lemmy.example/comment/501",
    actor: "https://lemmy.example/u/lena",
    handle: "lena@lemmy.example",
    name: "Lena",
    words: "Cross-posting this. Good read.",
    lang: "fr",
    url: "https://lemmy.example/comment/501",
    after: "Cross-posting this.",
  },
};

const undoing = ["wordpress"];

for (const [name, expected] of Object.entries(software)) {
  describe(`what ${name} sends`, () => {
    let node: InboxNode;
    let key: TestKey;

    beforeEach(async () => {
      node = await startInboxNode();
      key = node.introduce(actorOf(name));
    });
    afterEach(() => node.close());

    async function deliver(...kinds: string[]): Promise<void> {
      for (const kind of kinds) {
        const answer = await node.deliver(fixture(`${name}/${kind}`), key);
        expect(answer.status, `${kind}: ${answer.body}`).to.equal(202);
        expect(answer.body).to.equal("");
      }
    }

    it("stores a reply as a published comment", async () => {
      await deliver("create-reply");
      const comment = await node.comment(expected.remoteId);
      expect(comment).to.include({
        state: "published",
        origin: "fediverse",
        thread: "thread",
        parent: null,
        lang: expected.lang,
      });
      expect(comment?.author).to.include({
        kind: "remote",
        id: expected.actor,
        handle: expected.handle,
        name: expected.name,
      });
      expect(comment?.remote).to.deep.equal({ id: expected.remoteId, url: expected.url });
      expect(comment?.html).to.include(expected.words.split(" ")[0]);
      expect(comment?.html, "the leading mention of the blog").to.not.include("@");
      expect(comment?.owed).to.deep.equal(["thread"]);
      expect(node.noticed).to.deep.equal([`comment ${comment?._id}`]);
    });

    it("takes an edit over", async () => {
      await deliver("create-reply");
      node.clock.advance(45 * 60_000);
      await deliver("update-reply");
      const comment = await node.comment(expected.remoteId);
      expect(comment?.html).to.include(expected.after);
      expect(comment?.editedAt).to.not.equal(null);
    });

    it("removes what its author deleted", async () => {
      await deliver("create-reply", "delete-reply");
      const comment = await node.comment(expected.remoteId);
      expect(comment).to.include({ state: "removed", html: "" });
      expect(comment?.author).to.include({ name: "", handle: "", avatar: null });
      expect(JSON.stringify(comment?.source)).to.not.include(expected.words);
    });

    it("counts a like once", async () => {
      await deliver("like", "like");
      expect((await node.repos.threads.get("thread"))?.reactions).to.deep.equal({ likes: 1, boosts: 0 });
      expect((await node.repos.threads.get("thread"))?.owed).to.deep.equal(["thread"]);
    });

    if (name !== "lemmy") {
      it("counts a boost", async () => {
        await deliver("announce");
        expect((await node.repos.threads.get("thread"))?.reactions).to.deep.equal({ likes: 0, boosts: 1 });
      });

      it("remembers a follower, who is owed an Accept", async () => {
        await deliver("follow");
        const follower = await node.repos.followers.get(followerId("blog", expected.actor));
        expect(follower).to.include({ handle: expected.handle, followId: fixture(`${name}/follow`)["id"] });
        expect(follower?.owed).to.deep.equal(["fediverse"]);
        expect(node.noticed).to.deep.equal([`follower ${follower?._id}`]);
      });
    }

    if (undoing.includes(name)) {
      it("takes a like and a boost back, and keeps them so when the first comes again", async () => {
        await deliver("like", "announce", "undo-like", "undo-announce", "like", "announce");
        expect((await node.repos.threads.get("thread"))?.reactions).to.deep.equal({ likes: 0, boosts: 0 });
      });

      it("drops a follower who unfollows", async () => {
        await deliver("follow", "undo-follow");
        expect(await node.repos.followers.count("blog")).to.equal(0);
      });
    }
  });
}
