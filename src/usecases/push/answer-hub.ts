import type { World } from "../../domain/ports.ts";
import { hubJob } from "../../domain/subscription.ts";

type Needs = Pick<World, "subscriptions" | "jobs" | "clock">;

/** Asked again when so much of a lease is over. */
const renewAfter = 0.8;

/** Leases that are taken at their word, in seconds: a minute to a year. */
const shortest = 60;
const longest = 31_536_000;
const usual = 864_000;
const dayMs = 86_400_000;

/** What a hub wants to know, or to say, of something that was asked of it. */
export interface HubWord {
  mode: string;
  topic: string;
  leaseSeconds: number | null;
  reason: string;
}

/**
 * Answers a hub that looks whether it was us who asked: true where it was, and what it says then holds. A topic that is not the
 * one, a going that nobody wants, and addresses that nobody was given are not ours.
 */
export function createAnswerHub(world: Needs) {
  return async function answerHub(token: string, { mode, topic, leaseSeconds, reason }: HubWord): Promise<boolean> {
    const one = await world.subscriptions.get(token);
    if (!one || one.topic !== topic) return false;
    const now = world.clock.now();
    if (mode === "unsubscribe") {
      if (one.state !== "leaving") return false;
      await world.subscriptions.remove(token);
      return true;
    }
    if (one.state === "leaving" || (mode !== "subscribe" && mode !== "denied")) return false;
    const lease = Math.min(Math.max(leaseSeconds ?? usual, shortest), longest) * 1000;
    const isDenied = mode === "denied";
    const dueAt = new Date(now.getTime() + (isDenied ? dayMs : lease * renewAfter));
    await world.subscriptions.change(token, {
      state: isDenied ? "refused" : "live",
      dueAt,
      tries: 0,
      leaseUntil: isDenied ? null : new Date(now.getTime() + lease),
      fault: isDenied ? reason || "The hub gave no reason." : null,
    });
    await world.jobs.put([hubJob({ ...one, dueAt })], now);
    return true;
  };
}
