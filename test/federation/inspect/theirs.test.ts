import { expect } from "chai";
import { createActors } from "../../../federation/actors.ts";
import { createAddresses } from "../../../federation/addresses.ts";
import { createInspect } from "../../../federation/inspect/inspect.ts";
import { blockId } from "../../../src/domain/block.ts";
import type { Finding } from "../../../src/domain/finding.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, ourOrigin, startInboxNode } from "../../helpers/inbox-node.ts";

const ada = "https://mastodon.example/users/ada";
const everyone = "https://www.w3.org/ns/activitystreams#Public";
const note = "https://mastodon.example/users/ada/statuses/1";

describe("antiphon inspect, of others", () => {
  let node: InboxNode;
  let found: Finding[];
  beforeEach(async () => {
    node = await startInboxNode();
  });
  afterEach(() => node.close());

  async function inspect(typed: string): Promise<void> {
    const { repos, clock, fediverse } = node;
    const inspect = createInspect({
      world: { ...repos, clock, fetch: fediverse.fetch },
      addresses: createAddresses(ourOrigin),
      actors: createActors(repos),
      signedFetch: fediverse.fetch,
    });
    found = [];
    for await (const step of inspect(typed, fediverse.fetch)) found.push(step);
  }

  const step = (subject: string) => {
    const one = found.find((finding) => finding.subject === subject);
    return one ? `${one.mark} ${one.sentence}` : "";
  };

  const describes = (host: string, resource: string, body: object) =>
    node.fediverse.serve(`https://${host}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`, { body });

  const self = (href: string) => [{ rel: "self", type: "application/activity+json", href }];

  const reply = (given: object = {}) => ({
    id: note,
    type: "Note",
    attributedTo: ada,
    inReplyTo: `${ourOrigin}/ap/posts/note1`,
    to: [everyone],
    content: "<p>Hello</p>",
    ...given,
  });

  it("goes from a handle over its account to the actor, and says what we know of them", async () => {
    node.introduce(actorOf("mastodon"));
    describes("mastodon.example", "acct:ada@mastodon.example", {
      subject: "acct:ada@mastodon.example",
      links: self(ada),
    });
    await inspect("@ada@mastodon.example");
    expect(found.map(({ mark }) => mark)).to.deep.equal(found.map(() => "ok"));
    expect(found.map(({ subject }) => subject)).to.deep.equal([
      "webfinger",
      "blocks",
      "fetched",
      "open",
      "actor",
      "key",
      "inbox",
      "wishes",
      "here",
    ]);
    expect(step("actor")).to.contain("Person “Ada 🦊”, known as @ada@mastodon.example");
    expect(step("inbox")).to.contain("https://mastodon.example/inbox");
    expect(step("here")).to.contain("0 comments");
    expect(await node.repos.profiles.get(ada)).to.equal(null);
  });

  it("has an account on a domain of its own confirmed there", async () => {
    node.introduce(actorOf("mastodon"));
    describes("social.example", "acct:ada@social.example", { subject: "acct:ada@mastodon.example", links: self(ada) });
    await inspect("ada@social.example");
    expect(step("webfinger")).to.match(/^fail .*mastodon\.example does not confirm that/);
    describes("mastodon.example", "acct:ada@mastodon.example", {
      subject: "acct:ada@mastodon.example",
      links: self(ada),
    });
    await inspect("ada@social.example");
    expect(step("webfinger")).to.match(/^ok .*its account is acct:ada@mastodon\.example, which says the same/);
  });

  it("says so when nobody is found, nobody answers, or an answer names no actor", async () => {
    await inspect("@nobody@mastodon.example");
    expect(step("webfinger")).to.equal("fail https://mastodon.example answers 404 for acct:nobody@mastodon.example.");
    const resource = encodeURIComponent("acct:ada@away.example");
    node.fediverse.silence(`https://away.example/.well-known/webfinger?resource=${resource}`);
    await inspect("@ada@away.example");
    expect(step("webfinger")).to.equal("fail Nobody answers there.");
    describes("mastodon.example", "acct:ada@mastodon.example", { links: [] });
    await inspect("@ada@mastodon.example");
    expect(step("webfinger")).to.contain("names no actor");
    expect(found).to.have.lengthOf(1);
  });

  it("finds what is wrong with an actor: inbox, keys, wishes, a move", async () => {
    const actor = { ...actorOf("mastodon"), outbox: undefined, movedTo: "https://new.example/ada" };
    const publicKey = [
      { id: "https://evil.example/key", owner: ada, publicKeyPem: "x" },
      { id: `${ada}#other`, owner: "https://mastodon.example/users/eve", publicKeyPem: "x" },
      { id: `${ada}#bad`, owner: ada, publicKeyPem: "-----BEGIN PUBLIC KEY-----\nx" },
    ];
    node.fediverse.serve(ada, { body: { ...actor, publicKey, summary: "#nobot", indexable: false } });
    await inspect(ada);
    const keys = found.filter(({ subject }) => subject === "key").map(({ sentence }) => sentence);
    expect(keys[0]).to.contain("lies on another server");
    expect(keys[1]).to.contain("says that it belongs to");
    expect(keys[2]).to.contain("cannot be read");
    expect(step("collections")).to.contain("outbox missing");
    expect(step("moved")).to.contain("https://new.example/ada");
    expect(step("wishes")).to.match(/^warn asks not to be shown/);
    node.fediverse.serve(ada, { body: { ...actor, inbox: "https://elsewhere.example/inbox" } });
    await inspect(ada);
    expect(step("actor")).to.match(/^fail has no id, or no inbox on its own host/);
  });

  it("tells of a reply what it answers, for whom it is, and that it is not stored", async () => {
    node.introduce(actorOf("mastodon"));
    node.fediverse.serve(note, { body: reply() });
    await inspect(note);
    expect(step("audience")).to.equal("ok everybody.");
    expect(step("answers")).to.equal("ok “A post” of ours.");
    expect(step("here")).to.equal("ok it is not stored.");
    expect(step("wishes")).to.contain("none");
    expect(await node.repos.comments.onThread("thread")).to.deep.equal([]);
  });

  it("follows what it answers upwards, and stops at a circle, at a gap and at nothing", async () => {
    node.introduce(actorOf("mastodon"));
    node.fediverse.serve(note, { body: reply({ inReplyTo: "https://b.example/1" }) });
    await inspect(note);
    expect(step("answers")).to.contain("there is nothing at https://b.example/1 (404)");
    node.fediverse.serve("https://b.example/1", {
      body: reply({ id: "https://b.example/1", attributedTo: "https://b.example/bo" }),
    });
    await inspect(note);
    expect(step("answers")).to.equal("ok “A post” of ours, a step up.");
    node.fediverse.serve("https://b.example/1", {
      body: reply({ id: "https://b.example/1", inReplyTo: "https://b.example/1" }),
    });
    await inspect(note);
    expect(step("answers")).to.match(/^fail its ancestors go in a circle/);
    node.fediverse.serve(note, { body: reply({ inReplyTo: undefined }) });
    await inspect(note);
    expect(step("answers")).to.equal("warn nothing.");
    node.fediverse.serve(note, { body: reply({ inReplyTo: `${ourOrigin}/ap/posts/gone` }) });
    await inspect(note);
    expect(step("answers")).to.contain("which is ours to know and is not there");
  });

  it("says why something would not be shown", async () => {
    node.introduce(actorOf("mastodon"));
    for (const [given, subject, sentence] of [
      [{ to: [`${ada}/followers`] }, "audience", "it is private"],
      [{ to: undefined }, "audience", "none is named"],
      [{ attributedTo: undefined }, "author", "is not named"],
      [{ attributedTo: "https://evil.example/eve" }, "author", "lives on another server"],
      [{ attributedTo: [ada, "https://mastodon.example/users/eve"] }, "author", "several are named"],
      [{ name: "Yes", content: undefined }, "words", "a vote"],
      [{ content: "<p></p>" }, "words", "nothing to see"],
      [{ type: "Video" }, "type", "neither somebody nor something"],
    ] as const) {
      node.fediverse.serve(note, { body: reply(given) });
      await inspect(note);
      expect(step(subject), JSON.stringify(given))
        .to.match(/^(warn|fail) /)
        .and.to.contain(sentence);
    }
  });

  it("tells of a stored comment where it is and why it waits", async () => {
    const key = node.introduce(actorOf("mastodon"));
    const create = fixture("mastodon/create-reply");
    await node.repos.sites.set("site", { moderation: "first" });
    await node.deliver(create, key);
    const id = (create["object"] as { id: string }).id;
    node.fediverse.serve(id, { body: create["object"] });
    await inspect(id);
    expect(step("here")).to.match(/^ok it is comment \d+: held\. .+/);
  });

  it("knows a server that answers signed requests alone, and one that is blocked here", async () => {
    node.introduce(actorOf("mastodon"));
    await node.repos.blocks.put({
      _id: blockId("host", "mastodon.example"),
      kind: "host",
      value: "mastodon.example",
      label: "mastodon.example",
      note: "",
      createdAt: node.clock.now(),
    });
    await inspect(ada);
    expect(step("blocks")).to.match(/^warn “mastodon\.example” is blocked here/);
    const { repos, clock, fediverse } = node;
    const secure = createInspect({
      world: {
        ...repos,
        clock,
        fetch: async (request) => ({ ...(await fediverse.fetch(request)), status: 401 }),
      },
      addresses: createAddresses(ourOrigin),
      actors: createActors(repos),
      signedFetch: fediverse.fetch,
    });
    found = [];
    for await (const one of secure(ada, fediverse.fetch)) found.push(one);
    expect(step("open")).to.contain("only to signed requests");
  });

  it("goes on from a page for people to what it points to, by header or link, once", async () => {
    node.introduce(actorOf("mastodon"));
    node.fediverse.serve(note, { body: reply() });
    const page = "https://mastodon.example/@ada/1";
    const html = `<head><link href="${note}" rel="alternate" type="application/activity+json"></head>`;
    node.fediverse.serve(page, { body: html, type: "text/html" });
    await inspect(page);
    expect(step("page")).to.contain(note);
    expect(step("answers")).to.equal("ok “A post” of ours.");
    node.fediverse.serve(page, { body: "<p>Nothing</p>", type: "text/html" });
    await inspect(page);
    expect(step("fetched")).to.match(/^fail .*no ActivityStreams document/);
  });

  it("says what it can look at when it was given something else", async () => {
    for (const typed of ["", "ada", "ftp://x.example/", "https://"]) {
      const refused = await inspect(typed).catch((error: unknown) => error);
      expect(refused, typed).to.have.property("kind", "invalid");
    }
  });
});
