import { expect } from "chai";
import { usualPaces } from "../../../federation/pace.ts";
import { blockId } from "../../../src/domain/block.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxAnswer, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import { makeKey, signCavage, type TestKey, type WireRequest } from "../../helpers/remote.ts";
import { readSources } from "../../helpers/sources.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;

describe("what an inbox answers (interop §2.4)", () => {
  let node: InboxNode;
  let key: TestKey;

  const start = async (given?: Parameters<typeof startInboxNode>[0]) => {
    node = await startInboxNode(given);
    key = node.introduce(actorOf("mastodon"));
  };
  beforeEach(() => start());
  afterEach(() => node.close());

  const create = () => node.deliver(fixture("mastodon/create-reply"), key);
  const wire = (bent: Partial<Parameters<typeof signCavage>[0]> = {}): WireRequest =>
    signCavage({
      key,
      body: Buffer.from(JSON.stringify(fixture("mastodon/create-reply"))),
      date: node.clock.now(),
      ...bent,
    });
  const asked = (method: string): WireRequest => ({
    method,
    target: "/inbox",
    headers: [["Host", "node.example"]],
    body: Buffer.alloc(0),
  });
  const block = (value: string) =>
    node.repos.blocks.put({
      _id: blockId("host", value),
      kind: "host",
      value,
      label: "",
      note: "",
      createdAt: node.clock.now(),
    });

  /** Whether the sender is told when to come again. */
  type Row = [status: number, what: string, send: () => Promise<InboxAnswer>, retries?: true];

  const table: Row[] = [
    [202, "what is stored", create],
    [
      202,
      "what comes again",
      async () => {
        await create();
        return create();
      },
    ],
    [202, "what we do not handle", () => node.deliver({ ...fixture("mastodon/like"), type: "View" }, key)],
    [
      202,
      "the deletion of somebody we never met, whatever its signature",
      () => node.deliver(fixture("mastodon/delete-actor"), makeKey(`${ada}#k`), { digest: null }),
    ],
    [400, "what is no JSON", () => node.send(wire({ body: Buffer.from("{") }))],
    [400, "what names no actor", () => node.send(wire({ body: Buffer.from('{"type":"Like"}') }))],
    [
      401,
      "what is not signed",
      () => node.send({ ...wire(), headers: wire().headers.filter(([name]) => name !== "Signature") }),
    ],
    [
      401,
      "a Signature header that cannot be read",
      () =>
        node.send({
          ...wire(),
          headers: [...wire().headers.filter(([name]) => name !== "Signature"), ["Signature", "?"]],
        }),
    ],
    [401, "a signature that does not hold", () => node.deliver(fixture("mastodon/like"), makeKey(key.id))],
    [
      401,
      "a key that is gone",
      () => {
        node.fediverse.serve(ada, { status: 410 });
        return create();
      },
    ],
    [
      403,
      "a blocked server",
      async () => {
        await block("mastodon.example");
        return create();
      },
    ],
    [
      403,
      "what is not the signer's to say",
      () => node.deliver({ ...fixture("mastodon/like"), id: "https://evil.example/1" }, key),
    ],
    [404, "an actor that is not here", () => node.send(wire({ target: "/ap/actors/nobody/inbox" }))],
    [405, "a GET", () => node.send(asked("GET"))],
    [413, "a body that is too large", () => node.send(wire({ body: Buffer.alloc(1_000_001, "x") }))],
    [415, "a body of another type", () => node.send(wire({ contentType: "text/plain" }))],
    [
      429,
      "more than an actor may send",
      async () => {
        await refill();
        await create();
        return create();
      },
      true,
    ],
    [
      503,
      "a key's server that does not answer",
      () => {
        node.fediverse.silence(ada);
        return create();
      },
      true,
    ],
    [
      503,
      "a key's server that fails",
      () => {
        node.fediverse.serve(ada, { status: 500 });
        return create();
      },
      true,
    ],
    [
      503,
      "a store that is away",
      async () => {
        await node.closeStore();
        return create();
      },
      true,
    ],
  ];
  const refill = async () => {
    await node.close();
    await start({
      options: { paces: { ...usualPaces, actor: { ...usualPaces.actor, words: { burst: 1, perMinute: 1 } } } },
    });
  };

  for (const [status, what, send, retries] of table) {
    it(`${status}: ${what}`, async () => {
      const answer = await send();
      expect(answer.status, answer.body).to.equal(status);
      expect(Number(answer.headers["retry-after"] ?? 0) > 0).to.equal(retries === true);
      if (status === 202) {
        expect(answer.body).to.equal("");
        return;
      }
      expect(answer.headers["content-type"]).to.equal("application/problem+json");
      const problem = JSON.parse(answer.body) as { status: number; title: string; detail: string };
      expect(problem.status).to.equal(status);
      expect(problem.detail).to.match(/^\S.{9,250}\.$/);
    });
  }
});

describe("contexts of what comes in", () => {
  const contexts = [
    "https://evil.example/context.jsonld",
    [
      "https://www.w3.org/ns/activitystreams",
      "https://evil.example/context.jsonld",
      { "@import": "https://evil.example/more" },
    ],
    { "@vocab": "https://evil.example/", Note: "https://evil.example/Other" },
    { "@context": "https://evil.example/deep" },
  ];
  for (const context of contexts) {
    it(`are not fetched: ${JSON.stringify(context).slice(0, 60)}`, async () => {
      const node = await startInboxNode();
      const key = node.introduce({ ...actorOf("mastodon"), "@context": context });
      const create = fixture("mastodon/create-reply");
      const note = { ...(create["object"] as object), "@context": context };
      const parent = "https://elsewhere.example/notes/1";
      node.fediverse.serve(parent, { body: { ...note, id: parent, attributedTo: "https://elsewhere.example/u" } });
      const far = { ...note, id: `${ada}/statuses/2`, inReplyTo: parent };
      await node.deliver({ ...create, "@context": context, object: note }, key);
      await node.deliver(node.show({ ...create, id: `${ada}/2`, "@context": context, object: far }), key);
      await node.work();
      expect(await node.comment(remoteId)).to.include({ state: "published" });
      expect(new Set(node.fediverse.asked)).to.deep.equal(
        new Set([ada, far.id, parent, "https://elsewhere.example/u"]),
      );
      await node.close();
    });
  }

  it("are known to nobody but the engine, for what goes out", () => {
    const readers = readSources(["federation"]).filter(({ packages }) => packages.includes("jsonld"));
    expect(readers.map(({ path }) => path).filter((path) => !path.startsWith("federation/engine/"))).to.deep.equal([]);
  });
});
