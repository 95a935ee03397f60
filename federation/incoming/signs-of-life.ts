import type { World } from "../../src/domain/ports.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import { createReviveHost } from "../../src/usecases/receive/revive-host.ts";

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
  const looked = new Map<string, number>();

  return async function heardFrom({ inbox }: Pick<RemoteProfile, "inbox">): Promise<void> {
    const { host } = new URL(inbox);
    const now = world.clock.now().getTime();
    if (now - (looked.get(host) ?? Number.NEGATIVE_INFINITY) < pauseMs) return;
    looked.delete(host);
    looked.set(host, now);
    if (looked.size > maxHosts) looked.delete(looked.keys().next().value as string);
    await reviveHost(host);
  };
}
