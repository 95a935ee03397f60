import type { World } from "../../domain/ports.ts";

/** Lets pages and their counts follow at once where many comments were hidden or shown; the debts remain, as a safeguard. */
export async function raiseThreads(world: Pick<World, "comments" | "threads">, ids: Iterable<string>): Promise<void> {
  for (const id of ids) await world.threads.raise(id, await world.comments.counts(id));
}
