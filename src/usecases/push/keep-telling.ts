import type { Bucket } from "../../domain/bucket.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";

/** A blog that edits all of its posts at once is heard; more than that is told to come back. So is what a hub hands on. */
export const ofOneBlog: Bucket = { burst: 600, perMinute: 120 };

/** What merely has the feed read, and is signed by nobody, need not be said often. */
export const ofPings: Bucket = { burst: 10, perMinute: 1 };

/** Counts what is told under a name; throws `rate-limited` beyond the pace. */
export function createKeepTelling({ limits, clock }: Pick<World, "limits" | "clock">) {
  return async function keepTelling(name: string, pace: Bucket): Promise<void> {
    const turn = await limits.bucket(`push ${name}`, pace, clock.now());
    if (turn.ok) return;
    throw new Problem("rate-limited", "That is more than a blog can have to tell. Come back later.", {
      retryAfter: turn.retryAfter,
    });
  };
}
