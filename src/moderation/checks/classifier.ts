import { publish } from "../../domain/verdict.ts";
import { featuresOf } from "../classifier/features.ts";
import { likenessOf, spamScore } from "../classifier/likeness.ts";
import type { Models } from "../classifier/models.ts";
import type { Check } from "../pipeline.ts";

const mostNamed = 6;

/** Holds what looks like the comments that the owner sorted out. */
export function createClassifier(models: Models): Check {
  return async ({ site, origin, author, text, links }) => {
    const model = await models.of(site._id);
    if (!model) return publish;
    const features = featuresOf({ text, links: origin === "web" ? links : null, author });
    const likeness = likenessOf(model, features.keys());
    if (likeness === null || likeness.score < spamScore) return publish;
    return { kind: "hold", reasons: [sentence(likeness.telling.map((feature) => features.get(feature) ?? null))] };
  };
}

function sentence(labels: readonly (string | null)[]): string {
  const named = labels.filter((label) => label !== null).slice(0, mostNamed);
  const what = named.length === 0 ? "who wrote it and how" : named.map((label) => `“${label}”`).join(", ");
  return `It looks like spam, by what you sorted out before: ${what}.`;
}
