import { levelOf, wayOf } from "../../domain/level.ts";
import type { World } from "../../domain/ports.ts";
import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";
import type { Acquaintance } from "../strangers.ts";

/** Where the owner chose so, holds a stranger until one comment of theirs was approved. */
export function createFirstTimer(world: Pick<World, "clock">, approved: Acquaintance["approved"]): Check {
  return async (draft) => {
    const { level } = levelOf(draft, wayOf(draft.origin), world.clock.now());
    if (level !== "first" || draft.known || (await approved(draft))) return publish;
    return { kind: "hold", reasons: ["The first comment of somebody new."] };
  };
}
