import type { Section } from "../reading/section.ts";

/** Says in the console why a node that is there gave nothing to show: a blog that is set up wrongly is silent else. */
export function explain({ node, url }: Section): void {
  console.error(
    `Antiphon: ${node()} gave no comments for ${url()}. If ${location.origin} is no site of its, add it to ANTIPHON_SITE.`,
  );
}
