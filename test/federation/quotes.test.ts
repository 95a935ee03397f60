import { expect } from "chai";
import { commandLine, owner } from "../../src/domain/moderator.ts";
import { createBlock } from "../../src/usecases/moderate/block.ts";
import { createWithdrawUrl } from "../../src/usecases/publish/withdraw-url.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type FarPerson, startFarPerson } from "../helpers/far-person.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";
type Json = Record<string, unknown>;

/** A whole node and somebody who wants to quote it: the request, the leave, and its end, over the wire. */
onEveryStore("quotes over the wire", (store) => {
  let clock: TestClock;
  let blog: Blog;
  let node: TestNode;
  let quinn: FarPerson;
  let post: Json;
  let url: string;

  const read = (address: string, accept = "application/activity+json") =>
    fetch(address, { headers: { accept }, redirect: "manual" });
  const note = (): Json => ({
    id: `${quinn.origin}/notes/1`,
    type: "Note",
    attributedTo: quinn.id,
    to: [Public],
    content: "<p>Read this.</p>",
    quote: post["id"],
  });
  const request = (): Json => ({
    id: `${quinn.origin}/requests/1`,
    type: "QuoteRequest",
    actor: quinn.id,
    object: post["id"],
    instrument: note(),
  });
  const ask = async () => {
    expect(await quinn.say(node, clock, request())).to.equal(202);
    await settle(node);
    return quinn.received.at(-1) as Json;
  };
  const lastHeard = async () => {
    await settle(node);
    return quinn.received.at(-1);
  };

  beforeEach(async () => {
    clock = createTestClock();
    blog = await startBlog();
    quinn = await startFarPerson();
    blog.publish({ slug: "tea", title: "Tea" });
    node = await startNode(clock, { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "tea", ...store.env() });
    url = blog.urlOf("tea");
    await node.page(url);
    await settle(node);
    post = (await (
      await fetch(`${node.url}/ap/posts?url=${encodeURIComponent(url)}`, {
        headers: { accept: "application/activity+json" },
      })
    ).json()) as Json;
  });
  afterEach(async () => {
    await node?.close();
    await quinn?.close();
    await blog?.close();
  });

  it("says that anybody may quote, gives leave that names both posts, and shows it at its own address", async () => {
    expect(post["interactionPolicy"]).to.deep.equal({ canQuote: { automaticApproval: [Public] } });
    const accept = await ask();
    expect(accept).to.deep.include({
      type: "Accept",
      actor: post["attributedTo"],
      to: [quinn.id],
      object: { ...request(), instrument: note()["id"] },
    });
    const stamp = await read(String(accept["result"]));
    expect(stamp.status).to.equal(200);
    expect(stamp.headers.get("content-type")).to.equal("application/activity+json; charset=utf-8");
    const { "@context": context, ...leave } = (await stamp.json()) as Json;
    expect(leave).to.deep.equal({
      id: accept["result"],
      type: "QuoteAuthorization",
      attributedTo: post["attributedTo"],
      interactingObject: note()["id"],
      interactionTarget: post["id"],
    });
    expect(JSON.stringify(context)).to.include("https://w3id.org/fep/044f#QuoteAuthorization");
    expect(new URL(String(accept["result"])).origin).to.equal(new URL(String(post["attributedTo"])).origin);
    const page = await read(String(accept["result"]), "text/html");
    expect([page.status, page.headers.get("location")]).to.deep.equal([303, url]);
    expect(await node.page(url)).to.include("quoted by 1");
  });

  it("takes leave back from somebody who is blocked, tells them, and shows it to nobody", async () => {
    const { result } = await ask();
    await createBlock(node.world)({ kind: "actor", value: quinn.id }, owner);
    expect(await lastHeard()).to.deep.include({
      type: "Delete",
      actor: post["attributedTo"],
      to: [Public],
      cc: [quinn.id],
      object: result,
    });
    expect((await read(String(result))).status).to.equal(404);
    expect(await node.page(url)).to.not.include("quoted by");
    const heard = quinn.received.length;
    expect(await quinn.say(node, clock, { ...request(), id: `${quinn.origin}/requests/2` })).to.equal(202);
    await settle(node);
    expect(quinn.received).to.have.lengthOf(heard);
  });

  it("takes leave back with their whole server, whose signed look-ups are refused besides", async () => {
    const { result } = await ask();
    await createBlock(node.world)({ kind: "host", value: "localhost" }, owner);
    expect(await lastHeard()).to.deep.include({ type: "Delete", object: result });
    expect((await read(String(result))).status).to.equal(404);
  });

  it("takes leave back with what is quoted, and refuses it from then on", async () => {
    const { result } = await ask();
    await createWithdrawUrl(node.world)(url, commandLine);
    expect(await lastHeard()).to.deep.include({ type: "Delete", object: result });
    expect((await read(String(result))).status).to.equal(404);
    await quinn.say(node, clock, { ...request(), id: `${quinn.origin}/requests/2` });
    expect(await lastHeard()).to.deep.include({ type: "Reject", actor: post["attributedTo"] });
  });

  it("shows no leave for a quote that nobody asked for, nor for one that was deleted", async () => {
    const create = { id: `${quinn.origin}/creates/1`, type: "Create", actor: quinn.id, to: [Public], object: note() };
    await quinn.say(node, clock, create);
    await settle(node);
    expect(await node.page(url)).to.include("quoted by 1");
    const [quote] = await node.store.repos.reactions.between(quinn.id, String((await thread())._id), 9);
    expect((await read(`${node.url}/ap/quotes/${quote?._id}`)).status).to.equal(404);
    const { result } = await ask();
    expect((await read(String(result))).status).to.equal(200);
    await quinn.say(node, clock, { type: "Delete", actor: quinn.id, object: note()["id"] });
    await settle(node);
    expect((await read(String(result))).status).to.equal(404);
  });

  it("counts in the collections of a post what was counted, emoji among the likes", async () => {
    const object = post["id"];
    const total = async (name: string) =>
      ((await (await read(`${object}/${name}`)).json()) as { totalItems: number }).totalItems;
    const like = { id: `${quinn.origin}/likes/1`, type: "Like", actor: quinn.id, object, content: "🍵" };
    const react = { id: `${quinn.origin}/reacts/1`, type: "EmojiReact", actor: quinn.id, object, content: "🫖" };
    const boost = { id: `${quinn.origin}/boosts/1`, type: "Announce", actor: quinn.id, object, to: [Public] };
    for (const activity of [like, like, react, boost]) await quinn.say(node, clock, activity);
    await settle(node);
    expect([await total("likes"), await total("shares")]).to.deep.equal([1, 1]);
    expect(await node.page(url))
      .to.include("🍵")
      .and.include("🫖")
      .and.include("1 boost")
      .and.not.include("1 like");
    for (const undone of [like, react, boost])
      await quinn.say(node, clock, { id: `${undone.id}/undo`, type: "Undo", actor: quinn.id, object: undone });
    await settle(node);
    expect([await total("likes"), await total("shares")]).to.deep.equal([0, 0]);
    expect(await node.page(url)).to.not.include("an-reactions");
  });

  async function thread() {
    const found = await node.store.repos.threads.byNote(String(post["id"]).split("/").at(-1) ?? "");
    return found ?? { _id: "" };
  }
});
