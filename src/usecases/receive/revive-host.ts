import { afterSignOfLife } from "../../domain/host.ts";
import type { World } from "../../domain/ports.ts";

/**
 * Takes a sign of life of a server for what it is: one that rests or counts as unavailable is tried again at once, and
 * gets what is new. Costs a write only when there is something to change; says whether there was.
 */
export function createReviveHost(world: Pick<World, "hosts" | "clock">) {
  return async function reviveHost(host: string): Promise<boolean> {
    const now = world.clock.now();
    const changes = afterSignOfLife(await world.hosts.get(host), now);
    if (changes) await world.hosts.note(host, changes, now);
    return changes !== null;
  };
}
