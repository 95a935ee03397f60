import { levelOf, wayOf } from "../../domain/level.ts";
import type { World } from "../../domain/ports.ts";
import { sentence } from "../../domain/sentence.ts";
import { publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";

const waits = {
  thread: "Every comment on this page waits for you.",
  site: "Every comment on this blog waits for you.",
  node: "Every comment waits for you.",
} as const;

/**
 * Holds or refuses what is new where the owner wants that, by thread, site or node. What is there already may be changed
 * after a thread was closed. The owner's own words need no second look.
 */
export function createLevel(world: Pick<World, "clock">): Check {
  return ({ site, thread, origin, edited, trusted }) => {
    const { level, by } = levelOf({ site, thread }, wayOf(origin), world.clock.now());
    if (level === "refuse" && !edited) {
      return { kind: "refuse", reasons: [sentence(by === "withdrawal" ? "refused.closed" : "refused.over")] };
    }
    if (level !== "hold" || trusted) return publish;
    return { kind: "hold", reasons: [by === "thread" || by === "site" ? waits[by] : waits.node] };
  };
}
