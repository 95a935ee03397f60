import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import { signCavage, type TestKey } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;

describe("bad and odd input at the inbox", () => {
  let node: InboxNode;
  let key: TestKey;

  beforeEach(async () => {
    node = await startInboxNode();
    key = node.introduce(actorOf("mastodon"));
  });
  afterEach(() => node.close());

  const create = (change: Json = {}): Json => ({ ...fixture("mastodon/create-reply"), ...change });
  const withNote = (change: Json): Json => create({ object: { ...(create()["object"] as Json), ...change } });
  const raw = (body: string | Buffer, contentType = "application/activity+json") =>
    node.send(signCavage({ key, body: Buffer.from(body), date: node.clock.now(), contentType }));

  async function refuses(answer: Awaited<ReturnType<typeof raw>>, status: number, sentence: RegExp): Promise<void> {
    expect(answer.status, answer.body).to.equal(status);
    expect(answer.headers["content-type"]).to.equal("application/problem+json");
    expect(JSON.parse(answer.body)).to.include({ status }).and.to.have.property("detail").that.matches(sentence);
  }

  it("answers 400 for what is no JSON", async () => refuses(await raw("{oops"), 400, /not JSON/));
  it("answers 400 for an empty body", async () => refuses(await raw(""), 400, /not JSON/));
  it("answers 400 for a list", async () => refuses(await raw("[]"), 400, /one JSON object/));
  it("answers 400 for an activity without a type", async () =>
    refuses(await raw(`{"actor":"${ada}"}`), 400, /no type/));
  it("answers 400 for an activity without an actor", async () =>
    refuses(await raw('{"type":"Like"}'), 400, /no actor/));
  it("answers 400 for an actor that is no web address", async () =>
    refuses(await raw('{"type":"Like","actor":"javascript:alert(1)"}'), 400, /no actor/));
  it("answers 400 for deep nesting", async () =>
    refuses(await raw(`{"type":"Create","actor":"${ada}","x":${"[".repeat(5000)}${"]".repeat(5000)}}`), 400, /deeper/));
  it("answers 400 for very many values", async () =>
    refuses(await raw(JSON.stringify({ type: "Create", actor: ada, x: Array(20_000).fill(1) })), 400, /more than/));
  for (const keyword of ["@graph", "@included", "@reverse", "@nest"]) {
    it(`answers 400 for ${keyword} at the top`, async () =>
      refuses(await raw(JSON.stringify(create({ [keyword]: [] }))), 400, /@/));
  }

  it("answers 413 for a body over 1 MB, announced or not", async () => {
    await refuses(await raw(JSON.stringify(create({ padding: "x".repeat(1_000_000) }))), 413, /1000 KB/);
    expect((await node.deliver(fixture("mastodon/create-reply"), key)).status).to.equal(202);
  });

  it("stores a reply that is just below the limit", async () => {
    const payload = create();
    const padding = "x".repeat(1_000_000 - JSON.stringify({ ...payload, padding: "" }).length - 10);
    expect((await node.deliver({ ...payload, padding }, key)).status).to.equal(202);
    expect(await node.comment(remoteId)).to.not.equal(null);
  });

  it("answers 415 for another type of content, and for compression", async () => {
    await refuses(await raw(JSON.stringify(create()), "text/plain"), 415, /activity\+json/);
    const wire = signCavage({ key, body: Buffer.from("{}"), date: node.clock.now() });
    await refuses(
      await node.send({ ...wire, headers: [...wire.headers, ["Content-Encoding", "gzip"]] }),
      415,
      /compression/,
    );
  });

  it("answers 404 at the inbox of an actor we do not have", async () => {
    const wire = signCavage({
      key,
      body: Buffer.from("{}"),
      date: node.clock.now(),
      target: "/ap/actors/nobody/inbox",
    });
    await refuses(await node.send(wire), 404, /no such actor/);
  });

  it("answers 400 for an address that cannot be decoded", async () => {
    const wire = signCavage({ key, body: Buffer.from("{}"), date: node.clock.now(), target: "/ap/actors/%ff/inbox" });
    await refuses(await node.send(wire), 400, /address cannot be read/);
  });

  for (const method of ["GET", "PUT", "DELETE"]) {
    it(`answers 405 to ${method}, and says what an inbox takes`, async () => {
      for (const target of ["/inbox", "/ap/actors/blog/inbox"]) {
        const answer = await node.send({ method, target, headers: [["Host", "node.example"]], body: Buffer.alloc(0) });
        await refuses(answer, 405, /by POST/);
        expect(answer.headers.allow).to.equal("POST");
      }
    });
  }

  it("answers 202 for kinds of activity that we do not handle", async () => {
    for (const type of ["View", "Listen", "Add", "Flag", "Accept", "__proto__", "constructor"]) {
      expect(
        (await node.deliver({ id: `${ada}#x`, type, actor: ada, object: "https://node.example/ap/posts/note1" }, key))
          .status,
      ).to.equal(202);
    }
  });

  it("stores the same reply once, however often it is sent", async () => {
    for (let i = 0; i < 3; i++) expect((await node.deliver(create(), key)).status).to.equal(202);
    expect(await node.repos.comments.counts("thread")).to.deep.equal({ published: 1, held: 0 });
    expect(node.noticed).to.have.length(1);
  });

  const nothingToStore: Record<string, () => Json> = {
    "a reply to nothing": () => withNote({ inReplyTo: null }),
    "a reply to a post of ours that does not exist": () =>
      withNote({ inReplyTo: "https://node.example/ap/posts/none" }),
    "a reply to one of our actors": () => withNote({ inReplyTo: "https://node.example/ap/actors/blog" }),
    "only a script": () => withNote({ content: "<script>alert(1)</script>", contentMap: {} }),
    "no object": () => create({ object: null }),
  };
  for (const [name, payload] of Object.entries(nothingToStore)) {
    it(`stores nothing for ${name}`, async () => {
      expect((await node.deliver(payload(), key)).status).to.equal(202);
      expect(await node.repos.comments.counts("thread")).to.deep.equal({ published: 0, held: 0 });
      expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    });
  }

  it("answers 503 with Retry-After when the store is away", async () => {
    await node.deliver(fixture("mastodon/like"), key);
    await node.closeStore();
    const answer = await node.deliver(create(), key);
    expect(answer.status).to.equal(503);
    expect(Number(answer.headers["retry-after"])).to.be.greaterThan(0);
  });

  it("answers 503 when handling takes too long", async () => {
    await node.close();
    node = await startInboxNode({ options: { patienceMs: 1 } });
    node.introduce(actorOf("mastodon"), key);
    node.fediverse.delay(ada, new Promise(() => undefined));
    expect((await node.deliver(create(), key)).status).to.equal(503);
  });
});
