import { expect } from "chai";
import type { RemoteActor } from "../../../src/domain/author.ts";
import { blockId } from "../../../src/domain/block.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { aComment } from "../../helpers/comment.ts";
import { aFollower, aNode, aSite, aThread, knowActor, origin, start, type TestNode } from "./node.ts";

const everyone = "https://www.w3.org/ns/activitystreams#Public";

function actorOn(host: string): RemoteActor {
  const id = `https://${host}/users/bob`;
  return { kind: "remote", id, handle: `bob@${host}`, name: "Bob", url: `https://${host}/@bob`, avatar: null };
}

describe("the outbox", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
  });
  afterEach(() => node.close());

  /** Delivers all that waits; what each inbox got, by address. */
  async function delivered(): Promise<Map<string, { type: string; [member: string]: unknown }[]>> {
    await node.worker.drain();
    const got = new Map<string, { type: string }[]>();
    for (const { url, body } of node.seen) got.set(url, [...(got.get(url) ?? []), JSON.parse(body)]);
    return got;
  }

  /** What is about to be told is remembered first; a delivery of anything else would be dropped. */
  const told = { first: 1, last: 1, pending: true } as const;
  const aPost = (given: Partial<Parameters<typeof aThread>[0]> = {}) => aThread({ _id: "tea", told, ...given });

  describe("of a post", () => {
    it("tells each inbox of the followers once, shared ones first", async () => {
      await node.repos.followers.put(aFollower("one.example"));
      await node.repos.followers.put(
        aFollower("one.example", { _id: "blog x", remote: "https://one.example/users/x" }),
      );
      await node.repos.followers.put(aFollower("two.example", { sharedInbox: null }));
      const thread = aPost();
      await node.repos.threads.add(thread);
      await node.outgoing.outbox.tellOfThread(thread, "create");
      const got = await delivered();
      expect([...got.keys()].sort()).to.deep.equal([
        "https://one.example/inbox",
        "https://two.example/users/bob/inbox",
      ]);
      const [create] = got.get("https://one.example/inbox") ?? [];
      expect(create).to.deep.include({
        id: `${origin}/ap/activities/post.note-tea.create.1`,
        type: "Create",
        actor: `${origin}/ap/actors/blog`,
        to: [everyone],
        cc: [`${origin}/ap/actors/blog/followers`],
        published: "2026-11-01T08:00:00Z",
      });
      expect(create?.["object"]).to.include({ id: `${origin}/ap/posts/note-tea`, type: "Note" });
      expect(node.seen[0]?.headers["signature"]).to.contain(`keyId="${origin}/ap/actors/blog#main-key"`);
    });

    it("tells the servers that took part in the thread, and those that were told before", async () => {
      const thread = aPost({ toldInboxes: ["https://old.example/inbox"] });
      await node.repos.threads.add(thread);
      const author = actorOn("reader.example");
      await knowActor(node.repos, "reader.example");
      await node.repos.comments.add(aComment({ _id: "f1", thread: "tea", origin: "fediverse", author }));
      await node.outgoing.outbox.tellOfThread(thread, "create");
      expect([...(await delivered()).keys()].sort()).to.deep.equal([
        "https://old.example/inbox",
        "https://reader.example/inbox",
      ]);
    });

    it("says when it was edited, so that others take the Update for an edit", async () => {
      await node.repos.followers.put(aFollower("one.example"));
      const owedSince = new Date("2026-11-02T09:59:00Z");
      const thread = aPost({ told: { first: 1, last: 3 }, version: 3, owedSince });
      await node.repos.threads.add(thread);
      await node.outgoing.outbox.tellOfThread(thread, "update");
      const [update] = (await delivered()).get("https://one.example/inbox") ?? [];
      expect(update).to.include({ type: "Update", published: "2026-11-02T09:59:00Z" });
      expect(update?.["object"]).to.include({ updated: "2026-11-02T09:59:00Z", published: "2026-11-01T08:00:00Z" });
    });

    it("takes it back with a Tombstone inside", async () => {
      await node.repos.followers.put(aFollower("one.example"));
      const thread = aPost({ announcement: "withdrawn", told: { first: 1, last: 1 }, version: 2 });
      await node.repos.threads.add(thread);
      await node.outgoing.outbox.tellOfThread(thread, "delete");
      const [remove] = (await delivered()).get("https://one.example/inbox") ?? [];
      expect(remove).to.deep.include({ type: "Delete", to: [everyone] });
      expect(remove?.["object"]).to.include({ id: `${origin}/ap/posts/note-tea`, type: "Tombstone" });
    });

    it("may be told twice, and is sent once", async () => {
      await node.repos.followers.put(aFollower("one.example"));
      const thread = aPost();
      await node.repos.threads.add(thread);
      await node.outgoing.outbox.tellOfThread(thread, "create");
      node.clock.advance(1000);
      await node.outgoing.outbox.tellOfThread(thread, "create");
      expect((await delivered()).get("https://one.example/inbox")).to.have.length(1);
    });

    it("tells no blocked server, nor one below a blocked domain, unless something is taken back", async () => {
      await node.repos.followers.put(aFollower("one.example"));
      await node.repos.followers.put(aFollower("sub.bad.example"));
      await node.repos.blocks.put({
        _id: "host:bad.example",
        kind: "host",
        value: "bad.example",
        label: "",
        note: "",
        createdAt: start,
      });
      const thread = aPost();
      await node.repos.threads.add(thread);
      await node.outgoing.outbox.tellOfThread(thread, "create");
      expect([...(await delivered()).keys()]).to.deep.equal(["https://one.example/inbox"]);
      await node.outgoing.outbox.tellOfThread({ ...thread, announcement: "withdrawn", version: 2 }, "delete");
      expect([...(await delivered()).keys()]).to.include("https://sub.bad.example/inbox");
    });

    it("tells nobody whom the blog blocks that speaks, and everybody whom another one does", async () => {
      await node.repos.followers.put(aFollower("one.example"));
      await node.repos.followers.put(aFollower("bad.example"));
      const block = (value: string, site: string) =>
        node.repos.blocks.put({
          _id: blockId("host", value, site),
          kind: "host",
          value,
          site,
          label: "",
          note: "",
          createdAt: start,
        });
      await block("bad.example", "site");
      await block("one.example", "other");
      const thread = aPost();
      await node.repos.threads.add(thread);
      await node.outgoing.outbox.tellOfThread(thread, "create");
      expect([...(await delivered()).keys()]).to.deep.equal(["https://one.example/inbox"]);
    });

    it("passes through the engine's builder every time", async () => {
      const ids: string[] = [];
      const engine = await node.outgoing.engine();
      const publish = engine.publish;
      engine.publish = (actor, activity, recipients) => {
        ids.push(activity.type);
        return publish(actor, activity, recipients);
      };
      const thread = aPost();
      await node.repos.threads.add(thread);
      const follower = aFollower("one.example");
      const comment = aComment({ _id: "c1", thread: "tea", federate: true, told: { first: 1, last: 1 } });
      await node.repos.comments.add(comment);
      const { outbox } = node.outgoing;
      for (const telling of ["create", "update", "delete"] as const) {
        await outbox.tellOfThread(thread, telling);
        await outbox.tellOfComment(comment, telling, []);
      }
      await outbox.accept(follower);
      await outbox.reject(follower);
      const told = ["Create", "Create", "Update", "Update", "Delete", "Delete", "Accept", "Reject"];
      expect(ids).to.deep.equal(told);
    });
  });

  describe("of a comment", () => {
    beforeEach(() => node.repos.threads.add(aPost({ told: { first: 1, last: 1 } })));

    it("goes to those whose comments it stands below, in the guests' name", async () => {
      for (const host of ["far.example", "near.example", "aside.example"]) await knowActor(node.repos, host);
      const add = (id: string, host: string, given = {}) =>
        node.repos.comments.add(
          aComment({ _id: id, thread: "tea", origin: "fediverse", author: actorOn(host), ...given }),
        );
      await add("far", "far.example", { remote: { id: "https://far.example/1", url: "https://far.example/1" } });
      const near = { id: "https://near.example/1", url: "https://near.example/1" };
      await add("near", "near.example", { parent: "far", path: ["far"], remote: near });
      await add("aside", "aside.example");
      const comment = aComment({ _id: "c1", thread: "tea", parent: "near", path: ["far", "near"], federate: true });
      await node.repos.comments.add({ ...comment, told: { first: 1, last: 1 } });
      const inboxes = await node.outgoing.outbox.inboxesFor(comment);
      expect(inboxes.sort()).to.deep.equal(["https://far.example/inbox", "https://near.example/inbox"]);
      await node.outgoing.outbox.tellOfComment(comment, "create", inboxes);
      const [create] = (await delivered()).get("https://near.example/inbox") ?? [];
      expect(create).to.include({
        id: `${origin}/ap/activities/comment.c1.create.1`,
        actor: `${origin}/ap/actors/blog_guests`,
      });
      expect(create?.["object"]).to.deep.include({ inReplyTo: near.id });
    });

    it("is taken back from the inboxes that were told", async () => {
      const comment = aComment({ _id: "c1", thread: "tea", federate: true, state: "removed", version: 4 });
      await node.repos.comments.add(comment);
      await node.outgoing.outbox.tellOfComment(comment, "delete", ["https://one.example/inbox"]);
      const [remove] = (await delivered()).get("https://one.example/inbox") ?? [];
      expect(remove).to.include({ type: "Delete", id: `${origin}/ap/activities/comment.c1.delete.4` });
      expect(remove?.["object"]).to.include({ id: `${origin}/ap/comments/c1`, type: "Tombstone" });
    });

    it("says nothing below a post that was withdrawn", async () => {
      await node.repos.threads.add(aThread({ _id: "gone", announcement: "withdrawn" }));
      const comment = aComment({ _id: "c1", thread: "gone", federate: true });
      await node.outgoing.outbox.tellOfComment(comment, "create", ["https://one.example/inbox"]);
      expect((await delivered()).size).to.equal(0);
    });
  });

  describe("of a follow", () => {
    it("accepts with the Follow inside, at the follower's own inbox", async () => {
      await node.outgoing.outbox.accept(aFollower("one.example"));
      const [accept] = (await delivered()).get("https://one.example/users/bob/inbox") ?? [];
      expect(accept).to.deep.include({ type: "Accept", to: ["https://one.example/users/bob"] });
      expect(accept?.["object"]).to.deep.equal({
        id: "https://one.example/follows/1",
        type: "Follow",
        actor: "https://one.example/users/bob",
        object: `${origin}/ap/actors/blog`,
      });
    });

    it("accepts again who follows again", async () => {
      await node.outgoing.outbox.accept(aFollower("one.example"));
      await node.outgoing.outbox.accept(aFollower("one.example", { followId: "https://one.example/follows/2" }));
      expect((await delivered()).get("https://one.example/users/bob/inbox")).to.have.length(2);
    });

    it("rejects somebody on a blocked server, too", async () => {
      const block = { _id: "host:one.example", kind: "host" as const, value: "one.example", label: "", note: "" };
      await node.repos.blocks.put({ ...block, createdAt: start });
      await node.outgoing.outbox.reject(aFollower("one.example"));
      const [reject] = (await delivered()).get("https://one.example/users/bob/inbox") ?? [];
      expect(reject).to.include({ type: "Reject" });
    });
  });

  describe("while others cannot reach the node", () => {
    beforeEach(() => node.setReachable(false));

    it("builds nothing, waits, and tells all of it later", async () => {
      const thread = aPost({ told: { first: 1, last: 1 } });
      await node.repos.threads.add(thread);
      const follower = aFollower("one.example");
      await node.repos.followers.put(follower);
      await node.outgoing.outbox.tellOfThread(thread, "create");
      await node.outgoing.outbox.accept(follower);
      expect((await delivered()).size).to.equal(0);
      expect(await node.repos.bodies.get("post.note-tea.create.1")).to.equal(null);
      expect(await node.repos.settings.get("pinned origin")).to.equal(null);
      node.setReachable(true);
      node.clock.advance(5 * 60_000);
      const got = await delivered();
      expect(got.get("https://one.example/inbox")?.map((activity) => activity.type)).to.deep.equal(["Create"]);
      expect(got.get("https://one.example/users/bob/inbox")?.map((activity) => activity.type)).to.deep.equal([
        "Accept",
      ]);
    });

    it("does not tell later what was taken back meanwhile", async () => {
      const thread = aPost({ told: { first: 1, last: 1 } });
      await node.repos.threads.add(thread);
      await node.repos.followers.put(aFollower("one.example"));
      await node.outgoing.outbox.tellOfThread(thread, "create");
      await node.repos.threads.change(thread, { announcement: "withdrawn" });
      node.setReachable(true);
      expect((await delivered()).size).to.equal(0);
    });
  });

  it("pins its address with the first delivery, and refuses to speak under another", async () => {
    await node.outgoing.outbox.accept(aFollower("one.example"));
    expect(await node.repos.settings.get("pinned origin")).to.equal(origin);
    await node.repos.settings.set("pinned origin", "https://elsewhere.example");
    let error: unknown;
    await node.outgoing.outbox.accept(aFollower("two.example")).catch((thrown: unknown) => {
      error = thrown;
    });
    expect(isProblem(error, "conflict")).to.equal(true);
    expect(String(error)).to.contain("https://elsewhere.example");
  });

  it("pages through very many followers", async () => {
    for (let i = 0; i < 1100; i++) await node.repos.followers.put(aFollower(`h${i}.example`));
    const thread = aPost();
    await node.repos.threads.add(thread);
    await node.outgoing.outbox.tellOfThread(thread, "create");
    expect((await node.repos.jobs.count()).waiting).to.equal(1100);
  });
});
