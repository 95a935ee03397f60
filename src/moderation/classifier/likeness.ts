import { type SpamModel, seenIn } from "../../domain/spam.ts";

/** How much a comment looks like spam, and by which of its features. */
export interface Likeness {
  /** Logarithm of the odds that it is spam rather than not. */
  score: number;
  /** The features that speak for spam, the strongest first. */
  telling: number[];
}

/** Before so many of each kind were decided, nothing is said. */
export const fewestLessons = 10;

/** Odds of 50 to 1. */
export const spamScore = Math.log(50);

/** A feature seen once is worth little: it counts as if it had also been seen so often without saying anything. */
const doubt = 1;
const mostTelling = 25;
const leastWeight = 0.3;

/**
 * Weighs the features by how often each was in spam and in other comments (naive Bayes, each feature drawn towards
 * “says nothing” while it is rare); those that say most decide. Null while too little was learned.
 */
export function likenessOf(model: SpamModel, features: Iterable<number>): Likeness | null {
  if (model.spam < fewestLessons || model.ham < fewestLessons) return null;
  const weighed = [...features]
    .map((feature) => ({ feature, weight: weightOf(model, feature) }))
    .filter(({ weight }) => Math.abs(weight) >= leastWeight)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, mostTelling);
  return {
    score: weighed.reduce((sum, { weight }) => sum + weight, 0),
    telling: weighed.filter(({ weight }) => weight > 0).map(({ feature }) => feature),
  };
}

function weightOf(model: SpamModel, feature: number): number {
  const spam = seenIn(model, feature, "spam");
  const ham = seenIn(model, feature, "ham");
  if (spam + ham === 0) return 0;
  const inSpam = spam / model.spam;
  const seen = spam + ham;
  const chance = (doubt * 0.5 + seen * (inSpam / (inSpam + ham / model.ham))) / (doubt + seen);
  return Math.log(chance / (1 - chance));
}
