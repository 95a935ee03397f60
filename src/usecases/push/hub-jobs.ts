import { retryAt } from "../../domain/backoff.ts";
import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import { type AskHub, hubJob, hubKind, type Subscription } from "../../domain/subscription.ts";

type Needs = Pick<World, "subscriptions" | "sites" | "jobs" | "clock" | "log">;

/** What a hub is asked to hold to, in seconds: ten days. */
const leaseSeconds = 864_000;

/** A hub that says that it looks into it and then does not is asked again after so many milliseconds. */
const silenceMs = 3_600_000;

/** So often is asked what brings no answer, before it is tried but once a day, or given up where we want to go. */
const maxTries = 5;
const dayMs = 86_400_000;

/** What hubs are asked with. */
export interface HubTools {
  askHub: AskHub;
  /** Where hubs send to, by the end of the address. */
  callbackOf(token: string): string;
  /** Whether what travels to this hub can be read by nobody on the way. */
  isPrivate(hub: string): boolean;
}

/** Asks hubs to be told of news, before what they hold to runs out, or no more. */
export function createHubJobs(world: Needs, { askHub, callbackOf, isPrivate }: HubTools) {
  async function plan(one: Subscription, dueAt: Date, set: Partial<Subscription>): Promise<void> {
    await world.subscriptions.change(one._id, { ...set, dueAt });
    await world.jobs.put([hubJob({ ...one, dueAt })], world.clock.now());
  }

  async function ask(one: Subscription, now: Date): Promise<void> {
    const isLeaving = one.state === "leaving";
    const tries = one.tries + 1;
    const { _id, hub, topic } = one;
    const secret = isPrivate(hub) ? one.secret : null;
    if (secret !== one.secret) await world.subscriptions.dropSecret(_id);
    const fault = await askHub({
      hub,
      topic,
      mode: isLeaving ? "unsubscribe" : "subscribe",
      callback: callbackOf(_id),
      secret,
      leaseSeconds,
    });
    // It may have looked while it was asked.
    const current = await world.subscriptions.get(_id);
    if (!current || current.dueAt.getTime() !== one.dueAt.getTime()) return;
    if (isLeaving && tries >= maxTries) return world.subscriptions.remove(_id);
    const wait = fault === null ? new Date(now.getTime() + silenceMs) : retryAt(tries, _id, now);
    const next = tries < maxTries && wait ? wait : new Date(now.getTime() + dayMs);
    const state = isLeaving || current.state === "live" || tries < maxTries ? {} : ({ state: "refused" } as const);
    await plan(current, next, { ...state, tries, fault });
    if (fault !== null) world.log.info({ hub, reason: fault }, "A hub did not take what it was asked.");
  }

  return {
    async [hubKind](job: Job): Promise<JobOutcome> {
      const id = String(job.payload["subscription"]);
      const one = await world.subscriptions.get(id);
      const now = world.clock.now();
      // What is due later has a job of its own.
      if (!one || one.dueAt > now) return done;
      // Nothing more is wanted for a blog that was put away.
      if (one.state !== "leaving" && !(await world.sites.get(one.site))) {
        await plan(one, now, { state: "leaving", tries: 0 });
        return done;
      }
      await ask(one, now);
      return done;
    },
  };
}
