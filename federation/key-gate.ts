import { type Bucket, takeToken } from "../src/domain/bucket.ts";
import type { Clock } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";
import { domainOf, hostOf } from "./hosts.ts";
import { createMemory } from "./memory.ts";

/** Decides whether a request may wait for a key to be fetched. In memory alone: a flood must not cost the store a thing. */
export interface KeyGate {
  /**
   * Lets a request wait for a key; call what it returns when it no longer does. Throws `busy` when too many wait for that
   * domain or from that network, `rate-limited` when too much from that network proved nothing.
   */
  enter(keyId: string, network: string): () => void;
  /** Remembers that a request from a network proved nothing. */
  failed(network: string): void;
}

/** How many requests may wait at once for keys of one domain, for one network, and in all. */
const mostWaiting = { domain: 16, network: 32, overall: 128 };

/** Below what one host's keys may be asked for in a minute: no single network can use that up for others. */
const unproven: Bucket = { burst: 30, perMinute: 10 };
const maxNetworks = 10_000;

export function createKeyGate(clock: Clock): KeyGate {
  const waiting = new Map<string, number>();
  const fullAt = createMemory<number>(maxNetworks);

  function judge(network: string, tokens: 0 | 1) {
    const now = clock.now();
    const taken = takeToken(unproven, fullAt.get(network, now) ?? 0, now.getTime(), tokens);
    if (tokens > 0) fullAt.set(network, taken.fullAt, new Date(taken.fullAt));
    return taken;
  }

  return {
    enter(keyId, network) {
      const trusted = judge(network, 0);
      if (!trusted.ok) {
        throw new Problem("rate-limited", "Too much from your network could not be verified; please slow down.", {
          retryAfter: trusted.retryAfter,
        });
      }
      const places: [string, number][] = [
        [`domain ${domainOf(hostOf(keyId))}`, mostWaiting.domain],
        [`network ${network}`, mostWaiting.network],
        ["overall", mostWaiting.overall],
      ];
      if (places.some(([place, most]) => (waiting.get(place) ?? 0) >= most)) {
        throw new Problem("busy", "Too many requests wait for keys already; please try again later.", {
          retryAfter: 5,
        });
      }
      for (const [place] of places) waiting.set(place, (waiting.get(place) ?? 0) + 1);
      return () => {
        for (const [place] of places) {
          const left = (waiting.get(place) ?? 0) - 1;
          if (left > 0) waiting.set(place, left);
          else waiting.delete(place);
        }
      };
    },
    failed: (network) => void judge(network, 1),
  };
}
