import { expect } from "chai";
import { createActors } from "../../../federation/actors.ts";
import { deliveryOf } from "../../../federation/delivery/queue.ts";
import type { Engine } from "../../../federation/engine/engine.ts";
import { type ActorKeys, createActorKeys } from "../../../federation/keys.ts";
import { createTellOfActors } from "../../../federation/tell-of-actors.ts";
import { addresses, aFollower, aNode, aSite, origin, type TestNode } from "./node.ts";

const everyone = "https://www.w3.org/ns/activitystreams#Public";
const minute = 60_000;
const actor = `${origin}/ap/actors/blog`;

describe("a change of an actor", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.followers.put(aFollower("one.example"));
    await node.outgoing.tellOfActors();
  });
  afterEach(() => node.close());

  const told = () => node.seen.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  async function round(): Promise<void> {
    await node.outgoing.tellOfActors();
    await node.worker.drain();
  }

  it("is told to its followers as an Update with its document inside, once", async () => {
    await node.repos.sites.set("site", { name: "Coffee" });
    await round();
    node.clock.advance(10 * minute);
    await round();
    expect(told()).to.have.length(1);
    const [update] = told();
    const { "@context": _, ...document } = (await (await node.get("/ap/actors/blog")).json()) as Record<
      string,
      unknown
    >;
    expect(update).to.deep.include({
      id: `${origin}/ap/activities/actor.blog.update.1`,
      type: "Update",
      actor,
      to: [everyone],
      cc: [`${actor}/followers`],
      published: "2026-11-02T10:00:00Z",
      object: document,
    });
    expect(document).to.include({ name: "Coffee" });
    expect(node.seen[0]?.url).to.equal("https://one.example/inbox");
  });

  for (const [what, change] of Object.entries({
    "the domain of its account": () => node.repos.sites.set("site", { handleDomain: "blog.example" }),
    "its key": async () => {
      await node.outgoing.keys.rotate("blog", true);
    },
  })) {
    it(`is told when it is ${what}`, async () => {
      await change();
      await round();
      expect(told().map(({ type }) => type)).to.deep.equal(["Update"]);
    });
  }

  it("tells nothing at the first look, nor while nothing changed, nor of what no follower sees", async () => {
    await node.repos.sites.set("site", { moderation: "none", guests: false, epoch: 9 });
    await round();
    expect(told()).to.deep.equal([]);
  });

  it("pins no address while nobody follows", async () => {
    await node.repos.followers.remove(aFollower("one.example")._id);
    await node.repos.sites.set("site", { name: "Coffee" });
    await round();
    expect(await node.repos.settings.get("pinned origin")).to.equal(null);
    expect(await node.repos.faces.get("blog")).to.include({ number: 1, pending: false });
  });

  it("waits while others cannot reach the node, and is told then", async () => {
    node.setReachable(false);
    await node.repos.sites.set("site", { name: "Coffee" });
    await round();
    expect(told()).to.deep.equal([]);
    node.setReachable(true);
    await round();
    expect(told()).to.have.length(1);
  });

  it("is told at most every five minutes, and then as it is by then", async () => {
    for (const name of ["Coffee", "Milk", "Cocoa"]) {
      await node.repos.sites.set("site", { name });
      await round();
      node.clock.advance(minute);
    }
    expect(told().map(({ object }) => (object as { name: string }).name)).to.deep.equal(["Coffee"]);
    node.clock.advance(3 * minute);
    await round();
    expect(told().map(({ object }) => (object as { name: string }).name)).to.deep.equal(["Coffee", "Cocoa"]);
  });

  it("has a new id when it is changed back, as others take each id once", async () => {
    for (const name of ["Coffee", "Tea", "Coffee"]) {
      await node.repos.sites.set("site", { name });
      await round();
      node.clock.advance(6 * minute);
    }
    expect(new Set(told().map(({ id }) => id)).size).to.equal(3);
  });

  it("goes out no more once a newer one follows: what was late would bring the old look back", async () => {
    node.answer(() => ({ status: 503 }));
    await node.repos.sites.set("site", { name: "Coffee" });
    await round();
    node.clock.advance(6 * minute);
    await node.repos.sites.set("site", { name: "Cocoa" });
    node.answer(() => ({ status: 202 }));
    await node.outgoing.tellOfActors();
    node.seen.length = 0;
    await node.repos.jobs.put([deliveryOf("actor.blog.update.1", "https://one.example/inbox")], node.clock.now());
    for (let i = 0; i < 3; i++) {
      await node.worker.drain();
      node.clock.advance(10 * minute);
    }
    expect(told().map(({ id }) => id)).to.deep.equal([`${origin}/ap/activities/actor.blog.update.2`]);
  });

  describe("with several nodes on one store", () => {
    const published: string[] = [];
    const another = (publish: Engine["publish"], keys: ActorKeys = node.outgoing.keys) => {
      const world = { ...node.repos, clock: node.clock };
      const actors = createActors(world);
      return createTellOfActors({ world, addresses, actors, keys, engine: { publish }, canDeliver: () => true });
    };
    const publish: Engine["publish"] = async (_actor, { id }) => void published.push(id);

    beforeEach(async () => {
      published.length = 0;
      await node.repos.sites.set("site", { name: "Coffee" });
    });

    it("is told by one of them", async () => {
      await Promise.all([1, 2, 3].map(() => another(publish)()));
      expect(published).to.have.length(1);
    });

    it("is not taken back by one that does not know yet of a new key", async () => {
      const elsewhere = createActorKeys({ ...node.repos, clock: node.clock }, addresses);
      await elsewhere.of("blog");
      await node.outgoing.keys.rotate("blog", true);
      await another(publish)();
      node.clock.advance(59_000);
      await another(publish, elsewhere)();
      node.clock.advance(6 * minute);
      await another(publish, elsewhere)();
      expect(published).to.deep.equal([addresses.activity("actor.blog.update.1")]);
    });

    it("is told under the same id when a crash came before the queue", async () => {
      const cut = await another(async () => {
        throw new Error("cut off");
      })().catch((error: Error) => error.message);
      expect(cut).to.equal("cut off");
      await another(publish)();
      expect(published, "it may still be at it").to.deep.equal([]);
      node.clock.advance(5 * minute);
      await another(publish)();
      await another(publish)();
      expect(published).to.deep.equal([`${addresses.activity("actor.blog.update.1")}`]);
      expect(await node.repos.faces.get("blog")).to.include({ pending: false, number: 1 });
    });

    it("is left to a newer version of this software, whose documents look different anyway", async () => {
      const known = await node.repos.faces.get("blog");
      if (!known) throw new Error("It was looked at before.");
      await node.repos.faces.change(known, { ...known, form: known.form + 1 });
      await another(publish)();
      expect(published).to.deep.equal([]);
    });
  });
});
