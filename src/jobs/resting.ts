import type { Repos } from "../domain/repos.ts";
import type { Rest } from "./worker.ts";

/** The lanes of servers that rest after failures: what waits there is passed over as a whole, at no cost for each job. */
export function createResting({ hosts }: Pick<Repos, "hosts">): (now: Date) => Promise<Rest[]> {
  return async (now) =>
    (await hosts.resting(now)).map(({ _id, restsUntil }) => ({ lane: _id, until: restsUntil ?? now }));
}
