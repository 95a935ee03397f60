import type { Request } from "express";
import type { Bucket } from "../domain/bucket.ts";
import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";

/** How often somebody may do something: so many times at once, and then so many a minute. */
export interface Pace extends Bucket {
  name: string;
}

export const posting: Pace = { name: "post", burst: 10, perMinute: 1 };
export const previewing: Pace = { name: "preview", burst: 60, perMinute: 6 };
export const voting: Pace = { name: "vote", burst: 60, perMinute: 10 };
export const reporting: Pace = { name: "report", burst: 10, perMinute: 1 / 6 };
export const askingForData: Pace = { name: "data", burst: 5, perMinute: 1 / 12 };
/** Threads with more comments are hardly kept in memory where all of them are asked for, so that each look costs the whole. */
export const longThread = 2_000;
export const readingLong: Pace = { name: "long thread", burst: 30, perMinute: 10 };
/** Messages of blogs whose signature does not hold. */
export const proving: Pace = { name: "push", burst: 20, perMinute: 2 };
/** Apart from signing in, as a Prometheus with an old token may stand behind the same address as an owner. */
export const askingForNumbers: Pace = { name: "numbers", burst: 20, perMinute: 2 };
export const signingIn: Pace = { name: "login", burst: 20, perMinute: 2 };

/**
 * Counts a request of a network; throws `rate-limited` with the time to wait once it is over its pace. With 0 tokens it only
 * looks whether it is.
 */
export function createPaceKeeper(world: Pick<World, "limits" | "networks" | "clock">) {
  return async function keepPace(req: Pick<Request, "ip">, pace: Pace, tokens: 0 | 1 = 1): Promise<void> {
    const who = await world.networks.nameOf(req.ip ?? "");
    const taken = await world.limits.bucket(`${pace.name} ${who}`, pace, world.clock.now(), tokens);
    if (taken.ok) return;
    const { retryAfter } = taken;
    throw new Problem("rate-limited", sentence("refused.pace", { count: Math.ceil(retryAfter / 60) }), { retryAfter });
  };
}
