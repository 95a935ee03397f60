import { expect } from "chai";
import type { RemoteActor } from "../../../src/domain/author.ts";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import { aComment } from "../../helpers/comment.ts";
import { addresses, aNode, aSite, aThread, origin, type TestNode } from "./node.ts";

async function read(response: Response) {
  return (await response.json()) as Record<string, unknown>;
}

const everyone = "https://www.w3.org/ns/activitystreams#Public";
const bob: RemoteActor = {
  kind: "remote",
  id: "https://social.example/users/bob",
  handle: "bob@social.example",
  name: "Bob",
  url: "https://social.example/@bob",
  avatar: null,
};

describe("what others may fetch of a conversation", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(aThread({ _id: "tea" }));
  });
  afterEach(() => node.close());

  describe("comments", () => {
    const told = { federate: true, told: { first: 2, last: 2 }, version: 2, thread: "tea" };

    it("shows a visitor's comment in the guests' name, with the visitor's in the text", async () => {
      const html = "<p>Lovely, @alice@elsewhere.example</p>" as SafeHtml;
      await node.repos.comments.add(aComment({ _id: "c1", number: 12, html, ...told }));
      const note = await read(await node.get("/ap/comments/c1"));
      expect(note).to.deep.include({
        id: `${origin}/ap/comments/c1`,
        type: "Note",
        attributedTo: `${origin}/ap/actors/blog_guests`,
        inReplyTo: `${origin}/ap/posts/note-tea`,
        content: `<p><strong>Anna</strong>:</p>${html}`,
        url: "https://blog.example/tea/#comment-12",
        to: [everyone],
        cc: [`${origin}/ap/actors/blog_guests/followers`],
      });
      expect(note["tag"] ?? []).to.deep.equal([]);
    });

    it("mentions the author of the comment that is answered, and nobody else", async () => {
      const remote = { id: "https://social.example/notes/1", url: "https://social.example/@bob/1" };
      const parent = aComment({ _id: "f1", thread: "tea", origin: "fediverse", author: bob, remote });
      await node.repos.comments.add(parent);
      const answer = aComment({ _id: "c2", parent: "f1", path: ["f1"], ...told });
      await node.repos.comments.add(answer);
      const note = await read(await node.get("/ap/comments/c2"));
      expect(note).to.deep.include({
        inReplyTo: "https://social.example/notes/1",
        cc: ["https://social.example/users/bob", `${origin}/ap/actors/blog_guests/followers`],
        tag: [{ type: "Mention", href: "https://social.example/users/bob", name: "@bob@social.example" }],
      });
      expect(note["content"]).to.contain(
        '<a href="https://social.example/@bob" class="u-url mention">@<span>bob</span></a>',
      );
    });

    it("answers the nearest ancestor that the fediverse knows, without a mention", async () => {
      const remote = { id: "https://social.example/notes/1", url: "https://social.example/@bob/1" };
      await node.repos.comments.add(aComment({ _id: "f1", thread: "tea", origin: "fediverse", author: bob, remote }));
      await node.repos.comments.add(aComment({ _id: "w1", thread: "tea", parent: "f1", path: ["f1"] }));
      await node.repos.comments.add(aComment({ _id: "c3", parent: "w1", path: ["f1", "w1"], ...told }));
      const note = await read(await node.get("/ap/comments/c3"));
      expect(note["inReplyTo"]).to.equal("https://social.example/notes/1");
      expect(note["tag"] ?? []).to.deep.equal([]);
    });

    it("links to the comment meant where the fediverse does not know it, without quoting who did not agree to be sent", async () => {
      const unheard = { thread: "tea", number: 41, html: "<p>Between us.</p>" as SafeHtml };
      await node.repos.comments.add(aComment({ _id: "w1", ...unheard }));
      await node.repos.comments.add(aComment({ _id: "c3", parent: "w1", path: ["w1"], ...told }));
      const note = await read(await node.get("/ap/comments/c3"));
      expect(note["inReplyTo"]).to.equal(`${origin}/ap/posts/note-tea`);
      expect(note["content"]).to.equal(
        '<p><strong>Anna</strong>:</p><p>Re: <a href="https://blog.example/tea/#comment-41">#41</a></p><p>Hello</p>',
      );
    });

    for (const [name, given] of Object.entries({
      "was removed": { state: "removed" as const },
      "is hidden": { hiddenBy: "owner" },
      "is held": { state: "held" as const },
    })) {
      it(`says nothing of a comment meant that ${name}`, async () => {
        await node.repos.comments.add(aComment({ _id: "w1", thread: "tea", number: 41, ...given }));
        await node.repos.comments.add(aComment({ _id: "c3", parent: "w1", path: ["w1"], ...told }));
        expect((await read(await node.get("/ap/comments/c3")))["content"]).to.not.contain("#41");
      });
    }

    it("says that comments are closed below a post that was taken back", async () => {
      await node.repos.threads.add(aThread({ _id: "gone", announcement: "withdrawn" }));
      await node.repos.comments.add(aComment({ _id: "c6", ...told, thread: "gone" }));
      await node.repos.comments.add(aComment({ _id: "c7", number: 8, ...told }));
      const guests = `${origin}/ap/actors/blog_guests`;
      expect(await read(await node.get("/ap/comments/c6"))).to.deep.include({
        commentsEnabled: false,
        interactionPolicy: {
          canQuote: { automaticApproval: [everyone] },
          canReply: { automaticApproval: [guests] },
        },
      });
      const open = await read(await node.get("/ap/comments/c7"));
      expect(open).to.not.have.property("commentsEnabled");
      expect(open["interactionPolicy"]).to.deep.equal({ canQuote: { automaticApproval: [everyone] } });
    });

    it("shows a content warning as the summary of a sensitive Note", async () => {
      await node.repos.comments.add(aComment({ _id: "cw", warning: "Spoilers", ...told }));
      expect(await read(await node.get("/ap/comments/cw"))).to.include({ summary: "Spoilers", sensitive: true });
    });

    for (const [name, given] of Object.entries({
      "is held": { state: "held" as const, told: null },
      "was not to be sent": { federate: false, told: null },
      "was not sent yet": { told: null },
      "came from the fediverse": { origin: "fediverse" as const, author: bob },
    })) {
      it(`404 for a comment that ${name}`, async () => {
        await node.repos.comments.add(aComment({ _id: "c4", ...told, ...given }));
        expect((await node.get("/ap/comments/c4")).status).to.equal(404);
        expect((await node.get("/ap/comments/c4/replies")).status).to.equal(404);
      });
    }

    it("410 for one that was told and removed", async () => {
      const comment = aComment({ _id: "c5", ...told, state: "removed" });
      await node.repos.comments.add(comment);
      await node.outgoing.outbox.tellOfComment(comment, "delete", []);
      const response = await node.get("/ap/comments/c5");
      expect(response.status).to.equal(410);
      expect(await read(response)).to.include({ id: `${origin}/ap/comments/c5`, type: "Tombstone" });
    });
  });

  describe("collections", () => {
    const remote = (id: string) => ({ id: `https://social.example/notes/${id}`, url: `https://social.example/${id}` });
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 8, minute));

    beforeEach(async () => {
      const add = (given: Parameters<typeof aComment>[0]) =>
        node.repos.comments.add(aComment({ thread: "tea", ...given }));
      const theirs = { origin: "fediverse" as const, author: bob };
      const ours = { federate: true, told: { first: 1, last: 1 } };
      await add({ _id: "f1", ...theirs, remote: remote("1"), createdAt: at(1) });
      await add({ _id: "c1", ...ours, createdAt: at(2) });
      await add({ _id: "w1", createdAt: at(3) });
      await add({ _id: "f2", ...theirs, remote: remote("2"), parent: "c1", path: ["c1"], createdAt: at(4) });
      await add({ _id: "f3", ...theirs, remote: remote("3"), state: "held", createdAt: at(5) });
      await add({ _id: "f4", ...theirs, remote: remote("4"), hiddenBy: "host:social.example", createdAt: at(6) });
      await add({ _id: "f5", ...theirs, remote: remote("5"), parent: "w1", path: ["w1"], createdAt: at(7) });
    });

    it("lists as replies to a post what is approved and in the fediverse, the private and the hidden left out", async () => {
      const replies = await read(await node.get("/ap/posts/note-tea/replies"));
      expect(replies).to.include({ id: `${origin}/ap/posts/note-tea/replies`, type: "Collection", totalItems: 3 });
      const first = replies["first"] as Record<string, unknown>;
      expect(first["type"]).to.equal("CollectionPage");
      expect(first["items"]).to.deep.equal([remote("1").id, addresses.comment("c1"), remote("5").id]);
    });

    it("lists replies to a comment of ours, as a list even when there is one", async () => {
      const page = await read(await node.get("/ap/comments/c1/replies?page=1"));
      expect(page["items"]).to.deep.equal([remote("2").id]);
      expect(page["partOf"]).to.equal(`${origin}/ap/comments/c1/replies`);
    });

    it("lists the whole conversation in order, with the post first", async () => {
      const context = await read(await node.get("/ap/posts/note-tea/context"));
      expect(context).to.include({
        type: "OrderedCollection",
        totalItems: 5,
        attributedTo: `${origin}/ap/actors/blog`,
      });
      const first = context["first"] as Record<string, unknown>;
      const ids = [remote("1").id, addresses.comment("c1"), remote("2").id, remote("5").id];
      expect(first["orderedItems"]).to.deep.equal([`${origin}/ap/posts/note-tea`, ...ids]);
    });

    it("counts likes and shares without naming anybody", async () => {
      expect(await read(await node.get("/ap/posts/note-tea/likes"))).to.include({ type: "Collection", totalItems: 3 });
      expect(await read(await node.get("/ap/posts/note-tea/shares"))).to.include({ type: "Collection", totalItems: 2 });
    });

    it("404 beyond the last page and for an unknown collection, 400 for a page that is no number", async () => {
      expect((await node.get("/ap/posts/note-tea/replies?page=2")).status).to.equal(404);
      expect((await node.get("/ap/posts/note-tea/secrets")).status).to.equal(404);
      expect((await node.get("/ap/posts/note-tea/replies?page=all")).status).to.equal(400);
    });

    it("cuts a long list into pages that lead to one another", async () => {
      for (let i = 0; i < 150; i++) {
        const given = { federate: true, told: { first: 1, last: 1 }, thread: "tea", createdAt: at(20 + i) };
        await node.repos.comments.add(aComment({ _id: `many${i}`, ...given }));
      }
      const replies = await read(await node.get("/ap/posts/note-tea/replies"));
      const first = replies["first"] as Record<string, string[] | string>;
      expect(first["items"]).to.have.length(100);
      const second = await read(await node.get(`${new URL(first["next"] as string).pathname}?page=2`));
      expect(second["items"]).to.have.length(53);
      expect(second).not.to.have.property("next");
    });
  });

  describe("outbox and activities", () => {
    it("lists Creates of announced posts alone, the newest first, in pages of 20", async () => {
      for (let i = 0; i < 24; i++) {
        const createdAt = new Date(Date.UTC(2026, 10, 3, 0, i));
        await node.repos.threads.add(aThread({ _id: `p${i}`, createdAt, announcedAt: createdAt }));
      }
      await node.repos.threads.add(aThread({ _id: "quiet", announcement: "old", told: null }));
      const outbox = await read(await node.get("/ap/actors/blog/outbox"));
      expect(outbox).to.include({ type: "OrderedCollection", totalItems: 25 });
      const first = await read(await node.get("/ap/actors/blog/outbox?page=true"));
      const items = first["orderedItems"] as { type: string; id: string; object: { id: string } }[];
      expect(items).to.have.length(20);
      expect(items[0]).to.include({ type: "Create", id: `${origin}/ap/activities/post.note-p23.create.1` });
      const next = new URL(first["next"] as string);
      const second = await read(await node.get(next.pathname + next.search));
      expect(second["orderedItems"]).to.have.length(5);
      expect(second).not.to.have.property("next");
      const all = JSON.stringify([first, second]);
      expect(all).not.to.contain("note-quiet");
    });

    it("400 for a page marker that is not ours", async () => {
      expect((await node.get("/ap/actors/blog/outbox?page=nonsense")).status).to.equal(400);
      expect((await node.get("/ap/actors/blog/outbox?page=a&page=b")).status).to.equal(400);
    });

    it("shows an activity while what it says holds", async () => {
      const create = await node.get("/ap/activities/post.note-tea.create.1");
      expect(create.status).to.equal(200);
      expect(await read(create)).to.include({ type: "Create", actor: `${origin}/ap/actors/blog` });
      expect((await node.get("/ap/activities/post.note-tea.create.7")).status).to.equal(404);
      expect((await node.get("/ap/activities/post.note-tea.delete.1")).status).to.equal(404);
      await node.repos.comments.add(aComment({ _id: "held", thread: "tea", federate: true, state: "held" }));
      expect((await node.get("/ap/activities/comment.held.create.1")).status).to.equal(404);
    });
  });
});
