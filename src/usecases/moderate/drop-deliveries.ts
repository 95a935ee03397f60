import { deliveryKind } from "../../domain/job.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createWriteDown } from "./write-down.ts";

/**
 * Drops all that waits for a server and all that was given up: it will never hear of it. Its followers stay. Returns how
 * many deliveries that were. Throws `not-found` when there were none.
 */
export function createDropDeliveries(world: Pick<World, "jobs" | "audit" | "clock" | "ids">) {
  const writeDown = createWriteDown(world);
  return async function dropDeliveries(host: string, by: Moderator): Promise<number> {
    const count = await world.jobs.dropLane(deliveryKind, host);
    if (count === 0) throw new Problem("not-found", `Nothing waits for ${host || "that server"}.`);
    await writeDown({ by, act: "deliveries.drop", site: null, subject: host, label: host, detail: String(count) });
    return count;
  };
}
