import type { Section } from "../reading/section.ts";

/** Says in the console why a node that is there gave nothing to show: a blog that is set up wrongly is silent else. */
export function explain({ node, url }: Section): void {
  console.error(
    `Antiphon: ${node()} is there, but gave no comments for ${url()} to a page of ${location.origin}. ` +
      `If ${location.origin} is not among this node's sites, add it to ANTIPHON_SITE.`,
  );
}
