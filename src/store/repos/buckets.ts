import { createBounded } from "../../domain/bounded.ts";
import { type Bucket, isLow, type Taken, takeToken } from "../../domain/bucket.ts";
import type { StoredBucket } from "../documents.ts";
import type { Docs } from "../port.ts";

/** Beyond so many buckets the one that was made first is dropped: memory matters more than a stranger's tally. */
const maxBuckets = 50_000;

interface Entry {
  size: Bucket;
  fullAt: number;
  /** Taken here and not told to others yet. */
  unwritten: number;
  /** How many were ever taken by all, as the store last said. */
  seen: number;
}

/** An answer, and whether others should hear of the bucket. */
export type TakenHere = Taken & { low: boolean };

/** Token buckets in memory, told to other nodes once they are less than half full: what is idle costs nobody a write. */
export function createBuckets(docs: Docs<StoredBucket>) {
  const entries = createBounded<Entry>(maxBuckets);
  const loading = new Map<string, Promise<Entry>>();

  function load(key: string, size: Bucket): Promise<Entry> {
    const reading = docs
      .findOne({ _id: key })
      .then((stored) => {
        const made = { size, fullAt: stored?.expiresAt.getTime() ?? 0, unwritten: 0, seen: stored?.taken ?? 0 };
        entries.set(key, made);
        return made;
      })
      .finally(() => loading.delete(key));
    loading.set(key, reading);
    return reading;
  }

  async function share(key: string, entry: Entry): Promise<void> {
    const told = entry.unwritten;
    entry.unwritten = 0;
    try {
      const update = { $inc: { taken: told }, $max: { expiresAt: new Date(entry.fullAt) } };
      const after = await docs.findOneAndUpdate({ _id: key }, update, { upsert: true, returnDocument: "after" });
      const total = after?.taken ?? entry.seen + told;
      const byOthers = Math.max(0, total - entry.seen - told);
      entry.fullAt += (byOthers * 60_000) / entry.size.perMinute;
      entry.seen = total;
    } catch (error) {
      entry.unwritten += told;
      throw error;
    }
  }

  return {
    /** See `Limits.bucket`. A bucket that is known is answered at once. */
    take(key: string, size: Bucket, now: Date, tokens: 0 | 1): TakenHere | Promise<TakenHere> {
      const known = entries.get(key);
      if (known) return takeFrom(known, now.getTime(), tokens);
      return (loading.get(key) ?? load(key, size)).then((entry) => takeFrom(entry, now.getTime(), tokens));
    },
    /** Tells others of the buckets that run low and hears what they took; forgets those that are full again. */
    async flush(now: Date): Promise<void> {
      const low: [string, Entry][] = [];
      for (const [key, entry] of entries.entries()) {
        if (entry.fullAt <= now.getTime()) entries.delete(key);
        else if (entry.unwritten > 0 && isLow(entry.size, entry.fullAt, now.getTime())) low.push([key, entry]);
      }
      await Promise.all(low.map(([key, entry]) => share(key, entry)));
      await docs.deleteMany({ expiresAt: { $lte: now } });
    },
  };
}

function takeFrom(entry: Entry, now: number, tokens: 0 | 1): TakenHere {
  const taken = takeToken(entry.size, entry.fullAt, now, tokens);
  entry.fullAt = taken.fullAt;
  if (!taken.ok) return { ok: false, retryAfter: taken.retryAfter, low: false };
  entry.unwritten += tokens;
  return { ok: true, low: isLow(entry.size, entry.fullAt, now) };
}
