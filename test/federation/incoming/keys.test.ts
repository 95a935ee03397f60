import { expect } from "chai";
import { openBudget } from "../../../federation/fetch-budget.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import { makeKey, type TestKey } from "../../helpers/remote.ts";

const actor = "https://mastodon.example/users/ada";
const remoteId = `${actor}/statuses/110001`;

describe("keys of those who sign", () => {
  let node: InboxNode;

  beforeEach(async () => {
    node = await startInboxNode();
  });
  afterEach(() => node.close());

  const create = (key: TestKey) => node.deliver(fixture("mastodon/create-reply"), key);
  const profile = () => node.repos.profiles.get(actor);

  it("fetches a key once and keeps its owner", async () => {
    const key = node.introduce(actorOf("mastodon"));
    expect((await create(key)).status).to.equal(202);
    expect((await create(key)).status).to.equal(202);
    expect(node.fediverse.asked).to.deep.equal([actor]);
    expect(await profile()).to.include({
      handle: "ada@mastodon.example",
      inbox: `${actor}/inbox`,
      sharedInbox: "https://mastodon.example/inbox",
      hidden: false,
    });
  });

  it("fetches a key once for many requests that wait for it", async () => {
    const key = node.introduce(actorOf("mastodon"));
    const answers = await Promise.all([create(key), create(key), create(key)]);
    expect(answers.map((answer) => answer.status)).to.deep.equal([202, 202, 202]);
    expect(node.fediverse.asked).to.have.length(1);
  });

  it("accepts a key that was changed without notice, asking once", async () => {
    await create(node.introduce(actorOf("mastodon")));
    const rotated = node.introduce(actorOf("mastodon"), makeKey(`${actor}#main-key`));
    expect((await node.deliver(fixture("mastodon/like"), rotated)).status).to.equal(202);
    expect(node.fediverse.asked).to.have.length(2);
    expect((await profile())?.keys[0]?.pem).to.equal(rotated.pem);
  });

  it("does not ask again and again for a key that does not fit", async () => {
    await create(node.introduce(actorOf("mastodon")));
    const wrong = makeKey(`${actor}#main-key`);
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await node.deliver(fixture("mastodon/like"), wrong)).status);
    expect(statuses).to.deep.equal([401, 503, 503]);
    expect(node.fediverse.asked).to.have.length(2);
    node.clock.advance(61_000);
    await node.deliver(fixture("mastodon/like"), wrong);
    expect(node.fediverse.asked).to.have.length(3);
  });

  it("does not let a forger lock out who changes their key right then", async () => {
    await create(node.introduce(actorOf("mastodon")));
    expect((await node.deliver(fixture("mastodon/like"), makeKey(`${actor}#main-key`))).status).to.equal(401);
    const rotated = node.introduce(actorOf("mastodon"), makeKey(`${actor}#main-key`));
    const early = await node.deliver(fixture("mastodon/like"), rotated);
    expect(early.status).to.equal(503);
    node.clock.advance(Number(early.headers["retry-after"]) * 1000);
    expect((await node.deliver(fixture("mastodon/like"), rotated)).status).to.equal(202);
  });

  it("lets many requests with a changed key share the one answer", async () => {
    await create(node.introduce(actorOf("mastodon")));
    const rotated = node.introduce(actorOf("mastodon"), makeKey(`${actor}#main-key`));
    const asks = [1, 2, 3].map(() =>
      node.inbox.profiles.refresh(rotated.id, {
        network: "192.0.2.0/24",
        budget: openBudget({ ...node.repos, clock: node.clock }),
      }),
    );
    for (const found of await Promise.all(asks)) expect(found.kind).to.equal("found");
    expect(node.fediverse.asked).to.have.length(2);
    expect((await node.deliver(fixture("mastodon/like"), rotated)).status).to.equal(202);
  });

  it("answers 503 with Retry-After while the key's server is away, and remembers nothing of it", async () => {
    const key = node.introduce(actorOf("mastodon"));
    node.fediverse.silence(actor);
    const away = await create(key);
    expect(away.status).to.equal(503);
    expect(Number(away.headers["retry-after"])).to.be.greaterThan(0);
    node.fediverse.serve(actor, { status: 500 });
    expect((await create(key)).status).to.equal(503);
    node.introduce(actorOf("mastodon"));
    expect((await create(key)).status).to.equal(202);
  });

  it("answers 503 when the rotated key cannot be fetched right now, and tries again", async () => {
    await create(node.introduce(actorOf("mastodon")));
    const rotated = makeKey(`${actor}#main-key`);
    node.fediverse.serve(actor, { status: 502 });
    expect((await node.deliver(fixture("mastodon/like"), rotated)).status).to.equal(503);
    node.introduce(actorOf("mastodon"), rotated);
    expect((await node.deliver(fixture("mastodon/like"), rotated)).status).to.equal(202);
  });

  it("does not let another server's actor claim a key", async () => {
    const evil = "https://evil.example/me";
    const own = makeKey(`${evil}#main-key`);
    const claimed = makeKey(`${actor}#main-key`);
    const publicKey = [own, claimed].map(({ id, pem }) => ({ id, owner: evil, publicKeyPem: pem }));
    node.fediverse.serve(evil, { ...actorOf("mastodon"), id: evil, inbox: `${evil}/inbox`, publicKey });
    await node.deliver({ ...fixture("mastodon/like"), id: `${evil}/likes/1`, actor: evil }, own);
    expect((await node.repos.profiles.get(evil))?.keys.map(({ id }) => id)).to.deep.equal([own.id]);
    expect((await create(node.introduce(actorOf("mastodon")))).status).to.equal(202);
  });

  for (const status of [404, 410, 403]) {
    it(`answers 401 when the key's server says ${status}, and does not ask again soon`, async () => {
      const key = node.introduce(actorOf("mastodon"));
      node.fediverse.serve(actor, { status });
      expect((await create(key)).status).to.equal(401);
      expect((await create(key)).status).to.equal(401);
      expect(node.fediverse.asked).to.have.length(1);
      expect(await node.comment(remoteId)).to.equal(null);
    });
  }

  it("refuses a key of 1024 bits", async () => {
    const key = node.introduce(actorOf("mastodon"), makeKey(`${actor}#main-key`, { rsa: 1024 }));
    expect((await create(key)).status).to.equal(401);
  });

  it("refuses a private key, a certificate and gibberish in place of a public key", async () => {
    const good = makeKey(`${actor}#main-key`);
    const pems = [
      good.private.export({ type: "pkcs8", format: "pem" }) as string,
      "-----BEGIN CERTIFICATE-----\nAAAA\n",
      "hello",
    ];
    for (const pem of pems) {
      await node.repos.profiles.forget(actor);
      node.introduce(actorOf("mastodon"), { ...good, pem });
      expect((await create(good)).status).to.equal(401);
    }
  });

  it("refuses a key whose owner lives elsewhere", async () => {
    const key = makeKey("https://evil.example/keys/1");
    node.introduce(actorOf("mastodon"));
    node.fediverse.serve(key.id, { id: key.id, owner: actor, publicKeyPem: key.pem });
    expect((await create(key)).status).to.equal(401);
    expect(await node.comment(remoteId)).to.equal(null);
  });

  it("refuses a key that its owner does not list", async () => {
    const key = makeKey("https://mastodon.example/uploads/key.json");
    node.introduce(actorOf("mastodon"));
    node.fediverse.serve(key.id, { id: key.id, owner: actor, publicKeyPem: key.pem });
    const answer = await create(key);
    expect(answer.status).to.equal(401);
    expect(answer.body).to.match(/does not list/);
  });

  it("refuses a key that names another owner than the actor who lists it", async () => {
    const given = actorOf("mastodon");
    const key = node.introduce({
      ...given,
      publicKey: { ...(given["publicKey"] as object), owner: "https://mastodon.example/users/eve" },
    });
    expect((await create(key)).status).to.equal(401);
  });

  it("accepts a key in a document of its own that its owner lists", async () => {
    const key = makeKey(`${actor}/keys/1`);
    const given = actorOf("mastodon");
    node.fediverse.serve(actor, { ...given, publicKey: key.id });
    node.fediverse.serve(key.id, { id: key.id, owner: actor, publicKeyPem: key.pem });
    expect((await create(key)).status).to.equal(202);
  });

  it("accepts one of several keys, and a key id that is the actor itself", async () => {
    const other = makeKey(`${actor}#old-key`);
    const given = actorOf("mastodon");
    const key = makeKey(`${actor}#main-key`);
    const listed = [key, other].map(({ id, pem }) => ({ id, owner: actor, publicKeyPem: pem }));
    node.fediverse.serve(actor, { ...given, publicKey: listed });
    expect((await create(other)).status).to.equal(202);
    await node.repos.profiles.forget(actor);
    expect((await create({ ...key, id: actor })).status).to.equal(202);
  });

  it("accepts a key under a path of its own, where a stub of the actor lies as GoToSocial serves it", async () => {
    const key = makeKey(`${actor}/main-key`);
    const publicKey = { id: key.id, owner: actor, publicKeyPem: key.pem };
    const { id, type, preferredUsername } = actorOf("mastodon");
    node.fediverse.serve(key.id, { body: { id, type, preferredUsername, publicKey } });
    node.fediverse.serve(actor, { body: { ...actorOf("mastodon"), publicKey } });
    expect((await create(key)).status).to.equal(202);
    expect(node.fediverse.asked).to.deep.equal([key.id, actor]);
    expect((await profile())?.inbox).to.equal(`${actor}/inbox`);
  });

  it("refuses a key of a stub that its full actor does not list", async () => {
    const key = makeKey(`${actor}/main-key`);
    const { id, type, preferredUsername } = actorOf("mastodon");
    const publicKey = { id: key.id, owner: actor, publicKeyPem: key.pem };
    node.fediverse.serve(key.id, { body: { id, type, preferredUsername, publicKey } });
    node.introduce(actorOf("mastodon"));
    expect((await create(key)).status).to.equal(401);
  });

  it("accepts a key document with a controller instead of an owner", async () => {
    const key = makeKey(`${actor}/keys/2`);
    node.fediverse.serve(actor, { ...actorOf("mastodon"), publicKey: [key.id] });
    node.fediverse.serve(key.id, { id: key.id, controller: actor, publicKeyPem: key.pem });
    expect((await create(key)).status).to.equal(202);
  });

  it("refuses an actor that is served as plain JSON, or from another server after a redirect", async () => {
    const key = node.introduce(actorOf("mastodon"));
    const served = { ...actorOf("mastodon"), publicKey: { id: key.id, owner: actor, publicKeyPem: key.pem } };
    node.fediverse.serve(actor, { type: "application/json", body: served });
    expect((await create(key)).status).to.equal(401);
    node.clock.advance(6 * 60_000);
    node.fediverse.serve(actor, { url: "https://evil.example/ada", body: served });
    expect((await create(key)).status).to.equal(401);
  });

  it("refuses an actor that carries the id of another server", async () => {
    const key = makeKey("https://evil.example/me#main-key");
    node.fediverse.serve("https://evil.example/me", {
      ...actorOf("mastodon"),
      publicKey: { id: key.id, owner: actor, publicKeyPem: key.pem },
    });
    expect((await create(key)).status).to.equal(401);
    expect(await profile()).to.equal(null);
  });

  it("bounds how many new actors of one server are looked up", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 70; i++) {
      const key = { ...makeFake(i) };
      const like = { ...fixture("mastodon/like"), actor: key.id.replace(/#.*/, "") };
      statuses.push((await node.deliver(like, key, { from: elsewhere(i) })).status);
    }
    expect(statuses.filter((status) => status === 503)).to.have.length(10);
    expect(node.fediverse.asked).to.have.length(60);
  });

  it("counts the subdomains of one domain together", async () => {
    for (let i = 0; i < 200; i++) {
      const key = { ...one, id: `https://s${i}.evil.example/me#main-key` };
      const like = { ...fixture("mastodon/like"), actor: key.id.replace(/#.*/, "") };
      await node.deliver(like, key, { from: elsewhere(i) });
    }
    expect(node.fediverse.asked).to.have.length(180);
  });

  it("does not let made-up keys of a server keep its people from changing theirs", async () => {
    await create(node.introduce(actorOf("mastodon")));
    for (let i = 0; i < 70; i++) {
      const madeUp = { ...one, id: `https://mastodon.example/made-up/${i}` };
      await node.deliver(fixture("mastodon/like"), madeUp, { from: elsewhere(i) });
    }
    const rotated = node.introduce(actorOf("mastodon"), makeKey(`${actor}#main-key`));
    expect((await node.deliver(fixture("mastodon/like"), rotated)).status).to.equal(202);
  });

  const one = makeKey("");
  /** An address of another network each time. */
  const elsewhere = (i: number): string => `203.0.${i}.7`;
  const makeFake = (i: number): TestKey => ({ ...one, id: `https://many.example/users/u${i}#main-key` });
});
