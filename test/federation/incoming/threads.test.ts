import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { commentIdOf } from "../../../federation/incoming/remote-id.ts";
import { aComment } from "../../helpers/comment.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import { journalOf } from "../../helpers/journal.ts";
import type { TestKey } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;
const mika = "https://misskey.example/notes/9mknote001";
const post = "https://node.example/ap/posts/note1";

describe("where a reply belongs", () => {
  let node: InboxNode;
  let key: TestKey;
  let mikas: TestKey;

  beforeEach(async () => {
    node = await startInboxNode();
    key = node.introduce(actorOf("mastodon"));
    mikas = node.introduce(actorOf("misskey"));
  });
  afterEach(() => node.close());

  const reply = (answers: string, change: Json = {}): Json => {
    const create = fixture("mastodon/create-reply");
    return { ...create, object: { ...(create["object"] as Json), inReplyTo: answers, ...change } };
  };
  const accepted = async (payload: unknown, by = key) => expect((await node.deliver(payload, by)).status).to.equal(202);
  const note = (id: string, change: Json = {}): Json => ({
    ...(fixture("misskey/create-reply")["object"] as Json),
    id,
    ...change,
  });

  it("lands below a visitor's comment, by its id or its place on the page", async () => {
    await node.repos.comments.add(aComment({ _id: "abc", number: 12 }));
    await accepted(reply("https://node.example/ap/comments/abc"));
    expect(await node.comment(remoteId)).to.deep.include({ parent: "abc", path: ["abc"] });
    await accepted(
      reply("https://blog.example/post#comment-12", {
        id: `${ada}/statuses/2`,
        url: `${ada}/2`,
        content: "Other words",
      }),
    );
    expect(await node.comment(`${ada}/statuses/2`)).to.deep.include({ parent: "abc", path: ["abc"] });
  });

  it("lands below the post when the place named is in another thread", async () => {
    await node.repos.comments.add(aComment({ _id: "abc", number: 12, thread: "other" }));
    await accepted(reply("https://blog.example/post#comment-12"));
    expect(await node.comment(remoteId)).to.include({ parent: null, thread: "thread" });
  });

  it("lands below a reply from another server, and drops the mention of its author", async () => {
    await accepted(fixture("misskey/create-reply"), mikas);
    await accepted(
      reply(mika, {
        content:
          '<p><span class="h-card"><a href="https://misskey.example/@mika" class="u-url mention">@<span>mika</span></a></span> <span class="h-card"><a href="https://blog.example/" class="u-url mention">@<span>blog</span></a></span> <span class="h-card"><a href="https://other.example/@zoe" class="u-url mention">@<span>zoe</span></a></span> indeed</p>',
      }),
    );
    const comment = await node.comment(remoteId);
    expect(comment?.parent).to.equal(commentIdOf(mika));
    expect(comment?.html).to.not.match(/mika|blog/);
    expect(comment?.html).to.match(/zoe.*indeed/);
  });

  it("is closed below a post that was taken back, and below its comments", async () => {
    await node.repos.comments.add(aComment({ _id: "abc", number: 12 }));
    await node.repos.threads.change({ _id: "thread", version: 1 }, { announcement: "withdrawn" });
    for (const target of [post, "https://node.example/ap/comments/abc"]) {
      await accepted(reply(target));
      expect(await node.comment(remoteId)).to.equal(null);
    }
    node.fediverse.serve(mika, note(mika, { inReplyTo: post }));
    await accepted(node.show(reply(mika)));
    await node.work();
    expect(await node.comment(mika)).to.equal(null);
  });

  it("likes and boosts land on comments as well", async () => {
    await accepted(fixture("misskey/create-reply"), mikas);
    await accepted({ ...fixture("mastodon/like"), object: mika });
    await accepted({ ...fixture("mastodon/announce"), object: { id: mika, type: "Note", content: "forged" } });
    const comment = await node.comment(mika);
    expect(comment?.counts).to.deep.equal({ likes: 1, boosts: 1 });
    expect(comment?.html).to.not.include("forged");
  });

  describe("whose parent is not known", () => {
    /** A reply that its own server shows, too. */
    const written = (answers: string, change: Json = {}) => node.show(reply(answers, change));

    it("is found by climbing to something of ours, and its ancestors are stored above it", async () => {
      node.fediverse.serve(mika, note(mika, { inReplyTo: post }));
      node.fediverse.serve(
        "https://misskey.example/notes/b",
        note("https://misskey.example/notes/b", { inReplyTo: mika }),
      );
      await accepted(written("https://misskey.example/notes/b"));
      expect(await node.comment(remoteId)).to.equal(null);
      expect(await node.work()).to.deep.equal([{ kind: "done" }]);
      const middle = commentIdOf("https://misskey.example/notes/b");
      expect(await node.comment(remoteId)).to.deep.include({ parent: middle, path: [commentIdOf(mika), middle] });
      expect((await node.comment(mika))?.author).to.include({ handle: "mika@misskey.example" });
    });

    it("is dropped when the way leads to nothing of ours", async () => {
      node.fediverse.serve(mika, note(mika, { inReplyTo: null }));
      await accepted(written(mika));
      expect(await node.work()).to.deep.equal([{ kind: "done" }]);
      expect(await node.comment(remoteId)).to.equal(null);
      expect(await node.comment(mika)).to.equal(null);
    });

    const dead: Record<string, Json> = {
      private: note(mika, { inReplyTo: post, to: ["https://misskey.example/users/9mika00001/followers"], cc: [] }),
      "by two authors": note(mika, {
        inReplyTo: post,
        attributedTo: ["https://misskey.example/users/9mika00001", ada],
      }),
      "somebody else's": note(mika, { inReplyTo: post, attributedTo: ada }),
      "under another id": note("https://evil.example/1", { inReplyTo: post }),
      "no post": { id: mika, type: "Person", inbox: `${mika}/inbox` },
    };
    for (const [name, document] of Object.entries(dead)) {
      it(`is dropped when an ancestor is ${name}`, async () => {
        node.fediverse.serve(mika, document);
        await accepted(written(mika));
        expect(await node.work()).to.deep.equal([{ kind: "done" }]);
        expect(await node.comment(remoteId)).to.equal(null);
        expect(await node.comment(mika)).to.equal(null);
      });
    }

    it("is dropped when its ancestors go in a circle", async () => {
      const [a, b] = ["https://misskey.example/notes/a", "https://misskey.example/notes/b"];
      node.fediverse.serve(a, note(a, { inReplyTo: b }));
      node.fediverse.serve(b, note(b, { inReplyTo: a }));
      await accepted(written(a));
      expect(await node.work()).to.deep.equal([{ kind: "done" }]);
      expect(node.fediverse.asked.filter((url) => url === a)).to.have.length(1);
    });

    it("is dropped after twenty steps", async () => {
      const id = (i: number) => `https://misskey.example/notes/n${i}`;
      for (let i = 0; i < 40; i++) node.fediverse.serve(id(i), note(id(i), { inReplyTo: id(i + 1) }));
      await accepted(written(id(0)));
      await node.work();
      expect(node.fediverse.asked.filter((url) => url.includes("/notes/n"))).to.have.length(20);
    });

    it("is tried again when the way up takes more than 90 seconds, within the lease of the job", async () => {
      const at = (i: number) => `https://misskey.example/notes/slow${i}`;
      for (let i = 0; i < 20; i++) node.fediverse.serve(at(i), note(at(i), { inReplyTo: i === 0 ? post : at(i - 1) }));
      const start = node.clock.now().getTime();
      node.fediverse.onAsked(() => node.clock.advance(9_000));
      await accepted(written(at(18)));
      expect((await node.work())[0]?.kind).to.equal("retry");
      expect(node.clock.now().getTime() - start).to.be.within(90_000, 110_000);
      expect(await node.comment(remoteId)).to.equal(null);
      node.fediverse.onAsked(() => undefined);
      node.clock.advance(5 * 60_000);
      expect(await node.work()).to.deep.equal([{ kind: "done" }]);
      expect(await node.comment(remoteId)).to.not.equal(null);
    });

    it("is tried again when the ancestor's server is away", async () => {
      node.fediverse.silence(mika);
      await accepted(written(mika));
      expect((await node.work())[0]?.kind).to.equal("retry");
      node.fediverse.serve(mika, note(mika, { inReplyTo: post }));
      node.clock.advance(10 * 60_000);
      expect(await node.work()).to.deep.equal([{ kind: "done" }]);
      expect(await node.comment(remoteId)).to.include({ parent: commentIdOf(mika) });
    });

    describe("is not kept while it is looked for", () => {
      const words = "Words that may be taken back";
      const waiting = async () => {
        node.fediverse.silence(mika);
        await accepted(written(mika, { content: words }));
        expect((await node.work())[0]?.kind).to.equal("retry");
        expect(await node.everything()).to.not.include(words);
        node.fediverse.serve(mika, note(mika, { inReplyTo: post }));
        node.clock.advance(10 * 60_000);
      };
      const own = fixture("mastodon/create-reply")["object"] as Json;
      const meanwhile: Record<string, [Parameters<typeof node.fediverse.serve>[1], RegExp]> = {
        "was deleted": [{ status: 410 }, /gone where it was written/],
        "is not found": [{ status: 404 }, /not found where it was written/],
        "was made private": [{ ...own, inReplyTo: mika, to: [`${ada}/followers`], cc: [] }, /message/],
      };
      for (const [name, [shown, because]] of Object.entries(meanwhile)) {
        it(`and is dropped when it ${name} meanwhile`, async () => {
          await waiting();
          node.fediverse.serve(remoteId, shown);
          expect(await node.work()).to.deep.equal([{ kind: "done" }]);
          expect(await node.comment(remoteId)).to.equal(null);
          expect((await journalOf(node.repos, null)).at(-1)).to.match(because);
        });
      }

      it("and is dropped when another of that server turns out to have written it", async () => {
        await waiting();
        const eve = { ...actorOf("mastodon"), id: "https://mastodon.example/users/eve", preferredUsername: "eve" };
        node.introduce(eve);
        node.fediverse.serve(remoteId, { ...own, inReplyTo: mika, attributedTo: eve.id });
        expect(await node.work()).to.deep.equal([{ kind: "done" }]);
        expect(await node.comment(remoteId)).to.equal(null);
        expect((await journalOf(node.repos, null)).at(-1)).to.include("names another author");
      });

      it("and is taken as it is shown by then", async () => {
        await waiting();
        node.show(reply(mika, { content: "<p>Better words</p>" }));
        await node.work();
        expect((await node.comment(remoteId))?.html).to.include("Better words");
      });
    });

    it("is given up after five tries, and leaves nothing", async () => {
      node.fediverse.silence(mika);
      await accepted(written(mika));
      const kinds: string[] = [];
      for (let tries = 0; tries < 6; tries++) {
        kinds.push(...(await node.work()).map(({ kind }) => kind));
        node.clock.advance(4 * 3_600_000);
      }
      expect(kinds).to.deep.equal(["retry", "retry", "retry", "retry", "done"]);
      expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    });

    it("is not looked into when it is private", async () => {
      await accepted(written(mika, { to: [`${ada}/followers`], cc: [] }));
      expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    });
  });

  describe("that somebody else brings", () => {
    it("is stored only as its own server shows it", async () => {
      const forged = fixture("misskey/create-reply");
      node.fediverse.serve(mika, note(mika));
      await accepted({ ...forged, object: { ...(forged["object"] as Json), content: "forged" } });
      expect(await node.comment(mika)).to.equal(null);
      await node.work();
      const comment = await node.comment(mika);
      expect(comment?.html).to.include("nya").and.not.include("forged");
      expect(comment?.author).to.include({ handle: "mika@misskey.example" });
    });

    it("is not stored when its own server shows it as private, or not at all", async () => {
      node.fediverse.serve(mika, note(mika, { to: [ada], cc: [] }));
      await accepted(fixture("misskey/create-reply"));
      await node.work();
      node.fediverse.serve(mika, { status: 404 });
      await accepted({ ...fixture("misskey/create-reply"), id: `${mika}/again` });
      await node.work();
      expect(await node.comment(mika)).to.equal(null);
    });

    it("is not even looked up when it is about nothing of ours", async () => {
      const create = fixture("misskey/create-reply");
      await accepted({ ...create, object: { ...(create["object"] as Json), inReplyTo: "https://else.example/1" } });
      expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    });

    it("is removed when a forwarded Delete proves true, and only then", async () => {
      await accepted(fixture("misskey/create-reply"), mikas);
      node.fediverse.serve(mika, note(mika));
      await accepted(fixture("misskey/delete-reply"));
      await node.work();
      expect((await node.comment(mika))?.state).to.equal("published");
      node.fediverse.serve(mika, { body: { id: mika, type: "Tombstone" } });
      await accepted({ ...fixture("misskey/delete-reply"), id: `${mika}#delete` });
      await node.work();
      expect((await node.comment(mika))?.state).to.equal("removed");
    });

    it("is stored when a Lemmy community hands it round", async () => {
      const books = node.introduce(fixture("lemmy/group"));
      node.introduce(actorOf("lemmy"));
      node.fediverse.serve("https://lemmy.example/comment/501", fixture("lemmy/note"));
      await accepted(fixture("lemmy/announce-create"), books);
      expect(await node.comment("https://lemmy.example/comment/501")).to.equal(null);
      await node.work();
      expect((await node.comment("https://lemmy.example/comment/501"))?.author).to.include({
        handle: "lena@lemmy.example",
      });
    });
  });
});
