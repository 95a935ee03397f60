import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import type { InboxPaces } from "../../../federation/pace.ts";
import { aComment } from "../../helpers/comment.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxAnswer, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import { makeKey, type TestKey } from "../../helpers/remote.ts";

const note = "https://node.example/ap/posts/note1";
const plenty = { burst: 1000, perMinute: 1000 };
const little = { burst: 2, perMinute: 1 };
const paces = (bent: { host?: Partial<InboxPaces["host"]>; actor?: Partial<InboxPaces["actor"]> }): InboxPaces => ({
  host: { words: plenty, rest: plenty, ...bent.host },
  actor: { words: plenty, rest: plenty, ...bent.actor },
});

/** An actor of any server, shaped as Mastodon's. */
function person(id: string): Json {
  const publicKey = { id: `${id}#main-key`, owner: id, publicKeyPem: "KEY" };
  return { ...actorOf("mastodon"), id, inbox: `${id}/inbox`, url: id, publicKey };
}

describe("floods at the inbox", () => {
  let node: InboxNode;
  const start = async (options: Parameters<typeof startInboxNode>[0] = {}) => {
    node = await startInboxNode(options);
  };
  afterEach(() => node.close());

  const meet = (id: string): TestKey => node.introduce(person(id));
  const reply = (actor: string, i: number): Json => ({
    id: `${actor}/notes/${i}/activity`,
    type: "Create",
    actor,
    to: ["as:Public"],
    object: {
      type: "Note",
      id: `${actor}/notes/${i}`,
      inReplyTo: note,
      content: `<p>Word ${i}</p>`,
      to: ["as:Public"],
    },
  });
  const like = (actor: string, i = 0): Json => ({ id: `${actor}/likes/${i}`, type: "Like", actor, object: note });
  const statuses = async (answers: Promise<InboxAnswer>[]) => (await Promise.all(answers)).map(({ status }) => status);

  describe("of what is proven", () => {
    const ada = "https://a.example/users/ada";
    const eve = "https://a.example/users/eve";
    const bob = "https://b.example/users/bob";

    it("lets a burst through and then as much as comes back, with Retry-After", async () => {
      await start({ options: { paces: paces({ host: { words: little } }) } });
      const key = meet(ada);
      for (const i of [1, 2]) expect((await node.deliver(reply(ada, i), key)).status).to.equal(202);
      const late = await node.deliver(reply(ada, 3), key);
      expect(late.status).to.equal(429);
      expect(late.headers["retry-after"]).to.equal("60");
      expect(JSON.parse(late.body)).to.include({ type: "https://w3id.org/fep/c180#rate-limit-exceeded" });
      node.clock.advance(60_000);
      expect((await node.deliver(reply(ada, 3), key)).status).to.equal(202);
      expect((await node.deliver(reply(ada, 4), key)).status).to.equal(429);
      expect(await node.comment(`${ada}/notes/4`)).to.equal(null);
    });

    it("counts new words apart from what is cheap, and servers apart from each other", async () => {
      await start({ options: { paces: paces({ host: { words: little } }) } });
      const keys = [meet(ada), meet(bob)] as const;
      for (const i of [1, 2]) await node.deliver(reply(ada, i), keys[0]);
      expect((await node.deliver(reply(ada, 3), keys[0])).status).to.equal(429);
      expect((await node.deliver(like(ada), keys[0])).status).to.equal(202);
      expect((await node.deliver(reply(bob, 1), keys[1])).status).to.equal(202);
    });

    it("counts an actor before the server, so that one does not silence their neighbours", async () => {
      await start({
        options: { paces: paces({ actor: { words: little }, host: { words: { burst: 4, perMinute: 1 } } }) },
      });
      const keys = [meet(ada), meet(eve)] as const;
      for (let i = 0; i < 10; i++) await node.deliver(reply(ada, i), keys[0]);
      expect((await node.deliver(reply(ada, 11), keys[0])).status).to.equal(429);
      for (const i of [1, 2]) expect((await node.deliver(reply(eve, i), keys[1])).status).to.equal(202);
    });

    it("counts the subdomains of one domain together", async () => {
      await start({ options: { paces: paces({ host: { rest: little } }) } });
      const sent: number[] = [];
      for (let i = 0; i < 8; i++) {
        const actor = `https://s${i}.many.example/u`;
        sent.push((await node.deliver(like(actor), meet(actor))).status);
      }
      expect(sent).to.deep.equal([...Array(6).fill(202), 429, 429]);
    });
  });

  describe("of what proves nothing", () => {
    const victim = "https://victim.example/users/vera";
    const forged = makeKey("");
    const attack = (i: number) =>
      node.deliver(
        like("https://victim.example/made-up"),
        { ...forged, id: `https://victim.example/made-up/${i}` },
        {
          from: "198.51.100.7",
        },
      );

    it("is stopped by the network that it comes from, and costs the server that it names nothing", async () => {
      await start();
      const vera = meet(victim);
      const answers: InboxAnswer[] = [];
      for (let i = 0; i < 100; i++) answers.push(await attack(i));
      const refused = answers.filter(({ status }) => status === 429);
      expect(answers.filter(({ status }) => status === 401)).to.have.length(30);
      expect(refused).to.have.length(70);
      expect(Number(refused[0]?.headers["retry-after"])).to.be.within(1, 60);
      expect(node.fediverse.asked).to.have.length(30);
      // The victim, new here, writes from elsewhere, and somebody known writes from the very network of the attack.
      expect((await node.deliver(like(victim), vera, { from: "192.0.2.1" })).status).to.equal(202);
      expect((await node.deliver(reply(victim, 1), vera, { from: "198.51.100.9" })).status).to.equal(202);
    });

    it("does not count a key that is in order, nor keys that other people lose", async () => {
      await start();
      for (let i = 0; i < 40; i++) {
        const actor = `https://friend${i}.example/u`;
        expect((await node.deliver(like(actor), meet(actor))).status).to.equal(202);
      }
    });

    it("asks for the key of somebody known once a minute, however many signatures do not fit", async () => {
      await start();
      await node.deliver(like(victim), meet(victim));
      const wrong = makeKey(`${victim}#main-key`);
      const sent = await statuses(
        Array.from({ length: 50 }, (_, i) => node.deliver(like(victim, i), wrong, { from: `203.0.${i}.1` })),
      );
      expect(new Set(sent)).to.deep.equal(new Set([401, 503]));
      expect(node.fediverse.asked).to.have.length(2);
    });
  });

  describe("from a hostile server", () => {
    const friend = "https://friend.example/users/fred";

    it("holds up nobody else when its keys never come", async () => {
      await start();
      const key = meet(friend);
      let letGo = (): void => undefined;
      const never = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const hostile = Array.from({ length: 40 }, (_, i) => `https://hostile.example/u/${i}`);
      for (const actor of hostile) node.fediverse.delay(actor, never);
      const hanging: Promise<void>[] = [];
      const answered: InboxAnswer[] = [];
      for (const [i, actor] of hostile.entries()) {
        const asking = node.deliver(like(actor), { ...makeFake(), id: `${actor}#k` }, { from: `203.0.${i}.1` });
        hanging.push(asking.then((answer) => void answered.push(answer)));
      }
      // All that do not wait for a key are answered before anything that does: no time has to pass for it.
      expect((await node.deliver(like(friend), key)).status).to.equal(202);
      while (answered.length < 24) await new Promise((resolve) => setImmediate(resolve));
      expect(answered.map(({ status }) => status)).to.deep.equal(Array(24).fill(503));
      expect(answered.every(({ headers }) => Number(headers["retry-after"]) > 0)).to.equal(true);
      expect(node.fediverse.asked.filter((url) => url.includes("hostile"))).to.have.length(16);
      expect((await node.deliver(reply(friend, 1), key)).status).to.equal(202);
      letGo();
      await Promise.all(hanging);
      expect(await node.comment(`${friend}/notes/1`)).to.not.equal(null);
    });

    it("holds up nobody else when it sends all it can", async () => {
      await start({ options: { paces: paces({ actor: { words: little } }) } });
      const keys = [meet("https://hostile.example/u"), meet(friend)] as const;
      const flood = Array.from({ length: 200 }, (_, i) => node.deliver(reply("https://hostile.example/u", i), keys[0]));
      const friendly = await node.deliver(reply(friend, 1), keys[1]);
      expect(friendly.status).to.equal(202);
      expect((await statuses(flood)).filter((status) => status === 202)).to.have.length(2);
    });

    it("cannot have one network wait for the keys of many domains", async () => {
      await start();
      let letGo = (): void => undefined;
      const never = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const sent = Array.from({ length: 40 }, (_, i) => {
        node.fediverse.delay(`https://d${i}.example/u`, never);
        return node.deliver(like(`https://d${i}.example/u`), { ...makeFake(), id: `https://d${i}.example/u#k` });
      });
      await Promise.race(sent);
      const fred = await node.deliver(like(friend), meet(friend), { from: "203.0.113.9" });
      expect(fred.status).to.equal(202);
      letGo();
      expect((await statuses(sent)).filter((status) => status === 503)).to.have.length(8);
    });

    const makeFake = (): TestKey => one;
    const one = makeKey("");
  });

  describe("of deletions", () => {
    it("takes those of actors nobody met at once: no fetch, no write", async () => {
      await start();
      const before = await node.everything();
      const gone = Array.from({ length: 100 }, (_, i) => `https://big.example/users/u${i}`);
      const sent = gone.map((id) =>
        node.deliver(
          { ...fixture("mastodon/delete-actor"), id: `${id}#delete`, actor: id, object: id },
          {
            ...makeKeyOnce,
            id: `${id}#main-key`,
          },
        ),
      );
      expect(new Set(await statuses(sent))).to.deep.equal(new Set([202]));
      expect(node.fediverse.asked).to.deep.equal([]);
      expect(await node.everything()).to.equal(before);
    });

    it("takes five hundred of people it knows, and does the work afterwards", async () => {
      await start();
      const id = (i: number) => `https://big.example/users/u${i}`;
      const key = makeKey(`${id(0)}#main-key`);
      for (let i = 0; i < 500; i++) await node.repos.profiles.put(knownPerson(id(i), key.pem, node.clock.now()));
      for (const i of [1, 499]) {
        await node.repos.comments.add(aComment({ _id: `c${i}`, number: i, author: remote(id(i)) }));
      }
      const sent = Array.from({ length: 500 }, (_, i) =>
        node.deliver(
          { id: `${id(i)}#delete`, type: "Delete", actor: id(i), object: id(i) },
          { ...key, id: `${id(i)}#main-key` },
        ),
      );
      expect(new Set(await statuses(sent))).to.deep.equal(new Set([202]));
      expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 500, failed: 0 });
      expect((await node.repos.comments.get("c1"))?.state).to.equal("published");
      while ((await node.work()).length > 0);
      expect((await node.repos.comments.get("c1"))?.state).to.equal("removed");
      expect((await node.repos.comments.get("c499"))?.state).to.equal("removed");
      expect(await node.repos.profiles.get(id(3))).to.equal(null);
    });

    const makeKeyOnce = makeKey("");
    const remote = (id: string) =>
      ({ kind: "remote", id, handle: "u@big.example", name: "U", url: id, avatar: null }) as const;
    const knownPerson = (id: string, pem: string, fetchedAt: Date) => ({
      ...remote(id),
      _id: id,
      inbox: `${id}/inbox`,
      sharedInbox: null,
      keys: [{ id: `${id}#main-key`, pem }],
      hidden: false,
      fetchedAt,
    });
  });
});
