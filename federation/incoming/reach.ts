import type { World } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import type { Budget } from "../fetch-budget.ts";
import { domainOf, hostOf } from "../hosts.ts";
import { createMemory } from "../memory.ts";
import { problemTypes } from "../problems.ts";

/** Why nothing was asked: its server was asked enough for now, does not answer, or what it says is refused for good. */
export type Unreached = "later" | "away" | "refused";

/** Keeps a walk polite and on its way: one server that is away, slow or asked too often holds up nothing else. */
export interface Reach {
  /** Does what asks one server. Throws `busy` only when the budget is used up. */
  ask<T>(url: string, work: () => Promise<T>): Promise<T | Unreached>;
  /** The same for work that may ask any server; the time that it takes counts for the one that led there. */
  wait<T>(work: () => Promise<T>, url: string): Promise<T | Unreached>;
  /** Whether a domain has used up its time on this walk. */
  isSlow(url: string): boolean;
  /** Remembers for a day that looking at this address leads to nothing. */
  giveUp(id: string): void;
  isFruitless(id: string): boolean;
  /** The servers that did not answer on this walk. */
  away(): string[];
}

const minute = 60_000;
const awayMs = 10 * minute;
/** What one domain may take of a walk, over and over, as its subdomains cost nothing: others must have their turn, too. */
const slowMs = 15_000;
const fruitlessMs = 24 * 60 * minute;

/** Makes a `Reach` for each walk; what they learn of servers and addresses they share, in bounded memory. */
export function createReaching(world: Pick<World, "clock">) {
  const silent = createMemory<true>(1000);
  const fruitless = createMemory<true>(5000);
  const later = (ms: number) => new Date(world.clock.now().getTime() + ms);

  return function begin(budget: Budget): Reach {
    const away = new Set<string>();
    const paced = new Set<string>();
    const spent = new Map<string, number>();
    let current: { domain: string; since: number } | null = null;
    const nowMs = () => world.clock.now().getTime();

    /** Counts what has passed until now for whoever is being asked. */
    function tick(): void {
      if (!current) return;
      const { domain, since } = current;
      spent.set(domain, (spent.get(domain) ?? 0) + nowMs() - since);
      current = { domain, since: nowMs() };
    }

    /** Counts time for one domain alone: work for another in the midst of it is the other's. */
    async function timed<T>(url: string, work: () => Promise<T>): Promise<T> {
      tick();
      const before = current;
      current = { domain: domainOf(hostOf(url)), since: nowMs() };
      try {
        return await work();
      } finally {
        tick();
        current = before && { ...before, since: nowMs() };
      }
    }

    function isSlow(url: string): boolean {
      tick();
      return (spent.get(domainOf(hostOf(url))) ?? 0) > slowMs;
    }

    function unasked(host: string): Unreached | null {
      if (silent.get(host, world.clock.now())) away.add(host);
      if (away.has(host)) return "away";
      return paced.has(host) ? "later" : null;
    }

    /** Says what a failure means; throws what is none of the other server's making. */
    function judge(error: unknown, host: string | null): Unreached {
      if (isProblem(error, "forbidden")) return "refused";
      if (!isProblem(error, "busy") || budget.isSpent()) throw error;
      const isPaced = error.type === problemTypes.tooMany;
      if (host === null) return isPaced ? "later" : "away";
      if (isPaced) paced.add(host);
      else {
        away.add(host);
        silent.set(host, true, later(awayMs));
      }
      return isPaced ? "later" : "away";
    }

    return {
      async ask(url, work) {
        const host = hostOf(url);
        const unreached = unasked(host) ?? (isSlow(url) ? "later" : null);
        return unreached ?? timed(url, work).catch((error: unknown) => judge(error, host));
      },
      wait: (work, url) => timed(url, work).catch((error: unknown) => judge(error, null)),
      isSlow,
      giveUp: (id) => fruitless.set(id, true, later(fruitlessMs)),
      isFruitless: (id) => fruitless.get(id, world.clock.now()) === true,
      away: () => [...away].sort(),
    };
  };
}
