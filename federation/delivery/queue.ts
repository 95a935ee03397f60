import { isShaky } from "../../src/domain/host.ts";
import { deliveryKind, type NewJob } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { type Blog, rulingsOf } from "../../src/domain/ruling.ts";
import { blogOfActor } from "../../src/usecases/receive/our-actor.ts";
import type { Addresses } from "../addresses.ts";
import type { Queue } from "../engine/engine.ts";
import { hostOf } from "../hosts.ts";
import { passesBlocks, turnOf } from "../outgoing/activity-id.ts";
import { pinOrigin } from "../outgoing/pinned-origin.ts";
import { delayFor } from "./spreading.ts";

type Needs = Pick<World, "bodies" | "jobs" | "hosts" | "blocks" | "sites" | "settings" | "clock">;

/** As many jobs as are stored in one write. */
const pageSize = 500;

/**
 * Stores the body of an activity once and puts one job for each inbox, in pages. What is queued twice stays queued once,
 * as it was first. Servers that are blocked, on the blog that speaks or altogether, and unavailable ones get nothing but
 * what takes something back and reports. Where patient recipients live on many servers, these hear of it one by one within
 * some minutes, those that failed lately last, unless it is taken back.
 */
export function createQueue(world: Needs, addresses: Addresses): Queue {
  return async ({ id, actor, body }, recipients) => {
    const named = addresses.read(id);
    if (named?.kind !== "activity") throw new Error(`${id} is no activity of ours.`);
    const activity = named.id;
    await pinOrigin(world.settings, addresses.origin);
    const now = world.clock.now();
    await world.bodies.put(activity, actor, body, now);
    const atOnce = passesBlocks(activity);
    const blog = atOnce ? null : await blogOfActor(world, actor);
    const patient: string[] = [];
    const shaky = new Set<string>();
    for await (const page of recipients) {
      const open = atOnce ? page.inboxes : await withoutBlocked(world, await available(page.inboxes), blog);
      if (page.patient && !atOnce) patient.push(...open);
      else await putAll(timed(open, () => 0));
    }
    const delayMs = delayFor(activity, new Set(patient.map(hostOf)), shaky);
    // What is taken together then lies together in the store, which has to write fewer of its pages.
    await putAll(timed(patient, delayMs).sort((a, b) => a.delayMs - b.delayMs));

    /** The inboxes whose hosts are not unavailable; what it reads of these tells as well which are shaky. */
    async function available(inboxes: readonly string[]): Promise<readonly string[]> {
      const known = await world.hosts.among([...new Set(inboxes.map(hostOf))]);
      for (const host of known) if (isShaky(host, now)) shaky.add(host._id);
      const unavailable = new Set(known.filter((host) => host.unavailableSince).map(({ _id }) => _id));
      return unavailable.size === 0 ? inboxes : inboxes.filter((inbox) => !unavailable.has(hostOf(inbox)));
    }

    async function putAll(all: readonly Timed[]): Promise<void> {
      for (let i = 0; i < all.length; i += pageSize) {
        const jobs = all.slice(i, i + pageSize).map(({ inbox, delayMs }) => {
          return { dueAt: new Date(now.getTime() + delayMs), ...deliveryOf(activity, inbox) };
        });
        await world.jobs.put(jobs, now);
      }
    }
  };
}

interface Timed {
  inbox: string;
  delayMs: number;
}

function timed(inboxes: readonly string[], delayMs: (host: string) => number): Timed[] {
  return inboxes.map((inbox) => ({ inbox, delayMs: delayMs(hostOf(inbox)) }));
}

/**
 * The job that delivers an activity to an inbox. Those of one host go one after the other, and what is said of one thing
 * to one inbox in the order in which it was said.
 */
export function deliveryOf(activity: string, inbox: string): NewJob {
  const job = { id: `${deliveryKind} ${activity} ${inbox}`, kind: deliveryKind, lane: hostOf(inbox) };
  const turn = turnOf(activity);
  const payload = { activity, inbox };
  return turn ? { turn: { of: `${turn.of} ${inbox}`, place: turn.place }, payload, ...job } : { payload, ...job };
}

/** The inboxes that lie on no host which is blocked on a blog. */
export async function withoutBlocked(
  world: Pick<World, "blocks">,
  inboxes: readonly string[],
  blog: Blog,
): Promise<readonly string[]> {
  const rulings = await rulingsOf(
    world.blocks,
    inboxes.map((id) => ({ id })),
    blog,
  );
  return inboxes.filter((_, i) => rulings[i]?.severity !== "block");
}
