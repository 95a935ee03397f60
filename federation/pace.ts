import type { Bucket } from "../src/domain/bucket.ts";
import type { World } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";
import { domainOf, hostOf } from "./hosts.ts";
import type { Activity } from "./incoming/activity.ts";

/** How much may come in: new words, which cost the most and are read by people, apart from all that is cheap. */
export interface Paces {
  words: Bucket;
  rest: Bucket;
}

/** What one server may send, and one actor of it. A domain may send three times as much from all its subdomains. */
export interface InboxPaces {
  host: Paces;
  actor: Paces;
}

/** Interop §3.1, with room for a server that cleans up: five hundred deletions at once are nothing unusual. */
export const usualPaces: InboxPaces = {
  host: { words: { burst: 300, perMinute: 60 }, rest: { burst: 1500, perMinute: 300 } },
  actor: { words: { burst: 60, perMinute: 20 }, rest: { burst: 600, perMinute: 120 } },
};

/**
 * Counts what was proven to come from an actor against their own bucket first, then against their server's: nobody can use
 * up what is somebody else's. Throws `rate-limited` with the time to wait.
 */
export function createKeepPace({ limits, clock }: Pick<World, "limits" | "clock">, paces: InboxPaces) {
  const wide = { words: triple(paces.host.words), rest: triple(paces.host.rest) };

  return async function keepPace(kind: Activity["kind"], actor: string): Promise<void> {
    const sort = kind === "create" || kind === "update" ? "words" : "rest";
    const host = hostOf(actor);
    const domain = domainOf(host);
    await take(`${sort} from ${actor}`, paces.actor[sort], "You send");
    await take(`${sort} from ${host}`, paces.host[sort], "Your server sends");
    if (domain !== host) await take(`${sort} from below ${domain}`, wide[sort], "The servers of your domain send");
  };

  async function take(key: string, size: Bucket, who: string): Promise<void> {
    const taken = await limits.bucket(key, size, clock.now());
    if (taken.ok) return;
    throw new Problem("rate-limited", `${who} too much at once; please slow down.`, { retryAfter: taken.retryAfter });
  }
}

function triple({ burst, perMinute }: Bucket): Bucket {
  return { burst: burst * 3, perMinute: perMinute * 3 };
}
