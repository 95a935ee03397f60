import type { World } from "../../domain/ports.ts";
import { decided, type Reported, reopened } from "../../domain/report.ts";

const attempts = 3;

/** Ends what was reported of a comment, as the owner decided; returns what waited, null when nothing did. */
export function createCloseCase(world: Pick<World, "cases" | "clock">) {
  return async function closeCase(comment: string): Promise<Reported | null> {
    const known = await world.cases.get(comment);
    if (!known?.open) return null;
    // One more report at this very moment is news to the owner, and waits.
    const written = await world.cases.change(decided(known, world.clock.now()));
    return written === "ok" ? { count: known.count, reports: known.reports } : null;
  };
}

/** Lets wait again what was reported of a comment before a decision, with what came since. */
export function createReopenCase(world: Pick<World, "cases" | "clock">) {
  return async function reopenCase(comment: string, reported: Reported): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const known = await world.cases.get(comment);
      if (!known || (await world.cases.change(reopened(known, reported, world.clock.now()))) === "ok") return;
    }
  };
}
