import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { journalOf } from "../helpers/journal.ts";
import { speakAs } from "../helpers/speak-as.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";
const hour = 3_600_000;

/**
 * A server that gives up on a node that is away: GoToSocial tries for two minutes and never again. Whatever happened
 * meanwhile is found by the node itself when it is back.
 */
onEveryStore("a node that was away", (store) => {
  const clock = createTestClock();
  let blogs: { alpha: Blog; beta: Blog };
  let alpha: TestNode;
  let beta: TestNode;
  let env: Record<string, string>;
  let alphaPost: string;
  let betaPost: string;
  let bertas: string;

  const guests = (node: TestNode, name: string) => `${node.url}/ap/actors/${name}_guests`;

  /** Posts on beta below a comment there, for the fediverse to see. */
  async function say(text: string, below?: string): Promise<string> {
    const parent = below === undefined ? {} : { parent: String((await beta.find(below)).number) };
    const posted = await beta.post(betaPost, { text, author: "Berta", federate: "yes", ...parent });
    expect(posted.status).to.equal(303);
    await settle(beta);
    return posted.cookie;
  }

  /** What readers of alpha see; its guests' actor puts a visitor's name before what they wrote. */
  const texts = async () => (await alpha.texts(alphaPost)).map((text) => text.replace(/^Berta : /, ""));

  /** Beta stops trying, as a server does that has no patience. */
  async function betaGivesUp(): Promise<void> {
    await beta.store.docs.jobs.deleteMany({ kind: "deliver" });
  }

  before(async () => {
    blogs = { alpha: await startBlog(), beta: await startBlog() };
    blogs.alpha.publish({ slug: "post", title: "Alpha's post" });
    blogs.beta.publish({ slug: "post", title: "Beta's post" });
    [alphaPost, betaPost] = [blogs.alpha.urlOf("post"), blogs.beta.urlOf("post")];
    env = { ANTIPHON_SITE: blogs.alpha.home, ANTIPHON_HANDLE: "alpha", ...store.env() };
    alpha = await startNode(clock, env);
    beta = await startNode(clock, {
      ANTIPHON_SITE: blogs.beta.home,
      ANTIPHON_HANDLE: "beta",
      ANTIPHON_GUESTS: "true",
      ...store.env(),
    });
    await settle(alpha, beta);
  });
  after(() => closeAll(alpha, beta, blogs?.alpha, blogs?.beta));

  it("had a reply from the other server before", async () => {
    bertas = await say("Hello from beta.");
    const { _id } = await beta.find("Hello from beta");
    const id = `${beta.url}/ap/comments/${_id}`;
    const answered = await fetch(`${alpha.url}/ap/posts?url=${encodeURIComponent(alphaPost)}`, {
      headers: { accept: "application/activity+json" },
    });
    const actor = guests(beta, "beta");
    const note = {
      ...{
        id,
        type: "Note",
        attributedTo: actor,
        inReplyTo: ((await answered.json()) as { id: string }).id,
        to: [Public],
      },
      ...{ content: "<p>Hello from beta.</p>", published: clock.now().toISOString(), url: id },
    };
    const create = { id: `${id}#first`, type: "Create", actor, to: [Public], object: note };
    expect(await speakAs(beta, "beta_guests", create, `${alpha.url}/inbox`, clock)).to.equal(202);
    await settle(alpha);
    expect(await texts()).to.deep.equal(["Hello from beta."]);
  });

  it("misses a reply, one to that, and an edit while it is away", async () => {
    await alpha.close();
    clock.advance(60_000);
    await say("Is anybody there?", "Hello from beta");
    clock.advance(60_000);
    await say("It seems not.", "Is anybody there");
    const hello = await beta.find("Hello from beta");
    const edited = await beta.send(`/comments/${hello.number}/edit`, { text: "Hello again from beta." }, bertas);
    expect(edited.status).to.equal(303);
    await settle(beta);
    await betaGivesUp();
    clock.advance(hour);
    alpha = await startNode(clock, { ...env, ANTIPHON_URL: alpha.url });
    expect(await texts()).to.deep.equal(["Hello from beta."]);
  });

  it("finds all of it after its start", async () => {
    await settle(alpha);
    expect(await texts()).to.deep.equal(["Hello again from beta.", "Is anybody there?", "It seems not."]);
    const last = await alpha.find("It seems not");
    expect(last.path).to.have.length(2);
    expect(last.author).to.deep.include({ kind: "remote", id: guests(beta, "beta") });
  });

  it("tells its owner so, in words", async () => {
    const { thread } = await alpha.find("It seems not");
    const said = await journalOf(alpha.store.repos, thread);
    expect(said.filter((line) => line.includes("It had not reached us"))).to.have.length(2);
    expect(said.join("\n"))
      .to.include("changed a comment. The page shows the new words.")
      .and.include("2 replies were found, 1 comment had changed");
  });

  it("asks again a quarter of an hour after the last reply, and finds what was lost without being away", async () => {
    await say("One more, which nobody delivers.", "It seems not");
    await betaGivesUp();
    clock.advance(14 * 60_000);
    await alpha.sweep();
    await settle(alpha);
    expect(await texts()).to.have.length(3);
    clock.advance(2 * 60_000);
    await alpha.sweep();
    await settle(alpha);
    expect((await texts()).at(-1)).to.equal("One more, which nobody delivers.");
  });

  it("finds what was deleted meanwhile, too", async () => {
    await alpha.close();
    const gone = await beta.find("Is anybody there");
    const { createDecide } = await import("../../src/usecases/moderate/decide.ts");
    await createDecide(beta.world)(gone._id, "delete", owner);
    await settle(beta);
    await betaGivesUp();
    clock.advance(hour);
    alpha = await startNode(clock, { ...env, ANTIPHON_URL: alpha.url });
    await settle(alpha);
    expect(await alpha.page(alphaPost)).to.not.include("Is anybody there?");
    expect(await alpha.page(alphaPost)).to.include("It seems not.");
  });
});

describe("a node that nobody can ask back", () => {
  it("walks nothing: the comments of the demo come from servers that do not exist", async () => {
    const node = await startNode(createTestClock());
    try {
      const { items } = await node.world.comments.inState("published", { limit: 50 });
      expect(items.some(({ remote }) => remote !== null)).to.equal(true);
      await node.sweep();
      expect(await node.store.docs.jobs.countDocuments({ kind: "walk" })).to.equal(0);
      expect(await node.store.docs.walks.countDocuments({})).to.equal(0);
    } finally {
      await node.close();
    }
  });
});
