import { createPrivateKey } from "node:crypto";
import { expect } from "chai";
import { digestOf, signedHeaders } from "../../federation/signature/sign.ts";
import { commandLine } from "../../src/domain/moderator.ts";
import { createPublishUrl } from "../../src/usecases/publish/publish-url.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type Got, type Peer, startPeer } from "../helpers/peer.ts";
import { speakAs } from "../helpers/speak-as.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";
const minute = 60_000;

/** Alpha changes its keys; beta had cached the old ones, and a follower's server reads along. */
onEveryStore("new keys", (store) => {
  const clock = createTestClock();
  let blogs: { alpha: Blog; beta: Blog };
  let alpha: TestNode;
  let beta: TestNode;
  let eve: Peer;
  let alphaPost: string;
  let betaPost: string;
  let parent: string;
  let posts = 0;

  const actor = (node: TestNode, name: string) => `${node.url}/ap/actors/${name}`;
  const guests = () => actor(alpha, "alpha_guests");
  const keysAtBeta = async () => (await beta.store.repos.profiles.get(guests()))?.keys.map(({ id }) => id);

  /** A visitor of alpha answers a comment of beta's; the answer travels to beta, signed by alpha's guest actor. */
  async function answers(text: string): Promise<void> {
    const posted = await alpha.post(alphaPost, { text, author: "Anna", parent, federate: "yes" });
    expect(posted.status, posted.html).to.equal(303);
    await settle(alpha, beta);
    expect((await beta.find(text)).origin, text).to.equal("fediverse");
  }

  /** A post of alpha goes to eve's server; returns the id of the key that it was signed with. */
  async function announces(): Promise<string | undefined> {
    const slug = `post-${++posts}`;
    blogs.alpha.publish({ slug, title: slug });
    await createPublishUrl(alpha.world)(blogs.alpha.urlOf(slug), commandLine);
    await settle(alpha);
    const last = eve.got.at(-1);
    expect(last?.type).to.equal("Create");
    return last?.keyId;
  }

  before(async () => {
    blogs = { alpha: await startBlog(), beta: await startBlog() };
    blogs.alpha.publish({ slug: "a" });
    blogs.beta.publish({ slug: "b" });
    [alphaPost, betaPost] = [blogs.alpha.urlOf("a"), blogs.beta.urlOf("b")];
    const env = (name: "alpha" | "beta") => ({
      ANTIPHON_SITE: blogs[name].home,
      ANTIPHON_HANDLE: name,
      ANTIPHON_GUESTS: "true",
      ...store.env(),
    });
    alpha = await startNode(clock, env("alpha"));
    beta = await startNode(clock, env("beta"));
    eve = await startPeer(clock);
    await settle(alpha, beta);

    await beta.post(betaPost, { text: "A word from beta.", author: "Berta", federate: "yes" });
    await alpha.page(alphaPost);
    await settle(alpha, beta);
    const bridge = `${beta.url}/ap/comments/${(await beta.find("A word from beta"))._id}`;
    const by = actor(beta, "beta_guests");
    const object = {
      id: bridge,
      type: "Note",
      attributedTo: by,
      inReplyTo: alphaPost,
      content: "<p>A word from beta.</p>",
      to: [Public],
    };
    const create = { id: `${bridge}#1`, type: "Create", actor: by, to: [Public], object };
    await speakAs(beta, "beta_guests", create, `${alpha.url}/inbox`, clock);
    await eve.follow(actor(alpha, "alpha"));
    await settle(alpha, beta);
    parent = String((await alpha.find("A word from beta")).number);
    await alpha.sweep();
  });
  after(() => closeAll(alpha, beta, eve, blogs?.alpha, blogs?.beta));

  it("are announced beforehand: until they take over, the old ones sign", async () => {
    await answers("Signed with the first key.");
    expect(await keysAtBeta()).to.deep.equal([`${guests()}#main-key`]);
    const planned = await alpha.rotateKey("alpha_guests", false);
    await alpha.rotateKey("alpha", false);
    expect(planned.from.getTime() - clock.now().getTime()).to.equal(5 * minute);
    await answers("Signed with the first key still.");
    expect(await keysAtBeta()).to.deep.equal([`${guests()}#main-key`]);
    const document = await fetch(guests(), { headers: { accept: "application/activity+json" } });
    expect(Number(/max-age=(\d+)/.exec(document.headers.get("cache-control") ?? "")?.[1])).to.be.at.most(300);
    expect(((await document.json()) as { publicKey: { id: string } }).publicKey.id).to.equal(`${guests()}#main-key`);
    expect(await announces()).to.equal(`${actor(alpha, "alpha")}#main-key`);
  });

  it("refuse to be changed once more meanwhile", async () => {
    const refusal = await alpha.rotateKey("alpha", false).catch((error: Error) => error.message);
    expect(refusal).to.match(/A new key of alpha is on its way/);
  });

  it("sign from then on, and whoever had cached the old ones finds them", async () => {
    clock.advance(5 * minute);
    await answers("Signed with the second key.");
    const keys = await keysAtBeta();
    expect(keys).to.have.length(1);
    expect(keys?.[0]).to.match(/#main-key-\d{14}$/);
  });

  it("are told to followers in an Update that the new key signs", async () => {
    const before = eve.got.length;
    await alpha.sweep();
    await settle(alpha);
    const updates = () => eve.got.slice(before).filter(({ type }) => type === "Update");
    const [update] = updates();
    expect(update?.keyId).to.match(/\/ap\/actors\/alpha#main-key-\d{14}$/);
    const { publicKey, ...rest } = (update as Got).body.object as { id: string; publicKey: { id: string } };
    expect(rest).to.include({ id: actor(alpha, "alpha"), type: "Person" });
    expect(publicKey.id).to.equal(update?.keyId);
    expect(await announces()).to.equal(update?.keyId);
    await alpha.sweep();
    await settle(alpha);
    expect(updates()).to.have.length(1);
  });

  it("take over at once where the old one leaked, which then signs nothing any more", async () => {
    const leaked = await alpha.store.repos.keys.succession("alpha_guests");
    clock.advance(6 * minute);
    const { keyId } = await alpha.rotateKey("alpha_guests", true);
    await answers("Signed with the third key.");
    expect(await keysAtBeta()).to.deep.equal([keyId]);

    const id = `${guests()}#forged`;
    const body = JSON.stringify({
      id,
      type: "Delete",
      actor: guests(),
      object: `${alpha.url}/ap/comments/x`,
      to: [Public],
    });
    const inbox = `${beta.url}/inbox`;
    const forger = {
      keyId: `${guests()}#${leaked?.next?.name}`,
      privateKey: createPrivateKey(leaked?.next?.privatePem ?? ""),
    };
    clock.advance(2 * minute);
    const contentType = "application/activity+json";
    const request = {
      method: "POST",
      url: new URL(inbox),
      date: clock.now(),
      digest: digestOf(body),
      contentType,
    } as const;
    const answer = await fetch(inbox, { method: "POST", headers: await signedHeaders(forger, request), body });
    expect(answer.status).to.equal(401);
  });
});
