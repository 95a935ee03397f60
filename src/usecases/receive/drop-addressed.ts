import { deliveryKind, type Job } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";

/** More than was ever given up for one person. */
const mostGivenUp = 500;

/** Drops what is to be sent to one inbox that nobody reads any more, what was given up included. */
export function createDropAddressed({ jobs }: Pick<World, "jobs">) {
  return async function dropAddressed(inbox: string): Promise<void> {
    const lane = new URL(inbox).host;
    const drop = async (found: readonly Job[]) =>
      jobs.remove(found.filter(({ payload }) => payload["inbox"] === inbox).map(({ _id }) => _id));
    for await (const page of jobs.inLane(deliveryKind, lane)) await drop(page);
    await drop(await jobs.givenUp(lane, mostGivenUp));
  };
}
