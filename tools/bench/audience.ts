import { createAddresses } from "../../federation/addresses.ts";
import { createOutgoing } from "../../federation/create-outgoing.ts";
import { type Follower, followerId } from "../../src/domain/follower.ts";
import type { Log } from "../../src/domain/ports.ts";
import { openScratch } from "../../src/runtime/scratch.ts";
import type { Store } from "../../src/store/open.ts";
import { hostAddress } from "./host-address.ts";
import { aThread, home } from "./seed.ts";

const nothing = () => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Longer than deliveries to many servers are spread over, so that all of them are due when they are queued. */
const agoMs = 10 * 60_000;

/** Stores followers of the bench's blog, spread evenly over so many servers at a port, each with a shared inbox. */
export async function seedFollowers(store: Store, followers: number, hosts: number, port: number): Promise<void> {
  const all = Array.from({ length: followers }, (_, i): Follower => {
    const host = `${hostAddress(i % hosts)}:${port}`;
    const remote = `http://${host}/users/u${i}`;
    return {
      _id: followerId("blog", remote),
      actor: "blog",
      remote,
      handle: `u${i}@${host}`,
      host,
      inbox: `${remote}/inbox`,
      sharedInbox: `http://${host}/inbox`,
      followId: `${remote}#follow`,
      since: new Date(0),
      owed: [],
      owedSince: null,
      version: 1,
    };
  });
  for (let i = 0; i < all.length; i += 500) await store.docs.followers.insertMany(all.slice(i, i + 500));
}

/** Announces a new post to all of them, as the node itself would have done a while ago. */
export async function announce(store: Store, origin: string, name: string): Promise<void> {
  const clock = { now: () => new Date(Date.now() - agoMs) };
  const thread = { ...aThread(`${home}news/${name}`, 0), told: { first: 1, last: 1 } };
  await store.repos.threads.add(thread);
  const outgoing = createOutgoing({
    world: {
      ...store.repos,
      clock,
      openScratch,
      ids: { opaque: () => name, token: () => name },
      log: silent,
      fetch: () => Promise.reject(new Error("Nothing is fetched while it is queued.")),
    },
    addresses: createAddresses(origin),
    software: { version: "0", repository: home },
    canDeliver: () => true,
  });
  await outgoing.outbox.tellOfThread(thread, "create");
}
