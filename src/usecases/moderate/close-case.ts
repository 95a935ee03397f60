import type { World } from "../../domain/ports.ts";
import { decided } from "../../domain/report.ts";

/** Ends what was reported of a comment, as the owner decided; false when nothing waited. */
export function createCloseCase(world: Pick<World, "cases" | "clock">) {
  return async function closeCase(comment: string): Promise<boolean> {
    const known = await world.cases.get(comment);
    if (!known?.open) return false;
    // One more report at this very moment is news to the owner, and waits.
    return (await world.cases.change(decided(known, world.clock.now()))) === "ok";
  };
}
