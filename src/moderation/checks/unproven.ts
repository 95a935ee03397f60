import { publish } from "../../domain/verdict.ts";
import type { AskedOfWorld, Check } from "../pipeline.ts";

/** So many comments of one blog pass at once without work, and then one in six minutes. */
const quiet = { burst: 10, perMinute: 1 / 6 };

/**
 * Holds what came without the work that the page's script does, where it links somewhere or where much comes so: with
 * scripts off people write now and then, programs all the time.
 */
export function createUnproven(world: Pick<AskedOfWorld, "limits" | "clock">): Check {
  return async ({ site, author, links, known, edited, worked }) => {
    if (known || edited || worked) return publish;
    if (links > 0 || (author.kind === "visitor" && author.website !== null)) return held("It links somewhere");
    const taken = await world.limits.bucket(`unproven ${site._id}`, quiet, world.clock.now());
    return taken.ok ? publish : held("Many came like this one");
  };
}

function held(what: string) {
  return {
    kind: "hold" as const,
    reasons: [`${what}, and the browser did none of the work that keeps programs out: scripts may be off there.`],
  };
}
