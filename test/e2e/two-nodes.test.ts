import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { speakAs } from "../helpers/speak-as.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";
const hour = 3_600_000;

/**
 * Two nodes in one process, each with a blog of its own. Only the first word is put into beta's mouth (a node does not
 * follow anybody by itself); from then on both talk as their readers make them.
 */
onEveryStore("two nodes", (store) => {
  const clock = createTestClock();
  let blogs: { alpha: Blog; beta: Blog };
  let alpha: TestNode;
  let beta: TestNode;
  let alphaPost: string;
  let betaPost: string;
  /** A comment by a visitor of beta, which beta's guest actor brought to alpha's post. */
  let bridge: string;

  const actor = (node: TestNode, name: string) => `${node.url}/ap/actors/${name}`;
  const alphaFollowers = () => alpha.store.repos.followers.count("alpha");
  const apPost = async (node: TestNode, url: string) => {
    const html = await (
      await fetch(`${node.url}/ap/posts?url=${encodeURIComponent(url)}`, {
        headers: { accept: "application/activity+json" },
      })
    ).json();
    return html as { id: string; type: string; content: string; attributedTo: string };
  };

  before(async () => {
    blogs = { alpha: await startBlog(), beta: await startBlog() };
    blogs.alpha.publish({ slug: "old", title: "An old post", published: "2026-01-01T12:00:00Z" });
    blogs.beta.publish({ slug: "first", title: "Beta's post" });
    alpha = await startNode(clock, {
      ANTIPHON_SITE: blogs.alpha.home,
      ANTIPHON_HANDLE: "alpha",
      ANTIPHON_GUESTS: "true",
      ...store.env(),
    });
    beta = await startNode(clock, {
      ANTIPHON_SITE: blogs.beta.home,
      ANTIPHON_HANDLE: "beta",
      ANTIPHON_GUESTS: "true",
      ...store.env(),
    });
    betaPost = blogs.beta.urlOf("first");
    await settle(alpha, beta);
  });

  after(() => closeAll(alpha, beta, blogs?.alpha, blogs?.beta));

  it("knows its blog by the feed's name", async () => {
    expect((await alpha.world.sites.all()).map((site) => site.name)).to.deep.equal(["A blog"]);
  });

  it("announces each other's actors by WebFinger", async () => {
    expect(await alpha.findActor?.(`beta@${new URL(beta.url).host}`)).to.equal(null, "https only");
    const host = new URL(beta.url).host;
    const jrd = await (await fetch(`${beta.url}/.well-known/webfinger?resource=acct:beta@${host}`)).json();
    expect(jrd).to.have.nested.property("links[0].href", actor(beta, "beta"));
  });

  it("accepts a follow", async () => {
    const follow = {
      id: `${beta.url}/follows/1`,
      type: "Follow",
      actor: actor(beta, "beta"),
      object: actor(alpha, "alpha"),
    };
    expect(await speakAs(beta, "beta", follow, `${actor(alpha, "alpha")}/inbox`, clock)).to.equal(202);
    await settle(alpha, beta);
    expect(await alphaFollowers()).to.equal(1);
    expect(await alpha.store.repos.jobs.count()).to.deep.include({ failed: 0 });
  });

  it("announces a new post to the follower, and never an old one", async () => {
    blogs.alpha.publish({
      slug: "news",
      title: "News",
      teaser: "Something new.",
      published: clock.now().toISOString(),
    });
    alphaPost = blogs.alpha.urlOf("news");
    clock.advance(25 * hour);
    await settle(alpha, beta);
    const site = (await alpha.world.sites.all())[0];
    const announced = await alpha.world.threads.announced(site?._id ?? "", "announced", { limit: 10 });
    expect(announced.items.map((thread) => thread.page.url)).to.deep.equal([alphaPost]);
    expect(announced.items[0]?.told).to.not.equal(null);
    expect(await alpha.store.repos.jobs.count()).to.deep.equal({ waiting: 1, failed: 0 }, "only the next poll waits");
  });

  it("lets a pasted blog address find the Note", async () => {
    const note = await apPost(alpha, alphaPost);
    expect(note.type).to.equal("Note");
    expect(note.content).to.include("News").and.include(alphaPost);
    expect(note.attributedTo).to.equal(actor(alpha, "alpha"));
  });

  it("shows a reply from the other node on the page", async () => {
    await beta.post(betaPost, { text: "Hello from a reader of beta.", author: "Berta", federate: "yes" });
    await settle(beta, alpha);
    const comment = await beta.find("Hello from a reader");
    bridge = `${beta.url}/ap/comments/${comment._id}`;
    const note = {
      id: bridge,
      type: "Note",
      attributedTo: actor(beta, "beta_guests"),
      inReplyTo: (await apPost(alpha, alphaPost)).id,
      content: "<p>Hello from a reader of beta.</p>",
      to: [Public],
      cc: [],
      published: clock.now().toISOString(),
      url: bridge,
    };
    const create = {
      id: `${bridge}#first`,
      type: "Create",
      actor: actor(beta, "beta_guests"),
      to: [Public],
      object: note,
    };
    expect(await speakAs(beta, "beta_guests", create, `${alpha.url}/inbox`, clock)).to.equal(202);
    await settle(alpha);
    expect(await alpha.texts(alphaPost)).to.deep.equal(["Hello from a reader of beta."]);
  });

  it("carries an anonymous answer to the other node, into the thread there", async () => {
    const parent = await alpha.find("Hello from a reader");
    const posted = await alpha.post(alphaPost, {
      text: "An **answer** from alpha.",
      author: "Anna",
      parent: String(parent.number),
      federate: "yes",
    });
    expect(posted.status).to.equal(303);
    await settle(alpha, beta);
    const onBeta = await beta.find("answer from alpha");
    expect(onBeta.origin).to.equal("fediverse");
    expect(onBeta.author).to.deep.include({ kind: "remote", id: actor(alpha, "alpha_guests") });
    expect(await beta.page(betaPost)).to.include("<strong>answer</strong> from alpha");
  });

  it("brings the answer to the anonymous comment back below it", async () => {
    const there = await beta.find("answer from alpha");
    await beta.post(betaPost, {
      text: "And back again.",
      author: "Berta",
      parent: String(there.number),
      federate: "yes",
    });
    await settle(beta, alpha);
    const back = await alpha.find("And back again");
    const answer = await alpha.find("answer from alpha");
    expect(back.parent).to.equal(answer._id);
    expect(back.path).to.have.length(2);
  });

  it("follows an edit and a removal made at home", async () => {
    const there = await beta.find("answer from alpha");
    const posted = await beta.post(betaPost, { text: "A typpo.", parent: String(there.number), federate: "yes" });
    await settle(beta, alpha);
    const comment = await beta.find("typpo");

    clock.advance(60_000);
    const edited = await beta.send(`/comments/${comment.number}/edit`, { text: "A typo." }, posted.cookie);
    expect(edited.status).to.equal(303);
    await settle(beta, alpha);
    expect(await alpha.texts(alphaPost)).to.satisfy((texts: string[]) =>
      texts.some((text) => text.endsWith("A typo.")),
    );

    const removed = await beta.send(`/comments/${comment.number}/delete`, { sure: "yes" }, posted.cookie);
    expect(removed.status).to.equal(303);
    await settle(beta, alpha);
    expect(await alpha.page(alphaPost)).to.not.include("typo");
    const gone = await fetch(`${beta.url}/ap/comments/${comment._id}`, {
      headers: { accept: "application/activity+json" },
    });
    expect(gone.status).to.equal(410);
    expect(await gone.json()).to.include({ type: "Tombstone" });
  });

  it("counts a like and a boost, once, and takes them back", async () => {
    const object = (await apPost(alpha, alphaPost)).id;
    const by = actor(beta, "beta");
    const like = { id: `${beta.url}/likes/1`, type: "Like", actor: by, object };
    const boost = { id: `${beta.url}/boosts/1`, type: "Announce", actor: by, object, to: [Public] };
    for (const activity of [like, like, boost]) await speakAs(beta, "beta", activity, `${alpha.url}/inbox`, clock);
    await settle(alpha);
    const reactions = async () => (await alpha.world.threads.byNote(object.split("/").at(-1) ?? ""))?.reactions;
    expect(await reactions()).to.deep.equal({ likes: 1, boosts: 1 });
    const undo = { id: `${beta.url}/undos/1`, type: "Undo", actor: by, object: like };
    await speakAs(beta, "beta", undo, `${alpha.url}/inbox`, clock);
    await settle(alpha);
    expect(await reactions()).to.deep.equal({ likes: 0, boosts: 1 });
  });

  it("blocks the other node on every path, and takes the block back", async () => {
    const { createBlock } = await import("../../src/usecases/moderate/block.ts");
    const { createUnblock } = await import("../../src/usecases/moderate/unblock.ts");
    const blocked = await createBlock(alpha.world)({ kind: "host", value: "localhost" }, owner);
    await settle(alpha, beta);
    expect(blocked.rejected).to.equal(1);
    expect(await alphaFollowers()).to.equal(0);
    const page = await alpha.page(alphaPost);
    expect(page).to.not.include("Hello from a reader").and.not.include("And back again");
    expect(page).to.include("<strong>answer</strong> from alpha", "what was written here stays");

    const again = {
      id: `${beta.url}/likes/2`,
      type: "Like",
      actor: actor(beta, "beta"),
      object: (await apPost(alpha, alphaPost)).id,
    };
    const refusal = await speakAs(beta, "beta", again, `${alpha.url}/inbox`, clock).catch(
      (error: Error) => error.message,
    );
    expect(String(refusal)).to.include("403");

    await createUnblock(alpha.world)(blocked.block._id, owner);
    await settle(alpha);
    expect(await alpha.page(alphaPost)).to.include("Hello from a reader");
  });
});
