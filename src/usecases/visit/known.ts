import { isVisible } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { createEditKeys } from "./edit-key.ts";

const mostKeys = 10;

/** Tells whether one of the keys that a browser kept is that of a comment which readers of the site see. */
export function createIsKnown(world: Pick<World, "comments" | "secrets" | "clock">) {
  const keys = createEditKeys(world);

  return async function isKnown(shown: readonly string[], site: string): Promise<boolean> {
    for (const key of shown.slice(0, mostKeys)) {
      const found = keys.read(key);
      const comment = found ? await world.comments.get(found.comment) : null;
      if (comment && comment.site === site && isVisible(comment)) return true;
    }
    return false;
  };
}
