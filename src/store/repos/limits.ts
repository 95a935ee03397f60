import { createBounded } from "../../domain/bounded.ts";
import type { Taken } from "../../domain/bucket.ts";
import type { Clock, Log } from "../../domain/ports.ts";
import type { Limits } from "../../domain/repos.ts";
import type { Collections } from "../collections.ts";
import { createBuckets, type TakenHere } from "./buckets.ts";

const flushAfterMs = 1000;
/** Beyond so many keys at once the counts of the oldest are dropped: memory matters more than a stranger's tally. */
const maxKeys = 50_000;

/** Limits with their housekeeping. */
export interface KeptLimits extends Limits {
  /** Writes what was counted here, reads what others counted, forgets windows that are over. */
  flush(): Promise<void>;
  /** Flushes for the last time, if there is anything to write. */
  close(): Promise<void>;
}

interface Entry {
  /** Counted by all, as far as known, this node's unwritten ones left out. */
  known: number;
  /** Counted here and not written yet. */
  fresh: number;
  endsAt: number;
}

/** Counters kept in memory and shared through the store once a second, so that a visit costs no write. */
export function createLimits(
  { limits, buckets: stored }: Pick<Collections, "limits" | "buckets">,
  world: { clock: Clock; log: Log },
): KeptLimits {
  // A count that is lost with the machine lets somebody do once more what they did before.
  const docs = limits.relaxed;
  const buckets = createBuckets(stored.relaxed);
  const entries = createBounded<Entry>(maxKeys);
  const loading = new Map<string, Promise<Entry>>();
  let timer: NodeJS.Timeout | null = null;

  function entry(id: string, endsAt: number): Entry | Promise<Entry> {
    return entries.get(id) ?? loading.get(id) ?? load(id, endsAt);
  }

  function load(id: string, endsAt: number): Promise<Entry> {
    const reading = docs
      .findOne({ _id: id })
      .then((tally) => {
        const made = { known: tally?.count ?? 0, fresh: 0, endsAt };
        entries.set(id, made);
        return made;
      })
      .finally(() => loading.delete(id));
    loading.set(id, reading);
    return reading;
  }

  function flushSoon(): void {
    timer ??= setTimeout(() => {
      timer = null;
      flush().catch((error: unknown) =>
        world.log.warn({ error }, "Rate limits could not be shared; the next flush tries again."),
      );
    }, flushAfterMs).unref();
  }

  async function share(id: string, tally: Entry): Promise<void> {
    const counted = tally.fresh;
    tally.fresh = 0;
    tally.known += counted;
    try {
      const update = { $inc: { count: counted }, $setOnInsert: { expiresAt: new Date(tally.endsAt) } };
      const after = await docs.findOneAndUpdate({ _id: id }, update, { upsert: true, returnDocument: "after" });
      tally.known = after?.count ?? tally.known;
    } catch (error) {
      tally.known -= counted;
      tally.fresh += counted;
      flushSoon();
      throw error;
    }
  }

  async function flush(): Promise<void> {
    const now = world.clock.now();
    const live = [...entries.entries()].filter(([id, tally]) => tally.endsAt > now.getTime() || !entries.delete(id));
    await Promise.all(live.filter(([, tally]) => tally.fresh > 0).map(([id, tally]) => share(id, tally)));
    await Promise.all([docs.deleteMany({ expiresAt: { $lte: now } }), buckets.flush(now)]);
  }

  function telling(taken: TakenHere): Taken {
    if (taken.low) flushSoon();
    return taken;
  }

  return {
    async take(key, max, windowSeconds, now) {
      const windowMs = windowSeconds * 1000;
      const startsAt = Math.floor(now.getTime() / windowMs) * windowMs;
      const tally = await entry(`${key} ${windowSeconds} ${startsAt}`, startsAt + windowMs);
      if (tally.known + tally.fresh >= max) {
        return { ok: false, retryAfter: Math.max(1, Math.ceil((tally.endsAt - now.getTime()) / 1000)) };
      }
      tally.fresh += 1;
      flushSoon();
      return { ok: true };
    },
    bucket(key, size, now, tokens = 1) {
      const taken = buckets.take(key, size, now, tokens);
      if (taken instanceof Promise) return taken.then(telling);
      return telling(taken);
    },
    flush,
    async close() {
      if (!timer) return;
      clearTimeout(timer);
      timer = null;
      await flush();
    },
  };
}
