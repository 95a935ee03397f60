import {
  afterAnswer,
  afterDelivery,
  afterFailure,
  afterRefusal,
  type HostChanges,
  type RemoteHost,
} from "../../src/domain/host.ts";
import { deliveryKind, type Job } from "../../src/domain/job.ts";
import type { World } from "../../src/domain/ports.ts";
import { takesBack } from "../outgoing/activity-id.ts";
import type { Judged } from "./answer.ts";

type Needs = Pick<World, "hosts" | "jobs" | "clock" | "log">;

/**
 * Draws from an answer what is to be known of its host; writes only what is news, so that a host in good health costs
 * no write. When it is found unavailable, what waits for it is dropped, but for what takes something back: that is kept,
 * and tried when the host gives a sign of life, or now and then.
 */
export function createLearn(world: Needs): (id: string, known: RemoteHost | null, judged: Judged) => Promise<void> {
  return async (id, known, judged) => {
    const now = world.clock.now();
    const changes = changesBy(id, known, judged, now);
    if (!changes) return;
    await world.hosts.note(id, changes, now, known === null);
    if (!changes.unavailableSince || known?.unavailableSince) return;
    const dropped = await dropWaiting(id);
    await world.hosts.note(id, { dropped }, now);
    world.log.warn({ host: id, dropped, reason: judged.reason }, "A server failed on seven days and counts as gone.");
  };

  async function dropWaiting(lane: string): Promise<number> {
    let dropped = 0;
    for await (const page of world.jobs.inLane(deliveryKind, lane)) {
      const ids = page.filter((job) => !takesBack(activityOf(job))).map(({ _id }) => _id);
      await world.jobs.remove(ids);
      dropped += ids.length;
    }
    return dropped;
  }
}

function changesBy(id: string, known: RemoteHost | null, judged: Judged, now: Date): HostChanges | null {
  const reason = judged.reason ?? "";
  const pause = judged.pauseUntil;
  switch (judged.means) {
    case "taken":
      return afterDelivery(known, now);
    case "refused":
      return afterRefusal(known, reason, now);
    case "failure": {
      const changes = afterFailure(id, known, reason, now);
      const rest = changes.restsUntil ?? null;
      return pause && (!rest || pause > rest) ? { ...changes, restsUntil: pause } : changes;
    }
    case "busy":
      return pause ? { ...afterAnswer(known), restsUntil: pause, fault: reason } : afterAnswer(known);
    case "gone":
    case "missing":
    case "rejected":
      return afterAnswer(known);
    case "barred":
      return null;
  }
}

function activityOf(job: Job): string {
  return String(job.payload["activity"]);
}
