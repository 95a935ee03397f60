import type { World } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";
import { domainOf, hostOf } from "./hosts.ts";

/** Why something is fetched: each has a budget of its own, so that made-up keys of a server cost its people nothing. */
export type Errand = "keys" | "actors" | "changed keys";

const perHost = { burst: 60, perMinute: 60 };
const perDomain = { burst: 180, perMinute: 180 };

/**
 * Takes one fetch out of the budgets of its host and of its registrable domain, as subdomains can be made up for free: who
 * names ever new keys must not make us fetch without end. Throws `busy` when one of them is used up.
 */
export async function spend(world: Pick<World, "limits" | "clock">, errand: Errand, url: string): Promise<void> {
  const host = hostOf(url);
  const now = world.clock.now();
  const budgets = [
    [`host ${host}`, perHost],
    [`domain ${domainOf(host)}`, perDomain],
  ] as const;
  for (const [whose, size] of budgets) {
    const taken = await world.limits.bucket(`${errand} of ${whose}`, size, now);
    if (taken.ok) continue;
    throw new Problem("busy", "Too many actors of this server to look up at once; please try again later.", {
      retryAfter: taken.retryAfter,
    });
  }
}
