import { blockIdsCovering } from "../src/domain/block.ts";
import type { NewJob } from "../src/domain/job.ts";
import type { World } from "../src/domain/ports.ts";
import type { Addresses } from "./addresses.ts";
import type { Queue } from "./engine/engine.ts";
import { takesBack } from "./outgoing/activity-id.ts";
import { pinOrigin } from "./outgoing/pinned-origin.ts";

/** The kind of job that delivers one activity to one inbox. */
export const deliverKind = "deliver";

type Needs = Pick<World, "bodies" | "jobs" | "blocks" | "settings" | "clock">;

/**
 * Stores the body of an activity once and puts one job for each inbox, in pages. What is queued twice stays queued once.
 * Blocked servers get nothing but what takes something back.
 */
export function createQueue(world: Needs, addresses: Addresses): Queue {
  return async ({ id, actor, body }, recipients) => {
    const named = addresses.read(id);
    if (named?.kind !== "activity") throw new Error(`${id} is no activity of ours.`);
    await pinOrigin(world.settings, addresses.origin);
    const now = world.clock.now();
    await world.bodies.put(named.id, actor, body, now);
    for await (const page of recipients) {
      const open = takesBack(named.id) ? page : await withoutBlocked(world, page);
      await world.jobs.put(
        open.map((inbox) => deliveryOf(named.id, inbox)),
        now,
      );
    }
  };
}

/** The job that delivers an activity to an inbox; those of one host go one after the other. */
export function deliveryOf(activity: string, inbox: string): NewJob {
  const lane = new URL(inbox).host;
  return { id: `${deliverKind} ${activity} ${inbox}`, kind: deliverKind, lane, payload: { activity, inbox } };
}

/** The inboxes that lie on no blocked host. */
export async function withoutBlocked(
  world: Pick<World, "blocks">,
  inboxes: readonly string[],
): Promise<readonly string[]> {
  const blocks = await world.blocks.among(blockIdsCovering(null, inboxes));
  if (blocks.length === 0) return inboxes;
  const blocked = new Set(blocks.map((block) => block._id));
  return inboxes.filter((inbox) => !blockIdsCovering(null, [inbox]).some((id) => blocked.has(id)));
}
