import type { World } from "../../domain/ports.ts";
import { type Arrival, type ArrivalOutcome, arrivalKeepMs } from "../../domain/push.ts";

/** So many refusals an hour are shown to a blog's owner. */
const refusalsPerHour = 20;

/** Remembers for the owner what was told and what became of it; told again of the same one, the newest holds. */
export function createNoteArrival({ arrivals }: Pick<World, "arrivals">) {
  return function noteArrival(
    arrival: Omit<Arrival, "outcome" | "said" | "until">,
    outcome: ArrivalOutcome,
    said: string,
  ): Promise<void> {
    return arrivals.put({ ...arrival, outcome, said, until: new Date(arrival.at.getTime() + arrivalKeepMs) });
  };
}

/** Remembers what was refused, unless that is so much that it says nothing new. */
export function createNoteRefusal(world: Pick<World, "arrivals" | "limits" | "ids" | "clock">) {
  const noteArrival = createNoteArrival(world);

  return async function noteRefusal(
    site: string,
    refused: Pick<Arrival, "source" | "event" | "about">,
    said: string,
  ): Promise<void> {
    const at = world.clock.now();
    if (!(await world.limits.take(`push-refused:${site}`, refusalsPerHour, 3600, at)).ok) return;
    await noteArrival({ _id: world.ids.opaque(), site, at, ...refused }, "refused", said);
  };
}
