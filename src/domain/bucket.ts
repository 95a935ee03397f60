/** Room for `burst` tokens, which fills up again by so many a minute. */
export interface Bucket {
  burst: number;
  perMinute: number;
}

/** Whether something was within its limit; else in how many seconds it will be. */
export type Taken = { ok: true } | { ok: false; retryAfter: number };

/**
 * Takes a token (or looks whether there is one, with 0) out of a bucket that is known by the moment at which it will be
 * full, in milliseconds: each token that is taken moves that on, and time catches up with it. Returns the new moment.
 */
export function takeToken(bucket: Bucket, fullAt: number, now: number, tokens: 0 | 1): Taken & { fullAt: number } {
  const each = 60_000 / bucket.perMinute;
  const from = Math.max(fullAt, now);
  const early = from + each - each * bucket.burst - now;
  if (early > 0) return { ok: false, retryAfter: Math.max(1, Math.ceil(early / 1000)), fullAt };
  return { ok: true, fullAt: from + tokens * each };
}

/** Whether less than half of the tokens are left. */
export function isLow(bucket: Bucket, fullAt: number, now: number): boolean {
  return fullAt - now > (60_000 / bucket.perMinute) * (bucket.burst / 2);
}
