import { getDomain } from "tldts";
import type { World } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";

/** Why something is fetched: each has a budget of its own, so that made-up keys of a server cost its people nothing. */
export type Errand = "keys" | "actors" | "changed keys";

const maxPerHost = 60;
const maxPerDomain = 180;

/**
 * Counts one fetch against the minute's budgets of its host and of its registrable domain, as subdomains can be made up
 * for free: who names ever new keys must not make us fetch without end. Throws `busy` when one of them is used up.
 */
export async function spend(world: Pick<World, "limits" | "clock">, errand: Errand, url: string): Promise<void> {
  const { host, hostname } = URL.canParse(url) ? new URL(url) : { host: "", hostname: "" };
  const domain = getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
  const now = world.clock.now();
  const limits = [
    [`host ${host}`, maxPerHost],
    [`domain ${domain}`, maxPerDomain],
  ] as const;
  for (const [whose, max] of limits) {
    const taken = await world.limits.take(`${errand} of ${whose}`, max, 60, now);
    if (taken.ok) continue;
    throw new Problem("busy", "Too many actors of this server to look up at once; please try again later.", {
      retryAfter: taken.retryAfter,
    });
  }
}
