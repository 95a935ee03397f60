/**
 * What stands in the way of those who fill in thousands of forms: `honeypot`, a field to leave empty; `time`, as nobody
 * writes within three seconds; `work`, done by the browser; `links`, too many of them; `repeats`, the same text in many
 * threads; `pace`, many comments of one stranger at once; `classifier`, what the owner sorted out before; `fediverse`, the
 * last three for strangers from there as well.
 */
export const spamGuards = ["honeypot", "time", "work", "links", "repeats", "pace", "classifier", "fediverse"] as const;
export type SpamGuard = (typeof spamGuards)[number];

/** Those in force where the owner says nothing. */
export const usualGuards: readonly SpamGuard[] = spamGuards.filter((guard) => guard !== "fediverse");

/** How many days spam is kept where the owner says nothing. */
export const usualSpamDays = 30;

/** What the owner's decision taught of a comment. */
export type Lesson = "spam" | "ham";

/** A comment as it is learned: numbers of its features, each once and below `modelSize`. */
export interface Example {
  as: Lesson;
  features: readonly number[];
}

/** How many features are told apart; others share their numbers with them. */
export const modelSize = 16_384;

/** No more is learned of either kind: counts stay below what 16 bits hold. */
export const enoughLessons = 60_000;

/** What one site learned: how many comments of each kind there were, and in how many of them each feature was. */
export interface SpamModel {
  spam: number;
  ham: number;
  /** For each feature the count in spam, then the count in ham. */
  counts: Uint16Array;
}

/** A model that has learned nothing. */
export function emptyModel(): SpamModel {
  return { spam: 0, ham: 0, counts: new Uint16Array(2 * modelSize) };
}

/** How often a feature was seen in comments of a kind. */
export function seenIn({ counts }: SpamModel, feature: number, as: Lesson): number {
  return counts[placeOf(feature, as)] ?? 0;
}

/** Counts an example in the model that is given, or takes it out again; nothing falls below zero. */
export function recount(model: SpamModel, { as, features }: Example, by: 1 | -1): void {
  model[as] = Math.max(0, model[as] + by);
  for (const feature of features) {
    const place = placeOf(feature, as);
    model.counts[place] = Math.max(0, (model.counts[place] ?? 0) + by);
  }
}

function placeOf(feature: number, as: Lesson): number {
  return 2 * feature + (as === "spam" ? 0 : 1);
}
