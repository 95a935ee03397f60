import type { World } from "../../domain/ports.ts";
import type { Arrival, Push } from "../../domain/push.ts";

/** Longer than any signature is good, in milliseconds. */
const rememberedMs = 86_400_000;

/** The kind of job that does what was told, and what it works with: JSON alone. */
export const pushKind = "push";
export interface PushWork {
  site: string;
  push: Push;
  /** When it was so, as ISO has it. */
  at: string;
  arrival: Pick<Arrival, "_id" | "source" | "event" | "about"> & { at: string };
}

/** Puts what was told as work for the background, once for each proof, on all nodes: false where it was put before. */
export function createPutPush(world: Pick<World, "spent" | "jobs" | "clock">) {
  return async function putPush(
    site: string,
    proof: string,
    { at, ...work }: Omit<PushWork, "site" | "at"> & { at: Date },
  ): Promise<boolean> {
    const now = world.clock.now();
    const once = `push ${site} ${proof}`;
    if (!(await world.spent.spend(once, new Date(now.getTime() + rememberedMs)))) return false;
    const payload: PushWork = { site, at: at.toISOString(), ...work };
    const lane = `${pushKind}:${site}`;
    try {
      await world.jobs.put([{ id: `${lane}:${proof}`, kind: pushKind, lane, payload: { ...payload } }], now);
    } catch (error) {
      // Whoever sends it again is heard.
      await world.spent.giveBack(once);
      throw error;
    }
    return true;
  };
}
