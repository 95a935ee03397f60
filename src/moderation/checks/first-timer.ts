import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";
import type { Acquaintance } from "../strangers.ts";

/** Where the owner chose so, holds a stranger until one comment of theirs was approved. */
export function createFirstTimer(approved: Acquaintance["approved"]): Check {
  return async (draft) => {
    if (draft.site.moderation !== "first" || draft.known || (await approved(draft))) return publish;
    return { kind: "hold", reasons: ["The first comment of somebody new."] };
  };
}
