import type { Request } from "express";
import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { networkPrefix } from "../usecases/visit/visitor.ts";

/** How often somebody may do something. */
export interface Pace {
  name: string;
  max: number;
  seconds: number;
}

export const posting: Pace = { name: "post", max: 10, seconds: 600 };
export const previewing: Pace = { name: "preview", max: 60, seconds: 600 };
export const signingIn: Pace = { name: "login", max: 20, seconds: 600 };

/** Counts a request of a network; throws `rate-limited` with the time to wait once it is over its pace. */
export function createPaceKeeper(world: Pick<World, "limits" | "secrets" | "clock">) {
  return async function keepPace(req: Request, pace: Pace): Promise<void> {
    const who = world.secrets.sign("pace", networkPrefix(req.ip ?? ""));
    const taken = await world.limits.take(`${pace.name} ${who}`, pace.max, pace.seconds, world.clock.now());
    if (taken.ok) return;
    const { retryAfter } = taken;
    throw new Problem("rate-limited", sentence("refused.pace", { count: Math.ceil(retryAfter / 60) }), { retryAfter });
  };
}
