import { deliveryKind } from "../../domain/job.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createReviveHost } from "../receive/revive-host.ts";
import { createWriteDown } from "./write-down.ts";

/**
 * Has all that waits for a server tried now, what was given up included, and takes it for at work until it fails again.
 * Returns how many deliveries that are. Throws `not-found` when there is nothing to try.
 */
export function createRetryDeliveries(world: Pick<World, "jobs" | "hosts" | "audit" | "clock" | "ids">) {
  const writeDown = createWriteDown(world);
  const reviveHost = createReviveHost(world);
  return async function retryDeliveries(host: string, by: Moderator): Promise<number> {
    const revived = await reviveHost(host);
    const count = await world.jobs.retryLane(deliveryKind, host, world.clock.now());
    if (count === 0 && !revived) throw new Problem("not-found", `Nothing waits for ${host || "that server"}.`);
    await writeDown({ by, act: "deliveries.retry", site: null, subject: host, label: host, detail: String(count) });
    return count;
  };
}
