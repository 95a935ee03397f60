import type { World } from "../../src/domain/ports.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import { createReviveHost } from "../../src/usecases/receive/revive-host.ts";
import { createMemory } from "../memory.ts";

/** How long a host is not looked at again after it was. */
const pauseMs = 60_000;
/** Hosts whose last look is known; the longest known ones are forgotten first. */
const maxHosts = 2000;

/**
 * Notices that somebody's server is at work, by what they signed: the host of their inbox is worth trying again. One
 * look at the store for each host and minute, however much comes in. No other host is believed to be at work.
 */
export function createSignsOfLife(world: Pick<World, "hosts" | "clock">) {
  const reviveHost = createReviveHost(world);
  const looked = createMemory<true>(maxHosts);

  return async function heardFrom({ inbox }: Pick<RemoteProfile, "inbox">): Promise<void> {
    const { host } = new URL(inbox);
    const now = world.clock.now();
    if (looked.get(host, now)) return;
    looked.set(host, true, new Date(now.getTime() + pauseMs));
    await reviveHost(host);
  };
}
