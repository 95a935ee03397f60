import type { Request } from "express";
import type { Bucket } from "../domain/bucket.ts";
import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { networkPrefix } from "../usecases/visit/visitor.ts";

/** How often somebody may do something: so many times at once, and then so many a minute. */
export interface Pace extends Bucket {
  name: string;
}

export const posting: Pace = { name: "post", burst: 10, perMinute: 1 };
export const previewing: Pace = { name: "preview", burst: 60, perMinute: 6 };
export const voting: Pace = { name: "vote", burst: 60, perMinute: 10 };
export const reporting: Pace = { name: "report", burst: 10, perMinute: 1 / 6 };
export const signingIn: Pace = { name: "login", burst: 20, perMinute: 2 };

/** Counts a request of a network; throws `rate-limited` with the time to wait once it is over its pace. */
export function createPaceKeeper(world: Pick<World, "limits" | "secrets" | "clock">) {
  return async function keepPace(req: Request, pace: Pace): Promise<void> {
    const who = world.secrets.sign("pace", networkPrefix(req.ip ?? ""));
    const taken = await world.limits.bucket(`${pace.name} ${who}`, pace, world.clock.now());
    if (taken.ok) return;
    const { retryAfter } = taken;
    throw new Problem("rate-limited", sentence("refused.pace", { count: Math.ceil(retryAfter / 60) }), { retryAfter });
  };
}
