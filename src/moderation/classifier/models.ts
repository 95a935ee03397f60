import type { World } from "../../domain/ports.ts";
import type { SpamModel } from "../../domain/spam.ts";

const trustMs = 1_000;

/** What sites learned, read once a second at most, so that a flood of comments costs no more than few do. */
export interface Models {
  /** Null where nothing was learned yet. */
  of(site: string): Promise<SpamModel | null>;
  /** Has what a site learned read anew, after it learned something here. */
  forget(site: string): void;
}

/** The models of all sites; what another node learned is known after a second. */
export function createModels(world: Pick<World, "lessons" | "clock">): Models {
  const kept = new Map<string, { model: Promise<SpamModel | null>; until: number }>();
  return {
    of(site) {
      const now = world.clock.now().getTime();
      const known = kept.get(site);
      if (known && now < known.until) return known.model;
      const model = world.lessons.model(site);
      kept.set(site, { model, until: now + trustMs });
      model.catch(() => kept.delete(site));
      return model;
    },
    forget: (site) => void kept.delete(site),
  };
}
