import type { World } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";

/** The setting that keeps the address under which this node first spoke to others. */
export const pinnedOrigin = "pinned origin";

/**
 * Remembers our address with the first delivery: from then on others know our posts by it. Throws `conflict` when the
 * node speaks under another one now.
 */
export async function pinOrigin(settings: Pick<World["settings"], "ensure">, origin: string): Promise<void> {
  checkOrigin(await settings.ensure(pinnedOrigin, origin), origin);
}

/** Throws `conflict` when the address that was pinned, if any, is not the one of now; for the start of the node. */
export function checkOrigin(pinned: string | null, origin: string): void {
  if (pinned === null || pinned === origin) return;
  throw new Problem(
    "conflict",
    `Other servers know this node as ${pinned}, and addresses must not change: set ANTIPHON_URL to it, not to ${origin}.`,
  );
}
