import type { RemoteHost } from "../../domain/host.ts";
import { deliveryKind, type LaneSummary } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import type { Slice } from "../../domain/repos.ts";

/** What goes to one server: what waits for it, what was given up, and what is known of it. */
export interface HostQueue extends LaneSummary {
  known: RemoteHost | null;
}

type Needs = Pick<World, "jobs" | "hosts">;

/** Reads a page of the deliveries by server, by name: those with something in the queue, and those in trouble. */
export function createReadDeliveries(world: Needs) {
  return async function readDeliveries(after: string | null, limit = 25): Promise<Slice<HostQueue>> {
    const page = { after, limit: limit + 1 };
    const [lanes, troubled] = await Promise.all([world.jobs.lanes(deliveryKind, page), world.hosts.troubled(page)]);
    const names = [...new Set([...lanes.map(({ lane }) => lane), ...troubled.map(({ _id }) => _id)])].sort();
    const shown = names.slice(0, limit);
    const known = new Map((await world.hosts.among(shown)).map((host) => [host._id, host]));
    const byLane = new Map(lanes.map((lane) => [lane.lane, lane]));
    const items = shown.map((lane) => ({ ...(byLane.get(lane) ?? nothingIn(lane)), known: known.get(lane) ?? null }));
    return { items, next: names.length > limit ? (shown.at(-1) ?? null) : null };
  };
}

/** The deliveries to one server. */
export function createReadHost(world: Needs) {
  return async function readHost(host: string): Promise<HostQueue> {
    return { ...(await world.jobs.lane(deliveryKind, host)), known: await world.hosts.get(host) };
  };
}

function nothingIn(lane: string): LaneSummary {
  return { lane, waiting: 0, failed: 0, nextDue: null, reason: null };
}
