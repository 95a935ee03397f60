import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { spread } from "../../domain/spread.ts";
import { type Hub, hubJob, type Subscription } from "../../domain/subscription.ts";

type Needs = Pick<World, "subscriptions" | "jobs" | "clock" | "ids">;

/** Hubs forget: a feed is read once in this time, in milliseconds, whatever they tell. */
const dayMs = 86_400_000;

/**
 * Keeps to the hub that a feed names: asks it where that is news, and leaves those that the feed names no more.
 */
export function createFollowHub(world: Needs) {
  return async function followHub({ _id: site }: Pick<Site, "_id">, named: Hub | null): Promise<void> {
    const now = world.clock.now();
    const known = (await world.subscriptions.of(site)).filter(({ state }) => state !== "leaving");
    const kept = named && known.find(({ hub, topic }) => hub === named.hub && topic === named.topic);
    for (const one of known) {
      if (one === kept) continue;
      await world.subscriptions.change(one._id, { state: "leaving", dueAt: now, tries: 0 });
      await world.jobs.put([hubJob({ ...one, dueAt: now })], now);
    }
    if (!named || kept) return;
    const asked: Subscription = {
      _id: world.ids.token(),
      site,
      ...named,
      secret: world.ids.token(),
      state: "asked",
      dueAt: now,
      tries: 0,
      leaseUntil: null,
      fault: null,
      createdAt: now,
    };
    await world.subscriptions.add(asked);
    await world.jobs.put([hubJob(asked)], now);
  };
}

/** When a feed is read next that was to be read at the time given: after a day while a hub tells of its news. */
export function createNextPoll({ subscriptions, clock }: Pick<World, "subscriptions" | "clock">) {
  return async function nextPoll(site: string, planned: Date): Promise<Date> {
    const now = clock.now();
    const isHeard = (await subscriptions.of(site)).some(
      ({ state, leaseUntil }) => state === "live" && leaseUntil !== null && leaseUntil > now,
    );
    const early = 0.1 * spread(`${site} ${now.toISOString()}`);
    const daily = new Date(now.getTime() + Math.floor(dayMs * (1 - early)));
    return isHeard && planned < daily ? daily : planned;
  };
}
