import { getDomain } from "tldts";

export interface LaneLimits {
  overall: number;
  perHost: number;
}

/** Bounds how many requests run at once. */
export interface Lanes {
  /**
   * Resolves when a request to the host may start, in the order of asking; call what it resolves to when it is over.
   * Rejects with the signal's reason when that comes first, which is also what bounds the queue.
   */
  enter(host: string, signal: AbortSignal): Promise<() => void>;
}

interface Waiting {
  key: string;
  start(): void;
}

/**
 * Lanes with one limit overall and one for each registrable domain: a stranger makes up subdomains for free, but not
 * domains. Who waits for a busy domain holds up nobody else.
 */
export function createLanes(limits: LaneLimits): Lanes {
  const running = new Map<string, number>();
  const queue = new Set<Waiting>();
  let total = 0;

  const hasRoom = (key: string) => total < limits.overall && (running.get(key) ?? 0) < limits.perHost;

  function take(key: string): () => void {
    total += 1;
    running.set(key, (running.get(key) ?? 0) + 1);
    return () => leave(key);
  }

  function leave(key: string): void {
    total -= 1;
    const left = (running.get(key) ?? 0) - 1;
    if (left > 0) running.set(key, left);
    else running.delete(key);
    for (const waiting of queue) {
      if (total >= limits.overall) return;
      if (hasRoom(waiting.key)) waiting.start();
    }
  }

  return {
    async enter(host, signal) {
      signal.throwIfAborted();
      const key = getDomain(host, { allowPrivateDomains: true }) ?? host;
      if (hasRoom(key)) return take(key);
      return new Promise((resolve, reject) => {
        const giveUp = () => {
          queue.delete(waiting);
          reject(signal.reason);
        };
        const waiting: Waiting = {
          key,
          start() {
            queue.delete(waiting);
            signal.removeEventListener("abort", giveUp);
            resolve(take(key));
          },
        };
        queue.add(waiting);
        signal.addEventListener("abort", giveUp, { once: true });
      });
    },
  };
}
