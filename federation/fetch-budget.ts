import type { World } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";
import { domainOf, hostOf } from "./hosts.ts";
import { problemTypes } from "./problems.ts";

/** Whom a look-up is for: each has a pace of its own, so that made-up keys of a server cost its people nothing. */
export type Errand = "keys" | "actors" | "changed keys";

/**
 * What one incoming activity, or one job, may cause others and us (interop §6.1): whoever writes to us decides what we
 * ask for, and must not be able to make us ask without end. It is handed down to everything that asks.
 */
export interface Budget {
  /** How many steps up a chain of answers it is worth. */
  readonly steps: number;
  /** Whether something was refused for its sake, be it fetches or time. */
  isSpent(): boolean;
  /**
   * Counts one fetch, and tells how many milliseconds it may take: `wanted` at most. Throws `busy` when fetches or time are
   * used up or its server was asked often enough in this minute, `forbidden` when it leads through too many subdomains of
   * one domain, which are made up for free.
   */
  fetch(url: string, wanted: number): Promise<number>;
  /** Counts a look-up of somebody nobody here knows, against the minute's pace of their server. Throws `busy`. */
  lookUp(errand: Errand, url: string): Promise<void>;
}

/** How much a budget holds. */
export interface Bounds {
  fetches: number;
  /** Milliseconds in all, well below the lease of a job. */
  ms: number;
  steps: number;
  /** How many unknown people of one server it may meet in a minute, together with all other budgets. */
  meets: number;
  /** How often one server is asked in a minute by all who keep this pace; as often as there are fetches when left out. */
  pace?: { name: string; perHost: number };
}

/** An activity may cause so many fetches in all: a few while it is checked, the rest by the jobs that it leaves behind. */
export const fetchesPerActivity = { checking: 6, jobs: 24 } as const;

const perJob: Bounds = { fetches: fetchesPerActivity.jobs, ms: 90_000, steps: 20, meets: 5 };
const maxSubdomains = 10;

/** What the owner may cause: whoever clears up after a wave of spam looks up many people of one server. */
export const forOwner: Partial<Bounds> = { meets: 60 };

/** How many keys are looked up in a minute of one server, and of all below one registrable domain. */
const keysPerMinute = { host: 60, domain: 180 };

/** How many fetches each of so many jobs may make, when one activity leaves them all behind. */
export function shareOf(jobs: number): number {
  return Math.max(1, Math.floor(fetchesPerActivity.jobs / Math.max(1, jobs)));
}

/** A budget for one activity or job; of a job's worth unless told otherwise. */
export function openBudget(world: Pick<World, "limits" | "clock">, given: Partial<Bounds> = {}): Budget {
  const { fetches, ms, steps, meets, pace } = { ...perJob, ...given };
  const until = world.clock.now().getTime() + ms;
  const hosts = new Map<string, Set<string>>();
  let left = fetches;
  let spent = false;

  function refuse(sentence: string): Problem {
    spent = true;
    return new Problem("busy", sentence, { retryAfter: 60 });
  }

  async function keepPace(name: string, max: number): Promise<void> {
    const taken = await world.limits.bucket(name, { burst: max, perMinute: max }, world.clock.now());
    if (taken.ok) return;
    throw new Problem("busy", "This server was asked too often just now; please try again later.", {
      retryAfter: taken.retryAfter,
      type: problemTypes.tooMany,
    });
  }

  return {
    steps,
    isSpent: () => spent,
    async fetch(url, wanted) {
      const leftMs = until - world.clock.now().getTime();
      if (leftMs <= 0) throw refuse("Looking this up takes too long right now.");
      if (left <= 0) throw refuse("Looking this up would take more questions to other servers than it is worth.");
      const { host, domain } = placeOf(url);
      const known = hosts.get(domain) ?? new Set();
      if (!known.has(host) && known.size >= maxSubdomains) {
        throw new Problem("forbidden", `It leads through more than ${maxSubdomains} servers below ${domain}.`);
      }
      if (pace) await keepPace(`${pace.name} of ${host}`, pace.perHost);
      hosts.set(domain, known.add(host));
      left -= 1;
      return Math.min(wanted, leftMs);
    },
    async lookUp(errand, url) {
      const { host, domain } = placeOf(url);
      const most = errand === "actors" ? { host: meets, domain: meets * maxSubdomains } : keysPerMinute;
      await keepPace(`${errand} of host ${host}`, most.host);
      await keepPace(`${errand} of domain ${domain}`, most.domain);
    },
  };
}

function placeOf(url: string): { host: string; domain: string } {
  const host = hostOf(url);
  return { host, domain: domainOf(host) };
}
