import type { World } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";

/** For how long what was read of sites and threads is trusted, in milliseconds. */
export const trustMs = 200;

/** The configured sites, read anew at most every 200 ms. */
export interface SiteList {
  all(): Promise<readonly Site[]>;
  get(id: string): Promise<Site | null>;
  /** Forgets what was read, after a write of our own. */
  forget(): void;
}

/** The sites of a node, shared by its routes. */
export function createSiteList(world: Pick<World, "sites" | "clock">): SiteList {
  let held: Promise<readonly Site[]> | null = null;
  let until = 0;

  function all(): Promise<readonly Site[]> {
    const now = world.clock.now().getTime();
    if (held && now < until) return held;
    until = now + trustMs;
    held = world.sites.all().catch((error: unknown) => {
      held = null;
      throw error;
    });
    return held;
  }

  return {
    all,
    get: async (id) => (await all()).find((site) => site._id === id) ?? null,
    forget() {
      held = null;
    },
  };
}
