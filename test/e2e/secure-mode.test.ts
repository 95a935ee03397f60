import { expect } from "chai";
import { commandLine, owner } from "../../src/domain/moderator.ts";
import type { Log } from "../../src/domain/ports.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import { createPublishUrl } from "../../src/usecases/publish/publish-url.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type Peer, startPeer } from "../helpers/peer.ts";
import { speakAs } from "../helpers/speak-as.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";
const activityJson = { accept: "application/activity+json" };
const nothing = () => undefined;

/** Two nodes that both show their posts only to those who sign: neither may wait for the other. */
onEveryStore("secure mode", (store) => {
  const clock = createTestClock();
  const outcomes: string[] = [];
  const log: Log = {
    debug: (details) => void outcomes.push((details as { outcome?: { reason?: string } }).outcome?.reason ?? ""),
    info: nothing,
    warn: nothing,
    error: nothing,
  };
  let blogs: { alpha: Blog; beta: Blog };
  let alpha: TestNode;
  let beta: TestNode;
  let eve: Peer;
  let note: string;

  before(async () => {
    blogs = { alpha: await startBlog(), beta: await startBlog() };
    blogs.alpha.publish({ slug: "a" });
    blogs.beta.publish({ slug: "b" });
    const env = (name: "alpha" | "beta") => ({
      ANTIPHON_SITE: blogs[name].home,
      ANTIPHON_HANDLE: name,
      ANTIPHON_GUESTS: "true",
      ANTIPHON_SECURE_FETCH: "on",
      ...store.env(),
    });
    alpha = await startNode(clock, env("alpha"), log);
    beta = await startNode(clock, env("beta"));
    eve = await startPeer(clock);
    await settle(alpha, beta);
    const post = await createPublishUrl(alpha.world)(blogs.alpha.urlOf("a"), commandLine);
    note = `${alpha.url}/ap/posts/${post.noteId}`;
  });
  after(() => closeAll(alpha, beta, eve, blogs?.alpha, blogs?.beta));

  it("lets two such nodes verify and read each other", async () => {
    await beta.post(blogs.beta.urlOf("b"), { text: "A word from beta.", author: "Berta", federate: "yes" });
    await settle(beta);
    const comment = `${beta.url}/ap/comments/${(await beta.find("A word from beta"))._id}`;
    expect((await fetch(comment, { headers: activityJson })).status).to.equal(401);
    const actor = `${beta.url}/ap/actors/beta_guests`;
    const create = { id: `${comment}#1`, type: "Create", actor, to: [Public], object: comment };
    outcomes.length = 0;
    await speakAs(beta, "beta_guests", create, `${alpha.url}/inbox`, clock);
    await settle(alpha, beta);
    expect(outcomes, "it was read, and answers another blog").to.include("It answers nothing of ours.");
  });

  it("shows a post to whoever signs, and the page to everybody", async () => {
    expect((await fetch(note, { headers: activityJson })).status).to.equal(401);
    const shown = await eve.look(note);
    expect(shown.status).to.equal(200);
    expect(shown.json).to.include({ id: note, type: "Note" });
    const page = await fetch(note, { headers: { accept: "text/html" }, redirect: "manual" });
    expect([page.status, page.headers.get("location")]).to.deep.equal([303, blogs.alpha.urlOf("a")]);
    expect(await alpha.page(blogs.alpha.urlOf("a"))).to.contain("an-fedi");
  });

  it("still takes what is sent to it, and tells what it has to say", async () => {
    await eve.follow(`${alpha.url}/ap/actors/alpha`);
    await settle(alpha);
    expect(eve.got.map(({ type }) => type)).to.deep.equal(["Accept"]);
  });

  it("shows nothing to a blocked server, actors aside", async () => {
    await createBlock(alpha.world)({ kind: "actor", value: eve.actor, label: "eve", note: "" }, owner);
    expect((await eve.look(note)).status).to.equal(403);
    expect((await eve.look(`${alpha.url}/ap/actors/alpha`)).status).to.equal(200);
  });
});
