import type { Draft } from "../domain/ports.ts";
import type { AskedOfWorld } from "./pipeline.ts";

/** Who is known already, asked of the store once for each draft at most. */
export interface Acquaintance {
  /** Whether a remote author has a comment here that readers see; what visitors type about themselves tells nothing. */
  approved(draft: Draft): Promise<boolean>;
  /** Whether nobody knows who wrote it, or it was changed afterwards by somebody who types: they could write anything then. */
  isStranger(draft: Draft): Promise<boolean>;
}

export function createAcquaintance(world: Pick<AskedOfWorld, "comments">): Acquaintance {
  const asked = new WeakMap<Draft, Promise<boolean>>();

  function approved(draft: Draft): Promise<boolean> {
    const { author, site } = draft;
    if (author.kind !== "remote") return Promise.resolve(false);
    if (draft.known) return Promise.resolve(true);
    const answer = asked.get(draft) ?? world.comments.hasApproved(site._id, { actor: author.id });
    asked.set(draft, answer);
    return answer;
  }

  return {
    approved,
    async isStranger(draft) {
      const { origin, known = false, edited = false } = draft;
      return origin === "web" ? !known || edited : !(await approved(draft));
    },
  };
}
